//! The user's own text as `terraform fmt` leaves it: only white space changes, and what that command writes anew.
//!
//! It works on words and not on a tree, as the command does, so that comments and broken lines stay where they are.
//! Source: <https://developer.hashicorp.com/terraform/cli/commands/fmt> and `hclwrite`, which it is made of; the real
//! command is the oracle of the tests.

mod cells;
mod rewrite;

use crate::base::Span;
use crate::lang::hcl::{self, Token};

/// A text as `terraform fmt` leaves it; the same text where it is no HCL.
pub(super) fn formatted(text: &str) -> String {
    match lines(text) {
        Some(tokens) => written(&tokens, &mut []),
        None => text.to_owned(),
    }
}

/// The same, with places in the text that move along.
pub(super) fn format<T>(text: &mut String, spans: &mut [(Span, T)]) {
    let Some(tokens) = lines(text) else { return };
    let mut places: Vec<&mut Span> = spans.iter_mut().map(|(span, _)| span).collect();
    let out = written(&tokens, &mut places);
    *text = out;
}

/// An expression as it stands at the beginning of a line; the same text where it is none.
pub(super) fn formatted_expression(text: &str) -> String {
    const ARGUMENT: &str = "x = ";
    // Most are one path.
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-')) {
        return text.to_owned();
    }
    let whole = formatted(&[ARGUMENT, text.trim()].concat());
    whole.strip_prefix(ARGUMENT).unwrap_or(text).to_owned()
}

/// The words of a text with the spaces that belong before them.
fn lines(text: &str) -> Option<Vec<Token<'_>>> {
    let mut tokens = rewrite::rewritten(hcl::tokens(text)?);
    cells::arrange(&mut tokens);
    Some(tokens)
}

fn written(tokens: &[Token<'_>], places: &mut [&mut Span]) -> String {
    let mut out = String::new();
    let mut starts = 0;
    let mut ends = 0;
    for token in tokens {
        out.extend(std::iter::repeat_n(' ', token.spaces));
        let start = out.len();
        if token.ends_line() {
            // Lines end as all others do.
            out.extend([token.text.trim_end_matches(['\r', '\n']), "\n"]);
        } else {
            out.push_str(token.text);
        }
        let Some(was) = &token.was else { continue };
        while let Some(place) = places.get_mut(starts).filter(|place| place.start <= was.start) {
            place.start = start;
            starts += 1;
        }
        while let Some(place) = places.get_mut(ends).filter(|place| place.end <= was.end) {
            place.end = out.len();
            ends += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_move_along() {
        let mut text = "a  =   1\nresource x   y {\n b=2 }\n".to_owned();
        let at = text.find("resource").unwrap();
        let mut spans = [(Span { start: 0, end: 8 }, ()), (Span { start: at, end: text.len() - 1 }, ())];
        format(&mut text, &mut spans);
        assert_eq!(text, "a = 1\nresource \"x\" \"y\" {\nb = 2 }\n");
        assert_eq!(&text[spans[0].0.start..spans[0].0.end], "a = 1");
        assert_eq!(&text[spans[1].0.start..spans[1].0.end], "resource \"x\" \"y\" {\nb = 2 }");
    }

    #[test]
    fn expressions_stand_at_the_beginning_of_a_line() {
        assert_eq!(
            formatted_expression("f( {\n      a=1\n   bcd = 2\n    })"),
            "f({\n  a   = 1\n  bcd = 2\n})"
        );
        assert_eq!(formatted_expression("var.a"), "var.a");
        assert_eq!(formatted_expression("\"open"), "\"open");
    }
}
