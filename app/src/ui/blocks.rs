//! A long text in blocks of whole lines, so that an edit touches one block and not the whole.

use std::ops::Range;

/// How many lines a new block has.
const LINES: usize = 32;
/// A block that grows beyond so many lines is cut.
const LINES_MAX: usize = 64;

/// A text and how it is cut. Every block but the last ends with a line break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocks {
    text: String,
    sizes: Vec<Size>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Size {
    bytes: usize,
    /// Line breaks in it.
    breaks: usize,
    /// The widest line, in letters.
    columns: usize,
}

/// Where a block begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Start {
    block: usize,
    byte: usize,
    line: usize,
}

/// A place in a block, counted in UTF-16 as the browser does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The block.
    pub block: usize,
    /// Units from its beginning.
    pub units: u32,
}

/// What an edit changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Patch {
    /// So many units at this place became another text.
    Within(Place, u32),
    /// These blocks became so many others, beginning at the same number.
    Blocks(Range<usize>, usize),
}

impl Default for Blocks {
    fn default() -> Self {
        Self::new(String::new())
    }
}

impl Blocks {
    /// Cuts a text.
    pub fn new(text: String) -> Self {
        let sizes = cut(&text);
        Self { text, sizes }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many blocks there are; at least one.
    pub fn count(&self) -> usize {
        self.sizes.len()
    }

    /// How many lines there are; at least one.
    pub fn lines(&self) -> usize {
        self.sizes.iter().map(|size| size.breaks).sum::<usize>() + 1
    }

    /// The widest line, in letters.
    pub fn columns(&self) -> usize {
        self.sizes.iter().map(|size| size.columns).max().unwrap_or(0)
    }

    /// A block's text, and how many lines it is high.
    pub fn block(&self, block: usize) -> (&str, usize) {
        let start = self.start(|start| start.block >= block);
        let size = self.sizes.get(block).copied().unwrap_or_default();
        let text = self.text.get(start.byte..start.byte + size.bytes).unwrap_or_default();
        (text, size.breaks + usize::from(self.is_last(block)))
    }

    /// Every block's text, and how many lines it is high.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, usize)> {
        let mut from = 0;
        self.sizes.iter().enumerate().map(move |(block, size)| {
            let text = self.text.get(from..from + size.bytes).unwrap_or_default();
            from += size.bytes;
            (text, size.breaks + usize::from(self.is_last(block)))
        })
    }

    /// Whether this block is the last.
    pub fn is_last(&self, block: usize) -> bool {
        block + 1 >= self.sizes.len()
    }

    /// The byte of a place; a place past its block's end is the block's end.
    pub fn byte_of(&self, place: Place) -> usize {
        let start = self.start(|start| start.block >= place.block);
        let (text, _) = self.block(place.block);
        let mut left = place.units as usize;
        let mut at = 0;
        for c in text.chars() {
            if left < c.len_utf16() {
                break;
            }
            left -= c.len_utf16();
            at += c.len_utf8();
        }
        (start.byte + at).min(self.text.len())
    }

    /// The place of a byte.
    pub fn place_of(&self, byte: usize) -> Place {
        let start = self.start_of_byte(byte);
        Place { block: start.block, units: units(self.text.get(start.byte..byte).unwrap_or_default()) }
    }

    /// The line of a byte, from 0.
    pub fn line_of(&self, byte: usize) -> usize {
        let start = self.start_of_byte(byte);
        start.line + breaks(self.text.get(start.byte..byte).unwrap_or_default())
    }

    /// Where a line (from 0) begins; the text's end when there is no such line.
    pub fn line_start(&self, line: usize) -> usize {
        let mut start = Start { block: 0, byte: 0, line: 0 };
        for (block, size) in self.sizes.iter().enumerate() {
            if start.line + size.breaks >= line {
                break;
            }
            start = Start { block: block + 1, byte: start.byte + size.bytes, line: start.line + size.breaks };
        }
        let rest = self.text.get(start.byte..).unwrap_or_default();
        match line.checked_sub(start.line) {
            None | Some(0) => start.byte,
            Some(nth) => {
                rest.match_indices('\n').nth(nth - 1).map_or(self.text.len(), |(at, _)| start.byte + at + 1)
            }
        }
    }

    /// The whole lines that a range touches, without the last one's break.
    pub fn lines_around(&self, range: Range<usize>) -> Range<usize> {
        let before = self.text.get(..range.start).unwrap_or_default();
        let after = self.text.get(range.end..).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        start..after.find('\n').map_or(self.text.len(), |at| range.end + at)
    }

    /// Puts another text in the place of these bytes; none when the range is none of the text's.
    pub fn replace(&mut self, range: Range<usize>, with: &str) -> Option<Patch> {
        let removed = self.text.get(range.clone())?;
        let (first, last) = (self.start_of_byte(range.start), self.start_of_byte(range.end));
        let place = self.place_of(range.start);
        let gone = units(removed);
        let old: usize = self.sizes.get(first.block..=last.block)?.iter().map(|size| size.bytes).sum();
        self.text.replace_range(range.clone(), with);
        let end = first.byte + old + with.len() - range.len();
        let slice = self.text.get(first.byte..end)?;
        if first.block == last.block && breaks(slice) <= LINES_MAX {
            *self.sizes.get_mut(first.block)? = size(slice);
            return Some(Patch::Within(place, gone));
        }
        let sizes = cut(slice);
        let count = sizes.len();
        let blocks = first.block..last.block + 1;
        self.sizes.splice(blocks.clone(), sizes);
        Some(Patch::Blocks(blocks, count))
    }

