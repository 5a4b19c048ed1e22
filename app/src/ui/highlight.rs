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

/// As [`to_html`], of these lines only (from 0): what a long text shows while the rest is out of sight.
pub fn window_html(
    text: &str,
    spans: &[(Range<usize>, TokenClass)],
    lit: &[usize],
    lines: Range<usize>,
) -> String {
    let start = line_start(text, lines.start).unwrap_or(text.len());
    // Without the last line's break, which would open one more line.
    let end = line_start(text, lines.end).map_or(text.len(), |next| next.saturating_sub(1)).max(start);
    let first = spans.partition_point(|(range, _)| range.end <= start);
    let shown = spans.iter().skip(first).take_while(|(range, _)| range.start < end);
    let spans: Vec<_> = shown
        .map(|(range, class)| (range.start.max(start) - start..range.end.min(end) - start, *class))
        .collect();
    let lit: Vec<usize> = lit.iter().filter_map(|line| line.checked_sub(lines.start)).collect();
    to_html(text.get(start..end).unwrap_or_default(), &spans, &lit)
}

/// Where the line (from 0) begins.
fn line_start(text: &str, line: usize) -> Option<usize> {
    if line == 0 {
        return Some(0);
    }
    text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').nth(line - 1).map(|(at, _)| at + 1)
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

    #[test]
    fn a_window_shows_its_lines_as_the_whole_does() {
        let spans = [(0..1, TokenClass::Number), (2..6, TokenClass::String)];
        let html = window_html("1\n\"é\n\"\nz", &spans, &[2, 4], 1..3);
        assert_eq!(
            html,
            "<div class=\"code-line lit\"><span class=\"tok-string\">\"é</span>\n</div>\
             <div class=\"code-line\">\"</div>"
        );
        assert_eq!(window_html("a", &[], &[], 5..9), "<div class=\"code-line\"></div>");
    }
}
