//! A place in the text of a path.

use super::{NESTING_MAX, PathError};

/// A text with a place in it; positions in errors count from the start of the whole path.
#[derive(Clone)]
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// Where the text begins in the whole path.
    pub(super) base: usize,
    /// How many filters and arguments it lies in.
    pub(super) depth: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn fail<T>(&self, message: impl Into<String>) -> Result<T, PathError> {
        Err(PathError { message: message.into(), at: self.base + self.at.min(self.text.len()) })
    }

    /// A reader of a part of the text, one level deeper.
    pub(super) fn inner(&self, start: usize, end: usize) -> Result<Reader<'a>, PathError> {
        if self.depth >= NESTING_MAX {
            return self.fail(format!("The path is nested more than {NESTING_MAX} levels deep"));
        }
        let text = self.text.get(start..end).unwrap_or_default();
        Ok(Reader { text, at: 0, base: self.base + start, depth: self.depth + 1 })
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn is_done(&self) -> bool {
        self.at >= self.text.len()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Passes the text when it comes next.
    pub(super) fn take(&mut self, wanted: &str) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len();
        }
        found
    }

    pub(super) fn skip_blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches(' ').len();
    }

    /// Where the quoted text or pattern that begins here ends: at its second delimiter.
    pub(super) fn closing_quote(&self, from: usize, quote: char) -> Option<usize> {
        let mut escaped = false;
        let inside = self.text.get(from + quote.len_utf8()..)?;
        for (at, symbol) in inside.char_indices() {
            match symbol {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                _ if symbol == quote => return Some(from + quote.len_utf8() + at),
                _ => {}
            }
        }
        None
    }

    /// Where the bracket at `from` is closed; brackets in quotes and, in round ones, in patterns do not count.
    pub(super) fn closing_bracket(&self, from: usize) -> Option<usize> {
        let (open, close) = match self.text.get(from..)?.chars().next()? {
            '(' => ('(', ')'),
            '[' => ('[', ']'),
            _ => ('{', '}'),
        };
        let mut depth = 0_usize;
        let mut skip_to = from;
        for (at, symbol) in self.text.get(from..)?.char_indices() {
            let at = from + at;
            if at < skip_to {
                continue;
            }
            match symbol {
                '\'' | '"' => skip_to = self.closing_quote(at, symbol)? + 1,
                '/' if open == '(' => skip_to = self.closing_quote(at, symbol)? + 1,
                _ if symbol == open => depth += 1,
                _ if symbol == close => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(at);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

/// A quoted text without its Java escapes.
pub(super) fn unescaped(text: &str) -> String {
    use crate::lang::json::Units;
    let mut out = Units::default();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.text(before);
        let Some(symbol) = after.chars().next() else {
            out.unit(u16::from(b'\\'));
            return out.done();
        };
        rest = after.get(symbol.len_utf8()..).unwrap_or_default();
        let plain = match symbol {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'f' => '\u{c}',
            'b' => '\u{8}',
            'u' => {
                let unit = rest.get(..4).and_then(|digits| u16::from_str_radix(digits, 16).ok());
                if let Some(unit) = unit {
                    out.unit(unit);
                    rest = rest.get(4..).unwrap_or_default();
                    continue;
                }
                'u'
            }
            other => other,
        };
        out.text(plain.encode_utf8(&mut [0; 4]));
    }
    out.text(rest);
    out.done()
}