    /// The block that holds a byte; a byte between two blocks is the later one's.
    fn start_of_byte(&self, byte: usize) -> Start {
        let found = self.start(|start| {
            let size = self.sizes.get(start.block).map_or(0, |size| size.bytes);
            byte < start.byte + size || self.is_last(start.block)
        });
        Start { block: found.block.min(self.sizes.len().saturating_sub(1)), ..found }
    }

    fn start(&self, is_it: impl Fn(&Start) -> bool) -> Start {
        let mut start = Start { block: 0, byte: 0, line: 0 };
        for (block, size) in self.sizes.iter().enumerate() {
            if is_it(&start) {
                break;
            }
            start = Start { block: block + 1, byte: start.byte + size.bytes, line: start.line + size.breaks };
        }
        start
    }
}

/// The part in which two texts differ: the bytes of the first, and what the second has there.
pub fn difference<'a>(before: &str, after: &'a str) -> (Range<usize>, &'a str) {
    let same = |(a, b): &(u8, u8)| a == b;
    let mut start = before.bytes().zip(after.bytes()).take_while(same).count();
    while !(before.is_char_boundary(start) && after.is_char_boundary(start)) {
        start -= 1;
    }
    let most = before.len().min(after.len()) - start;
    let mut end = before.bytes().rev().zip(after.bytes().rev()).take(most).take_while(same).count();
    while !(before.is_char_boundary(before.len() - end) && after.is_char_boundary(after.len() - end)) {
        end -= 1;
    }
    (start..before.len() - end, after.get(start..after.len() - end).unwrap_or_default())
}

/// How many UTF-16 units a text has.
pub fn units(text: &str) -> u32 {
    u32::try_from(text.chars().map(char::len_utf16).sum::<usize>()).unwrap_or(u32::MAX)
}

fn breaks(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

fn cut(text: &str) -> Vec<Size> {
    let mut sizes = Vec::new();
    let mut from = 0;
    let ends = text.match_indices('\n').map(|(at, _)| at + 1).skip(LINES - 1).step_by(LINES);
    for to in ends.chain([text.len()]) {
        if from < to || sizes.is_empty() {
            sizes.push(size(text.get(from..to).unwrap_or_default()));
        }
        from = to;
    }
    sizes
}

fn size(text: &str) -> Size {
    let columns = text.split('\n').map(width).max().unwrap_or(0);
    Size { bytes: text.len(), breaks: breaks(text), columns }
}

/// How wide a line is at most: what is not Latin may take two columns, and a tab does.
fn width(line: &str) -> usize {
    line.chars().map(|c| if c == '\t' || c > '\u{10ff}' { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lines_and_bytes_agree() {
        let text: String = (0..100).map(|line| format!("{line} é😀\n")).collect();
        let blocks = Blocks::new(text.clone());
        assert_eq!((blocks.count(), blocks.lines()), (4, 101));
        for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
            assert_eq!(blocks.byte_of(blocks.place_of(byte)), byte);
            let line = blocks.line_of(byte);
            assert!(blocks.line_start(line) <= byte);
            assert_eq!(line, breaks(&text[..byte]));
        }
        assert_eq!(blocks.lines_around(2..2), 0..8);
    }

    #[test]
    fn edits_leave_what_cutting_anew_would_hold() {
        let text: String = (0..200).map(|line| format!("line {line}\n")).collect();
        let mut random = 7_usize;
        let mut next = |max: usize| {
            random = random.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (random >> 33) % max.max(1)
        };
        let mut blocks = Blocks::new(text);
        for _ in 0..2_000 {
            let from = next(blocks.text().len() + 1);
            let to = (from + next(80)).min(blocks.text().len());
            let with = ["", "x", "\n", "a\nb\n", "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n"][next(5)];
            let before: Vec<String> = (0..blocks.count()).map(|i| blocks.block(i).0.to_owned()).collect();
            let patch = blocks.replace(from..to, with).unwrap();
            let after: Vec<String> = (0..blocks.count()).map(|i| blocks.block(i).0.to_owned()).collect();
            assert_eq!(after.concat(), blocks.text());
            assert_eq!(blocks.lines(), breaks(blocks.text()) + 1);
            assert!(after[..after.len() - 1].iter().all(|block| block.ends_with('\n')));
            // Carrying out the patch on the old blocks gives the new ones.
            let mut patched = before;
            match patch {
                Patch::Within(place, gone) => {
                    let (start, end) = (place.units as usize, (place.units + gone) as usize);
                    patched[place.block].replace_range(start..end, with);
                }
                Patch::Blocks(range, count) => {
                    let new = after[range.start..range.start + count].to_vec();
                    patched.splice(range, new);
                }
            }
            assert_eq!(patched, after);
        }
    }

    #[test]
    fn differences_keep_letters_whole() {
        assert_eq!(difference("aéb", "aèb"), (1..3, "è"));
        assert_eq!(difference("aa", "aaa"), (2..2, "a"));
        assert_eq!(difference("abc", "abc"), (3..3, ""));
        assert_eq!(difference("", "x"), (0..0, "x"));
    }
}
