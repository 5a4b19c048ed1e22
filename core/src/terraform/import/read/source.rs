//! One file's text as blocks; what is broken is told, and the rest is read.

use std::borrow::Cow;
use std::ops::Range;

use hcl_edit::parser::{Error, parse_body};
use indexmap::IndexSet;

use super::convert::Converter;
use super::registry::CalledAt;
use super::tree::Block;
use crate::base::{LineIndex, Position, Span};
use crate::design::Diagnostic;
use crate::terraform::BLOCK_WORDS;

/// A file that was read.
#[derive(Debug, Default)]
pub(super) struct Source {
    /// Its path below the root, with forward slashes.
    pub path: String,
    /// Its text; what JSON says, it says as HCL.
    pub text: String,
    /// Its blocks, and what stands outside of them as arguments.
    pub body: Block,
    /// The text of each block with the comments above it.
    pub spans: Vec<Span>,
    /// Whether its places mean anything to the user: not those of HCL that was JSON.
    pub placed: bool,
    /// How many lines more than the user's own file it has from each of these offsets on.
    pub shifts: Vec<(usize, isize)>,
    /// Where it is called, when it says what a module of the registry makes.
    pub called_at: Option<CalledAt>,
}

impl Source {
    /// Reads HCL.
    pub(super) fn new(path: &str, text: String, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut source = Self { path: path.to_owned(), placed: true, ..Self::default() };
        let masked = without_empty_heredocs(&text);
        // A line that looks like the beginning of a block may stand inside of another one.
        let read = match by_block(&text, &masked) {
            Some(read) => Ok(read),
            None => parse_body(&masked).map(|body| Converter { text: &text, base: 0 }.body(&body)),
        };
        let masked = masked.into_owned();
        source.text = text;
        match read {
            Ok(body) => source.body = body,
            Err(error) => source.recover(&masked, &error, diagnostics),
        }
        let mut end = 0;
        for block in &source.body.blocks {
            let start = with_comments(&source.text, block.span.start, end);
            source.spans.push(Span { start, end: block.span.end });
            end = block.span.end;
        }
        source
    }

    /// The folder that the file is in; empty for the root.
    pub(super) fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// `file:line:column` of an offset.
    pub(super) fn place(&self, offset: usize) -> String {
        if let Some(called) = &self.called_at {
            return called.place.to_string();
        }
        if !self.placed {
            return self.path.clone();
        }
        let position = self.position(&LineIndex::new(&self.text), offset);
        format!("{}:{}:{}", self.path, position.line, position.column)
    }

    /// Where an offset is in the user's own file.
    pub(super) fn position(&self, lines: &LineIndex<'_>, offset: usize) -> Position {
        let Position { line, column } = lines.position(offset);
        let more: isize = self.shifts.iter().filter(|(from, _)| *from <= offset).map(|(_, more)| more).sum();
        let line = i64::from(line).saturating_sub(more as i64);
        Position { line: u32::try_from(line).unwrap_or(1), column }
    }

    /// Reads each block alone, so that a broken one takes no other with it.
    fn recover(&mut self, masked: &str, first: &Error, diagnostics: &mut Vec<Diagnostic>) {
        let mut broken = false;
        for piece in pieces(&self.text) {
            let text = self.text.get(piece.clone()).unwrap_or_default();
            match parse_body(masked.get(piece.clone()).unwrap_or_default()) {
                Ok(body) => {
                    let read = Converter { text, base: piece.start }.body(&body);
                    self.body.blocks.extend(read.blocks);
                    self.body.arguments.extend(read.arguments);
                }
                Err(error) => {
                    broken = true;
                    diagnostics.push(self.fault(&error, piece.start));
                }
            }
        }
        if !broken {
            diagnostics.push(self.fault(first, 0));
        }
    }

    fn fault(&self, error: &Error, base: usize) -> Diagnostic {
        let message = error.message();
        let mut letters = message.chars();
        let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
        Diagnostic::error("terraform-syntax", format!("The text is no HCL: {first}{}", letters.as_str()))
            .at_place(self.place(base + error.location().offset()))
            .help("Mend it as `terraform validate` says; the block that holds it was not read")
    }
}

