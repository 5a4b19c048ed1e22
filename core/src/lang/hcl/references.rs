//! What a text of Terraform's refers to: in its code and in the `${…}` of its strings, not in what its strings and
//! comments say.

use super::lex::{Kind, is_name, tokens};

/// Where references such as `var.name` and `aws_x.y["key"].id` begin, in order, and other words of the code. Of a text
/// that is no HCL every word is taken.
pub(crate) fn references(text: &str) -> Vec<usize> {
    let Some(tokens) = tokens(text) else { return words(text) };
    let mut found = Vec::new();
    let mut before = Kind::Newline;
    for token in tokens {
        if let Some(was) = token.was.filter(|_| token.kind == Kind::Name && before != Kind::Dot) {
            found.push(was.start);
        }
        before = token.kind;
    }
    found
}

fn words(text: &str) -> Vec<usize> {
    let mut before = ' ';
    let mut found = Vec::new();
    for (at, char) in text.char_indices() {
        if is_name(char) && !char.is_numeric() && !is_name(before) && before != '.' {
            found.push(at);
        }
        before = char;
    }
    found
}

/// The first names of each reference, `count` at most: `["data", "aws_x", "y"]`.
pub(crate) fn named(text: &str, count: usize) -> impl Iterator<Item = Vec<&str>> {
    references(text).into_iter().map(move |at| {
        let rest = text.get(at..).unwrap_or_default();
        let end = rest.find(|char: char| !is_name(char) && char != '.').unwrap_or(rest.len());
        let names = rest.get(..end).unwrap_or_default().split('.').filter(|name| !name.is_empty());
        names.take(count).collect()
    })
}

/// What stands behind this reference in a text that begins with the whole of it.
pub(crate) fn behind<'t>(text: &'t str, reference: &str) -> Option<&'t str> {
    text.strip_prefix(reference).filter(|rest| !rest.starts_with(is_name))
}

/// Whether a text refers to this.
pub(crate) fn refers(text: &str, reference: &str) -> bool {
    let is_here = |at: usize| text.get(at..).is_some_and(|text| behind(text, reference).is_some());
    text.contains(reference) && references(text).into_iter().any(is_here)
}

/// The text with other references. `change` is asked at the beginning of each, and gives what stands there then and the
/// text behind.
pub(crate) fn changed<'t, 'n>(
    text: &'t str,
    change: impl Fn(&'t str) -> Option<(&'n str, &'t str)>,
) -> String {
    let mut out = String::with_capacity(text.len());
    let mut start = 0;
    for at in references(text) {
        let Some((new, rest)) = text.get(at..).filter(|_| at >= start).and_then(&change) else { continue };
        out.push_str(text.get(start..at).unwrap_or_default());
        out.push_str(new);
        start = text.len() - rest.len();
    }
    out.push_str(text.get(start..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        named(text, 3).map(|names| names.join(".")).collect()
    }

    #[test]
    fn code_refers_and_strings_do_in_their_interpolations() {
        assert_eq!(found(r#"try(data.a.b.id, "${var.c}-${m.n[0].x}")"#), ["try", "data.a.b", "var.c", "m.n"]);
        assert_eq!(found(r#""see var.a, $${var.b} and \"${var.c}\"""#), ["var.c"]);
        assert_eq!(found("a.b[each.key].c, a.b[*].id, a.b.0.id"), ["a.b", "each.key", "a.b", "a.b.0"]);
        assert_eq!(found("# a.b\nx = c.d // e.f\n/* g.h\n i.j */"), ["x", "c.d"]);
        assert_eq!(found("x = <<-EOT\n  a.b ${c.d} \"\n  EOT\ny = e.f"), ["x", "c.d", "y", "e.f"]);
    }

    #[test]
    fn every_word_counts_where_a_text_is_no_hcl() {
        assert_eq!(found("`a.b` is \"${c.d"), ["a.b", "is", "c.d"]);
    }

    #[test]
    fn references_change_as_a_whole() {
        let change = |text| behind(text, "a.b").map(|rest| ("x", rest));
        assert_eq!(
            changed("a.b[a.b.c] + a.bc + z.a.b + \"a.b ${a.b}\"", change),
            "x[x.c] + a.bc + z.a.b + \"a.b ${x}\""
        );
        assert!(refers("[a.b]", "a.b") && !refers("\"a.b\" # a.b", "a.b"));
    }
}
