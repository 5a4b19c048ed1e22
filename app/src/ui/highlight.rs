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
    let lines = to_lines(text, spans);
    let mut html = String::with_capacity(text.len() * 2);
    let count = lines.len();
    for (index, line) in lines.iter().enumerate() {
        open_line(&mut html, index + 1, lit);
        html.push_str(line);
        // The line break stays in the text, so that a selection copies it.
        html.push_str(if index + 1 < count { "\n</div>" } else { "</div>" });
    }
    html
}

/// What stands in each line, escaped and marked, without the line's own element.
pub fn to_lines(text: &str, spans: &[(Range<usize>, TokenClass)]) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut at = 0;
    for (range, class) in spans {
        let Some(plain) = text.get(at..range.start) else { continue };
        let Some(marked) = text.get(range.clone()).filter(|marked| !marked.is_empty()) else { continue };
        push(&mut lines, plain, None);
        push(&mut lines, marked, Some(*class));
        at = range.end;
    }
    push(&mut lines, text.get(at..).unwrap_or_default(), None);
    lines
}

/// The longest part of a line that is coloured, in bytes: what a line of a megabyte shows beyond is plain.
const COLOURED_BYTES: usize = 2_000;

/// As [`to_lines`], for lines of any length.
pub fn to_long_lines(text: &str, spans: &[(Range<usize>, TokenClass)]) -> Vec<String> {
    let (mut lines, mut from) = (Vec::new(), 0);
    for line in text.split('\n') {
        let most = line.floor_char_boundary(line.len().min(COLOURED_BYTES));
        let spans = spans_in(spans, from..from + most);
        lines.extend(to_lines(line, &spans));
        from += line.len() + 1;
    }
    lines
}

/// The part of some spans that lies in these bytes, counted from the first of them.
pub fn spans_in(spans: &[(Range<usize>, TokenClass)], bytes: Range<usize>) -> Spans {
    let first = spans.partition_point(|(range, _)| range.end <= bytes.start);
    let inside = spans.iter().skip(first).take_while(|(range, _)| range.start < bytes.end);
    inside
        .map(|(range, class)| {
            (range.start.max(bytes.start) - bytes.start..range.end.min(bytes.end) - bytes.start, *class)
        })
        .collect()
}

/// Follows an edit that put `inserted` bytes in the place of `removed`: spans behind it move, spans that it cuts end
/// or begin there. The colours stay right but for the place of the edit, until the whole text is read again.
pub fn follow(spans: &mut Spans, at: usize, removed: usize, inserted: usize) {
    let first = spans.partition_point(|(range, _)| range.end <= at);
    let (gone, end) = (at + removed, at + inserted);
    for (range, _) in spans.iter_mut().skip(first) {
        let moved = |place: usize| place - removed + inserted;
        let begins_before = range.start < at;
        range.start = match range.start {
            start if start >= gone => moved(start),
            start if begins_before => start,
            _ => end,
        };
        range.end = match range.end {
            end if end >= gone => moved(end),
            _ if begins_before => at,
            _ => range.start,
        };
    }
    // What an edit swallowed lies side by side, at its place.
    let swallowed = spans.iter().skip(first).take_while(|(range, _)| range.start <= end);
    if swallowed.filter(|(range, _)| range.is_empty()).count() > 0 {
        spans.retain(|(range, _)| range.start < range.end);
    }
}

/// Puts fresh colours (counted from the first byte) in these bytes, unless something runs into them from before.
pub fn refresh(spans: &mut Spans, bytes: Range<usize>, fresh: impl FnOnce() -> Spans) {
    let first = spans.partition_point(|(range, _)| range.end <= bytes.start);
    if spans.get(first).is_some_and(|(range, _)| range.start < bytes.start) {
        return;
    }
    let last = spans.partition_point(|(range, _)| range.start < bytes.end);
    let beyond =
        last.checked_sub(1).and_then(|last| spans.get(last)).filter(|(range, _)| range.end > bytes.end);
    let rest = beyond.map(|(range, class)| (bytes.end..range.end, *class));
    let fresh =
        fresh().into_iter().map(|(range, class)| (range.start + bytes.start..range.end + bytes.start, class));
    spans.splice(first..last.max(first), fresh.chain(rest));
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
    let spans = spans_in(spans, start..end);
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

fn push(lines: &mut Vec<String>, text: &str, class: Option<TokenClass>) {
    for (i, part) in text.split('\n').enumerate() {
        if i > 0 {
            lines.push(String::new());
        }
        let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) else { continue };
        if let Some(class) = class {
            line.push_str("<span class=\"");
            line.push_str(class.class());
            line.push_str("\">");
        }
        escape(line, part);
        if class.is_some() {
            line.push_str("</span>");
        }
    }
}

/// A text as HTML.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape(&mut html, text);
    html
}

fn escape(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '\r']) {
        let (plain, from) = rest.split_at(at);
        html.push_str(plain);
        html.push_str(match from.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            _ => "",
        });
        rest = from.get(1..).unwrap_or_default();
    }
    html.push_str(rest);
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

    #[test]
    fn colours_follow_an_edit() {
        let text = "ab 12 \"cd\" 34\n56";
        let numbers = |text: &str| -> Spans {
            let digits = text.char_indices().filter(|(_, c)| c.is_ascii_digit());
            digits.map(|(at, _)| (at..at + 1, TokenClass::Number)).collect()
        };
        for (at, removed, with) in
            [(0, 0, "9"), (4, 1, ""), (3, 9, "7"), (13, 1, ""), (16, 0, "\n8"), (0, 16, "")]
        {
            let mut spans = numbers(text);
            let mut after = text.to_owned();
            after.replace_range(at..at + removed, with);
            follow(&mut spans, at, removed, with.len());
            let start = after[..at].rfind('\n').map_or(0, |at| at + 1);
            let end = after[at + with.len()..].find('\n').map_or(after.len(), |end| at + with.len() + end);
            refresh(&mut spans, start..end, || numbers(&after[start..end]));
            assert_eq!(spans, numbers(&after), "{after}");
        }
    }

    #[test]
    fn a_span_that_an_edit_lies_in_grows_and_shrinks() {
        let mut spans = vec![(2..8, TokenClass::Comment)];
        follow(&mut spans, 4, 0, 3);
        assert_eq!(spans, [(2..11, TokenClass::Comment)]);
        follow(&mut spans, 4, 3, 0);
        assert_eq!(spans, [(2..8, TokenClass::Comment)]);
        follow(&mut spans, 6, 5, 1);
        assert_eq!(spans, [(2..6, TokenClass::Comment)]);
        refresh(&mut spans, 3..9, || vec![(0..1, TokenClass::Error)]);
        assert_eq!(spans, [(2..6, TokenClass::Comment)]);
    }
}