/// The text with `""` for each heredoc that has no line, which the parser would take to end at the next marker. All
/// else stays where it is.
pub(super) fn without_empty_heredocs(text: &str) -> Cow<'_, str> {
    let is_name = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-');
    let mut out = String::new();
    let mut done = 0;
    for (at, _) in text.match_indices("<<") {
        let inside = text.get(at + 2..).unwrap_or_default();
        let inside = inside.strip_prefix('-').unwrap_or(inside);
        let length = inside.find(|char| !is_name(char)).unwrap_or(inside.len());
        let (marker, rest) = inside.split_at(length);
        let Some(rest) = rest.strip_prefix('\r').unwrap_or(rest).strip_prefix('\n') else { continue };
        let after = rest.trim_start_matches([' ', '\t']).strip_prefix(marker);
        let after = after.filter(|after| !marker.is_empty() && !after.starts_with(is_name));
        if let Some(end) = after.map(|after| text.len() - after.len())
            && at >= done
        {
            out.push_str(text.get(done..at).unwrap_or_default());
            out.push_str("\"\"");
            out.extend(std::iter::repeat_n(' ', (end - at).saturating_sub(2)));
            done = end;
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

/// What a text says, read block by block, so that what the parser makes of a large file never lies in memory as a whole;
/// none when it has to be read as a whole.
fn by_block(text: &str, masked: &str) -> Option<Block> {
    let mut read = Block::default();
    for piece in pieces(text) {
        let (text, masked) = (text.get(piece.clone())?, masked.get(piece.clone())?);
        let body = Converter { text, base: piece.start }.body(&parse_body(masked).ok()?);
        read.blocks.extend(body.blocks);
        read.arguments.extend(body.arguments);
    }
    let names: IndexSet<&str> = read.arguments.iter().map(|(name, _)| name.as_ref()).collect();
    (names.len() == read.arguments.len()).then_some(read)
}

/// Where each block begins whose word stands at the beginning of a line, up to the next one.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let word_length = line.find(|char: char| !char.is_ascii_lowercase()).unwrap_or(line.len());
        let (word, rest) = line.split_at(word_length);
        if at > 0 && BLOCK_WORDS.contains(&word) && rest.starts_with([' ', '\t', '"', '{']) {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Where the comments begin that stand above an offset, not before `floor`.
fn with_comments(text: &str, start: usize, floor: usize) -> usize {
    let line_start =
        |at: usize| text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let mut begin = line_start(start);
    if begin < floor || text.get(begin..start).is_none_or(|before| !before.trim().is_empty()) {
        return start;
    }
    let mut found = begin;
    while begin > floor {
        let above = line_start(begin - 1);
        let line = text.get(above..begin).unwrap_or_default().trim();
        if above < floor {
            break;
        }
        if line.ends_with("*/") {
            let Some(opened) = text.get(floor..begin).and_then(|part| part.rfind("/*")) else { break };
            let opened = line_start(floor + opened).max(floor);
            if !text.get(opened..begin).unwrap_or_default().trim_start().starts_with("/*") {
                break;
            }
            begin = opened;
        } else if line.starts_with('#') || line.starts_with("//") {
            begin = above;
        } else if line.is_empty() {
            // The heading of a part of the file.
            begin = above;
            continue;
        } else {
            break;
        }
        found = begin;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::Source;

    fn read(text: &str) -> (Source, usize) {
        let mut faults = Vec::new();
        let source = Source::new("main.tf", text.to_owned(), &mut faults);
        (source, faults.len())
    }

    #[test]
    fn blocks_have_their_places_in_the_file() {
        let text = "# first\nlocals {\n  a = 1\n}\n\n# second\nresource \"x\" \"y\" {\n  b = local.a\n}\n";
        let (source, faults) = read(text);
        assert_eq!((source.body.blocks.len(), faults), (2, 0));
        let value = source.body.blocks[1].argument("b").unwrap();
        assert_eq!(value.source(text), "local.a");
        let span = &source.spans[1];
        assert!(text[span.start..span.end].starts_with("# second\nresource"));
    }

    #[test]
    fn a_line_in_a_text_begins_no_block() {
        let text = "locals {\n  a = <<EOT\nresource \"x\" \"y\" {\n}\nEOT\n}\nlocals {\n  b = 2\n}\n";
        let (source, faults) = read(text);
        assert_eq!((source.body.blocks.len(), faults), (2, 0));
        assert!(source.body.blocks[1].argument("b").is_some());
    }

    #[test]
    fn an_argument_that_comes_twice_is_told_wherever_it_stands() {
        assert_eq!(read("module = 1\ndata = 2\nmodule = 3\n").1, 1);
    }
}
