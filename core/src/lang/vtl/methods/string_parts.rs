//! Strings by Java's indexes, which count units of UTF-16.

use super::Raised;

/// A text that can be cut at UTF-16 indexes.
pub(super) enum Units<'t> {
    /// ASCII: a byte is a unit.
    Ascii(&'t str),
    Wide(Vec<u16>),
}

impl<'t> Units<'t> {
    pub fn new(text: &'t str) -> Self {
        if text.is_ascii() { Units::Ascii(text) } else { Units::Wide(text.encode_utf16().collect()) }
    }

    pub fn len(&self) -> usize {
        match self {
            Units::Ascii(text) => text.len(),
            Units::Wide(units) => units.len(),
        }
    }

    pub fn unit(&self, at: usize) -> Option<u16> {
        match self {
            Units::Ascii(text) => text.as_bytes().get(at).map(|byte| u16::from(*byte)),
            Units::Wide(units) => units.get(at).copied(),
        }
    }

    /// The text from unit to unit; none when they are out of bounds or the wrong way round.
    pub fn part(&self, start: usize, end: usize) -> Option<String> {
        match self {
            Units::Ascii(text) => text.get(start..end).map(str::to_owned),
            Units::Wide(units) => units.get(start..end).map(String::from_utf16_lossy),
        }
    }

    /// The index of the unit at this byte of the text.
    pub fn index_of_byte(text: &str, byte: usize) -> usize {
        text.get(..byte)
            .map_or(0, |before| if before.is_ascii() { byte } else { before.encode_utf16().count() })
    }

    /// The byte at this unit of the text; the end when it is beyond, or inside a character.
    pub fn byte_of_index(text: &str, index: usize) -> usize {
        if text.is_ascii() {
            return index.min(text.len());
        }
        let mut units = 0;
        for (byte, letter) in text.char_indices() {
            if units >= index {
                return byte;
            }
            units += letter.len_utf16();
        }
        text.len()
    }
}

/// Java's `substring`.
pub(super) fn substring(text: &str, start: i32, end: Option<i32>) -> Result<String, Raised> {
    let units = Units::new(text);
    let end = end.map_or(Some(units.len()), |end| usize::try_from(end).ok());
    let found = usize::try_from(start).ok().zip(end).and_then(|(start, end)| units.part(start, end));
    found.ok_or_else(|| {
        Raised::java(format!("`substring` is out of bounds: the text has {} characters", units.len()))
    })
}
