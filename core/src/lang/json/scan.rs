//! A place in a text that is read byte by byte, with Java's positions.

use super::{error::JsonError, text};

/// Stands for the end of the text, and ends it where it is written.
pub(super) const END: u8 = 0x1A;

/// Which bytes end an unquoted word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// In an array.
    Array,
    /// Before an object's colon.
    Key,
    /// After an object's colon.
    Value,
    /// Outside of both.
    Outside,
}

impl Stop {
    /// Whether the byte ends the word.
    pub(super) fn at(self, byte: u8) -> bool {
        byte == END
            || match self {
                Stop::Array => matches!(byte, b',' | b']'),
                Stop::Key => byte == b':',
                Stop::Value => matches!(byte, b',' | b'}'),
                Stop::Outside => false,
            }
    }
}

/// A place in a text.
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    /// In bytes; may lie behind the end.
    pub(super) at: usize,
    /// The byte here, or [`END`].
    pub(super) byte: u8,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str) -> Scan<'a> {
        Scan { text, at: 0, byte: text.as_bytes().first().copied().unwrap_or(END) }
    }

    /// Goes one byte on.
    pub(super) fn read(&mut self) {
        self.jump(self.at.saturating_add(1));
    }

    pub(super) fn jump(&mut self, at: usize) {
        self.at = at;
        self.byte = self.text.as_bytes().get(at).copied().unwrap_or(END);
    }

    /// Passes the colon; a value has to follow.
    pub(super) fn read_on(&mut self) -> Result<(), JsonError> {
        self.read();
        if self.at >= self.text.len() {
            return Err(JsonError::end("EOF", self.position().saturating_sub(1)));
        }
        Ok(())
    }

    pub(super) fn skip_space(&mut self) {
        while self.byte <= b' ' && self.byte != END {
            self.read();
        }
    }

    pub(super) fn skip_digits(&mut self) {
        while self.byte.is_ascii_digit() {
            self.read();
        }
    }

    pub(super) fn skip_word(&mut self, stop: Stop) {
        while !stop.at(self.byte) {
            self.read();
        }
    }

    /// The text from a place to here, trimmed.
    pub(super) fn word(&self, start: usize) -> &'a str {
        text::trim(self.text.get(start..self.at.min(self.text.len())).unwrap_or_default())
    }

    /// Here, in UTF-16 units.
    pub(super) fn position(&self) -> usize {
        let units = self.text.get(..self.at).unwrap_or(self.text).encode_utf16().count();
        units + self.at.saturating_sub(self.text.len())
    }

    /// The character here; half of a pair is a question mark, as when Java writes it.
    pub(super) fn symbol(&self) -> char {
        let symbol = self.text.get(self.at..).and_then(|rest| rest.chars().next());
        match symbol {
            Some(symbol) if symbol.len_utf16() == 1 => symbol,
            Some(_) => '?',
            None => char::from(END),
        }
    }
}
