//! Coloured text: spans over a text become lines of marked-up HTML.

use std::ops::Range;

/// What a piece of text is, for its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenClass {
    /// A word of the language, a block type.
    Keyword,
    /// Quoted text.
    String,
    /// A number, a truth value, null.
    Number,
    /// A reference, a template variable.
    Variable,
    /// A key or an attribute's name.
    Property,
    /// A function or a directive.
    Function,
    /// A comment.
    Comment,
    /// Text that the language does not take.
    Error,
}

impl TokenClass {
    fn class(self) -> &'static str {
        match self {
            Self::Keyword => "tok-keyword",
            Self::String => "tok-string",
            Self::Number => "tok-number",
            Self::Variable => "tok-variable",
            Self::Property => "tok-property",
            Self::Function => "tok-function",
            Self::Comment => "tok-comment",
            Self::Error => "tok-error",
        }
    }
}

/// Byte ranges of a text and what they are, in order; parts without a span are plain.
pub type Spans = Vec<(Range<usize>, TokenClass)>;

/// The text as one `<div class="code-line">` per line, escaped, with the marked lines (from 1) in class `lit`.
///
/// Spans that overlap an earlier one, run backwards, or cut a character are left out: the text is always whole.
pub fn to_html(text: &str, spans: &[(Range<usize>, TokenClass)], lit: &[usize]) -> String {
    let mut html = String::with_capacity(text.len() * 2);
    let mut line = 1;
    open_line(&mut html, line, lit);
    let mut at = 0;
    for (range, class) in spans {
        let Some(plain) = text.get(at..range.start) else { continue };
        let Some(marked) = text.get(range.clone()).filter(|marked| !marked.is_empty()) else { continue };
        push(&mut html, plain, None, &mut line, lit);
        push(&mut html, marked, Some(*class), &mut line, lit);
        at = range.end;
    }
    push(&mut html, text.get(at..).unwrap_or_default(), None, &mut line, lit);
    html.push_str("</div>");
    html
}

fn open_line(html: &mut String, line: usize, lit: &[usize]) {
    html.push_str(if lit.contains(&line) {
        "<div class=\"code-line lit\">"
    } else {
        "<div class=\"code-line\">"
    });
}

fn push(html: &mut String, text: &str, class: Option<TokenClass>, line: &mut usize, lit: &[usize]) {
    for (i, part) in text.split('\n').enumerate() {
        if i > 0 {
            *line += 1;
            // The line break stays in the text, so that a selection copies it.
            html.push_str("\n</div>");
            open_line(html, *line, lit);
        }
        if part.is_empty() {
            continue;
        }
        match class {
            Some(class) => {
                html.push_str("<span class=\"");
                html.push_str(class.class());
                html.push_str("\">");
                escape(html, part);
                html.push_str("</span>");
            }
            None => escape(html, part),
        }
    }
}

fn escape(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '\r' => {}
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_escapes_and_keeps_every_character() {
        let html = to_html(
            "a<\"b\n\" é",
            &[(2..6, TokenClass::String), (3..4, TokenClass::Error), (8..9, TokenClass::Error)],
            &[2],
        );
        assert_eq!(
            html,
            "<div class=\"code-line\">a&lt;<span class=\"tok-string\">\"b</span>\n</div>\
             <div class=\"code-line lit\"><span class=\"tok-string\">\"</span> é</div>"
        );
    }
}
