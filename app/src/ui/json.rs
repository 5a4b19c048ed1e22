//! Colours for JSON, also while it is being written.

use super::highlight::{Spans, TokenClass};

/// Longer texts stay plain: they are coloured again at every key.
pub const MAX_COLOURED_BYTES: usize = 512 * 1024;

/// The colours of a JSON text (RFC 8259): names are `Property`, `true`, `false` and `null` are `Number`s.
///
/// What the grammar does not take is an `Error`: a stray word, a comma too many, a bracket that is never closed. One
/// mistake does not colour what follows. A text over [`MAX_COLOURED_BYTES`] gets no colours.
pub fn json_spans(text: &str) -> Spans {
    let mut reader = Reader { text, at: 0, spans: Spans::new(), open: Vec::new(), want: Want::Value };
    if text.len() <= MAX_COLOURED_BYTES {
        while let Some(first) = reader.rest().chars().next() {
            reader.token(first);
        }
        reader.mark_unclosed();
    }
    reader.spans
}

/// What the grammar takes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Want {
    Value,
    /// After `[`.
    ValueOrEnd,
    Name,
    /// After `{`.
    NameOrEnd,
    Colon,
    CommaOrEnd,
    /// The text is complete.
    Nothing,
}

/// What was opened, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Object(usize),
    Array(usize),
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    spans: Spans,
    open: Vec<Open>,
    want: Want,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn token(&mut self, first: char) {
        match first {
            ' ' | '\t' | '\n' | '\r' => self.at += 1,
            '"' => self.string(),
            '{' => self.opens(Open::Object(self.at), Want::NameOrEnd),
            '[' => self.opens(Open::Array(self.at), Want::ValueOrEnd),
            '}' | ']' => self.closes(first),
            ':' | ',' => self.separates(first),
            _ => self.word(first),
        }
    }

    /// Takes this many bytes; `class` is none for what has no colour.
    fn take(&mut self, bytes: usize, class: Option<TokenClass>) {
        let range = self.at..self.at + bytes;
        self.at = range.end;
        match (class, self.spans.last_mut()) {
            // Neighbours of one kind become one.
            (Some(class), Some((last, kind))) if *kind == class && last.end == range.start => {
                last.end = range.end
            }
            (Some(class), _) if bytes > 0 => self.spans.push((range, class)),
            _ => {}
        }
    }

    /// Goes on behind a value; says whether one was to come here.
    fn value(&mut self) -> bool {
        let fits = matches!(self.want, Want::Value | Want::ValueOrEnd);
        self.want = match self.want {
            // A value in place of a name: its colon may follow.
            Want::Name | Want::NameOrEnd => Want::Colon,
            // A comma before it is missing, and it may be a name.
            Want::CommaOrEnd if matches!(self.open.last(), Some(Open::Object(_))) => Want::Colon,
            _ => self.behind_value(),
        };
        fits
    }

    fn behind_value(&self) -> Want {
        if self.open.is_empty() { Want::Nothing } else { Want::CommaOrEnd }
    }

    fn opens(&mut self, open: Open, want: Want) {
        let fits = self.value();
        self.take(1, (!fits).then_some(TokenClass::Error));
        self.open.push(open);
        self.want = want;
    }

    fn closes(&mut self, bracket: char) {
        let (ours, empty) = match self.open.last() {
            Some(Open::Object(_)) => (bracket == '}', Want::NameOrEnd),
            Some(Open::Array(_)) => (bracket == ']', Want::ValueOrEnd),
            None => (false, Want::Nothing),
        };
        let fits = ours && (self.want == empty || self.want == Want::CommaOrEnd);
        self.take(1, (!fits).then_some(TokenClass::Error));
        if ours {
            self.open.pop();
            self.want = self.behind_value();
        }
    }

    fn separates(&mut self, sign: char) {
        let next = match (sign, self.want, self.open.last()) {
            (':', Want::Colon, _) => Some(Want::Value),
            (',', Want::CommaOrEnd, Some(Open::Object(_))) => Some(Want::Name),
            (',', Want::CommaOrEnd, Some(Open::Array(_))) => Some(Want::Value),
            _ => None,
        };
        self.take(1, next.is_none().then_some(TokenClass::Error));
        self.want = next.unwrap_or(self.want);
    }

    /// A number, a literal, or anything else up to the next sign of the grammar.
    fn word(&mut self, first: char) {
        let ends = |c: char| c.is_ascii_whitespace() || "\"{}[]:,".contains(c);
        let length = self.rest().find(ends).unwrap_or(self.rest().len()).max(first.len_utf8());
        let word = self.rest().get(..length).unwrap_or_default();
        let known = matches!(word, "true" | "false" | "null") || is_number(word);
        let fits = self.value() && known;
        self.take(length, Some(if fits { TokenClass::Number } else { TokenClass::Error }));
    }

    fn string(&mut self) {
        let is_name = matches!(self.want, Want::Name | Want::NameOrEnd);
        let fits = self.value() || is_name;
        let class = match (fits, is_name) {
            (false, _) => TokenClass::Error,
            (true, true) => TokenClass::Property,
            (true, false) => TokenClass::String,
        };
        let Some(length) = string_length(self.rest()) else {
            // It ends at the line's end, so that the next line keeps its colours.
            let length = self.rest().find(['\n', '\r']).unwrap_or(self.rest().len());
            return self.take(length, Some(TokenClass::Error));
        };
        let end = self.at + length;
        while self.at < end {
            let rest = self.text.get(self.at..end).unwrap_or_default();
            let plain = rest.find(|c| c == '\\' || c < ' ').unwrap_or(rest.len());
            self.take(plain, Some(class));
            let rest = rest.get(plain..).unwrap_or_default();
            if let Some((bytes, good)) = escape(rest) {
                self.take(bytes, Some(if good { class } else { TokenClass::Error }));
            }
        }
    }

    /// Brackets that are still open at the end are wrong.
    fn mark_unclosed(&mut self) {
        for open in &self.open {
            let (Open::Object(at) | Open::Array(at)) = *open;
            self.spans.push((at..at + 1, TokenClass::Error));
        }
        self.spans.sort_by_key(|(range, _)| range.start);
    }
}

