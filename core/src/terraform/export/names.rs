//! Names of blocks: readable, stable under edits, and unique among their like.

use indexmap::{IndexMap, IndexSet};

/// Names longer than this are cut, with a mark of what was cut.
const NAME_LIMIT: usize = 60;

/// Words that cannot name a variable, or that read badly as the name of a block.
const RESERVED: &[&str] = &[
    "count",
    "data",
    "depends_on",
    "each",
    "false",
    "for",
    "for_each",
    "if",
    "in",
    "lifecycle",
    "local",
    "locals",
    "module",
    "null",
    "path",
    "provider",
    "providers",
    "self",
    "source",
    "terraform",
    "true",
    "var",
    "version",
];

/// The names given out so far, by kind.
#[derive(Debug, Default)]
pub(super) struct Names(IndexMap<String, IndexSet<String>>);

impl Names {
    /// The first of these names that no block of this kind has; none when all are taken.
    pub(super) fn first_free(&self, kind: &str, wanted: &[String]) -> Option<String> {
        let given = self.0.get(kind);
        wanted.iter().find(|name| given.is_none_or(|given| !given.contains(*name))).cloned()
    }

    /// A name for a block of this kind; the mark tells it from others that want the same one, and must stay
    /// the same when other things of the design change.
    pub(super) fn take(&mut self, kind: &str, wanted: &str, mark: &str) -> String {
        let base = if RESERVED.contains(&wanted) { format!("{wanted}_") } else { wanted.to_owned() };
        if !self.0.contains_key(kind) {
            self.0.insert(kind.to_owned(), IndexSet::new());
        }
        let Some(given) = self.0.get_mut(kind) else { return base };
        let mut name = base.clone();
        let mut round = 1;
        while !given.insert(name.clone()) {
            name = if round == 1 { format!("{base}_{mark}") } else { format!("{base}_{mark}_{round}") };
            round += 1;
        }
        name
    }
}

/// A text as an identifier: lower case, words joined by underscores; empty when it holds no letter or digit
/// that can stay.
pub(in crate::terraform) fn slug(text: &str) -> String {
    let text = &super::kept::readable(text);
    let mut out = String::with_capacity(text.len());
    let mut lower_before = false;
    for char in text.chars() {
        if char.is_ascii_alphanumeric() {
            if char.is_ascii_uppercase() && lower_before {
                out.push('_');
            }
            out.push(char.to_ascii_lowercase());
        } else if !out.ends_with('_') && !out.is_empty() {
            out.push('_');
        }
        lower_before = char.is_ascii_lowercase() || char.is_ascii_digit();
    }
    let trimmed = out.trim_end_matches('_');
    let cut = match trimmed.get(..NAME_LIMIT) {
        Some(start) if trimmed.len() > NAME_LIMIT => {
            format!("{}_{}", start.trim_end_matches('_'), mark(text))
        }
        _ => trimmed.to_owned(),
    };
    if cut.starts_with(|first: char| first.is_ascii_digit()) { format!("n{cut}") } else { cut }
}

/// A slug, or the other name where nothing of the text can stay.
pub(in crate::terraform) fn slug_or(text: &str, otherwise: &str) -> String {
    let slug = slug(text);
    if slug.is_empty() { otherwise.to_owned() } else { slug }
}

/// Four hexadecimal digits that depend on the text alone (FNV-1a).
pub(super) fn mark(text: &str) -> String {
    let hash =
        text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{:04x}", (hash >> 16) ^ (hash & 0xffff))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_readable_and_unique() {
        assert_eq!(slug("GET /orders/{orderId}"), "get_orders_order_id");
        assert_eq!(slug("4xx"), "n4xx");
        assert_eq!(slug("注文"), "");
        let mut names = Names::default();
        assert_eq!(names.take("x", "orders", "7"), "orders");
        assert_eq!(names.take("x", "orders", "7"), "orders_7");
        assert_eq!(names.take("y", "orders", "7"), "orders");
        assert_eq!(names.take("x", "count", "7"), "count_");
    }
}
