//! JSON texts that the user's files spell otherwise than the export would, where AWS keeps the text as it comes.
//!
//! What is kept of such a text counts as long as the design says the same as when it was read.

use crate::design::{Design, Item};

/// What stands behind the type of a resource where it is kept what the design said then.
const THEN: &str = "/spelled ";

/// By what a text is kept, and by what the design's text that it stands for.
pub(super) fn keys(item: Item, kind: &str, part: &str, path: &str) -> (String, String) {
    let item = item.key();
    (format!("{item} {kind} [{part}] {path}"), format!("{item} {kind}{THEN}[{part}] {path}"))
}

/// What a text of the design is told by, as a text of the Terraform language.
pub(super) fn print(text: &str) -> String {
    // FNV-1a: texts that somebody edits differ, and nobody has to be kept from making two that do not.
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("\"{hash:016x}\"")
}

/// The keys of texts that stand for something else than what the design says now.
pub(super) fn stale(design: &Design) -> Vec<String> {
    let arguments = &design.terraform.arguments;
    let then = arguments.iter().filter_map(|(key, print)| Some((key.split_once(THEN)?, print)));
    let stale = then.filter(|((before, path), then)| now(design, before, path).as_ref() != Some(*then));
    stale.map(|((before, path), _)| format!("{before} {path}")).collect()
}

/// What tells the text that the design has in this place.
fn now(design: &Design, before: &str, path: &str) -> Option<String> {
    let item: Item = before.split(' ').next()?.parse().ok()?;
    let part = path.strip_prefix('[')?.split_once("] ").map(|(part, _)| part)?;
    let api = design.apis.get(&item.api()?)?;
    let text = match item {
        Item::Api(_) => api.settings.documentation.get(part)?,
        Item::Stage(_, id) => &api.stages.get(&id)?.access_log.as_ref()?.format,
        _ => return None,
    };
    Some(print(text))
}

#[cfg(test)]
mod tests {
    use super::print;

    #[test]
    fn texts_are_told_apart() {
        assert_eq!(print(""), "\"cbf29ce484222325\"");
        assert_ne!(print("{}"), print("{ }"));
    }
}