/// The bytes of the string that `text` starts with, both quotes included; none if its line ends first.
fn string_length(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\n' | '\r' => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The bytes of the escape, or the control character, that `text` starts with, and whether JSON takes it.
fn escape(text: &str) -> Option<(usize, bool)> {
    let mut chars = text.chars();
    let first = chars.next()?;
    if first != '\\' {
        return Some((first.len_utf8(), false));
    }
    let second = chars.next()?;
    let four = chars.as_str().get(..4).filter(|four| four.chars().all(|c| c.is_ascii_hexdigit()));
    Some(match (second, four) {
        ('u', Some(_)) => (6, true),
        _ => (1 + second.len_utf8(), "\"\\/bfnrt".contains(second)),
    })
}

fn is_number(word: &str) -> bool {
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut rest = word.strip_prefix('-').unwrap_or(word);
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest.starts_with('0')) {
        return false;
    }
    rest = rest.get(whole..).unwrap_or_default();
    if let Some(fraction) = rest.strip_prefix('.') {
        let places = digits(fraction);
        if places == 0 {
            return false;
        }
        rest = fraction.get(places..).unwrap_or_default();
    }
    if let Some(power) = rest.strip_prefix(['e', 'E']) {
        let power = power.strip_prefix(['+', '-']).unwrap_or(power);
        return digits(power) > 0 && digits(power) == power.len();
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use TokenClass::{Error, Number, Property, String};

    fn marked(text: &str) -> Vec<(&str, TokenClass)> {
        json_spans(text).into_iter().map(|(range, class)| (&text[range], class)).collect()
    }

    #[test]
    fn names_and_values_have_their_colours() {
        let text = "{\"a\": [1, -0.5e+3, true], \"b\\u00e9\": {\"c\": null, \"d\": \"x\\n\"}}";
        let wanted = [
            ("\"a\"", Property),
            ("1", Number),
            ("-0.5e+3", Number),
            ("true", Number),
            ("\"b\\u00e9\"", Property),
            ("\"c\"", Property),
            ("null", Number),
            ("\"d\"", Property),
            ("\"x\\n\"", String),
        ];
        assert_eq!(marked(text), wanted);
        assert_eq!(marked(" \"é\" "), [("\"é\"", String)]);
        assert_eq!(marked(""), []);
    }

    #[test]
    fn one_mistake_does_not_colour_what_follows() {
        let cases: [(&str, &[(&str, TokenClass)]); 12] = [
            ("[1,]", &[("1", Number), ("]", Error)]),
            ("{\"a\":1,}", &[("\"a\"", Property), ("1", Number), ("}", Error)]),
            ("[1 2, 3]", &[("1", Number), ("2", Error), ("3", Number)]),
            ("{\"a\":1 \"b\":2}", &[("\"a\"", Property), ("1", Number), ("\"b\"", Error), ("2", Number)]),
            ("{a: 'é'}", &[("a", Error), ("'é'", Error)]),
            (
                "{\"a\": $x, \"b\": 01}",
                &[("\"a\"", Property), ("$x", Error), ("\"b\"", Property), ("01", Error)],
            ),
            ("[\"a\nb\"]", &[("[", Error), ("\"a", Error), ("b\"]", Error)]),
            (
                "\"a\\q\tb\\u12\"",
                &[("\"a", String), ("\\q\t", Error), ("b", String), ("\\u", Error), ("12\"", String)],
            ),
            ("{\"a\": [1}", &[("{", Error), ("\"a\"", Property), ("[", Error), ("1", Number), ("}", Error)]),
            ("1 2", &[("1", Number), ("2", Error)]),
            ("{} ]", &[("]", Error)]),
            ("\u{1}\\", &[("\u{1}\\", Error)]),
        ];
        for (text, wanted) in cases {
            assert_eq!(marked(text), wanted, "{text}");
        }
    }

    #[test]
    fn deep_and_long_texts_are_fine() {
        let deep = "[".repeat(100_000);
        assert_eq!(json_spans(&deep).len(), 100_000);
        assert_eq!(json_spans(&" ".repeat(MAX_COLOURED_BYTES + 1)), []);
    }
}
