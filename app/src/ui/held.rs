//! The state of a long editor: its text, its past, its colours, and what of them is on the page.

use std::ops::Range;

use super::blocks::Blocks;
use super::highlight::{Spans, spans_in, to_long_lines};
use super::past::Past;
use crate::platform::writing;

/// What one editor holds.
#[derive(Default)]
pub(super) struct Held {
    pub(super) blocks: Blocks,
    pub(super) past: Past,
    pub(super) spans: Spans,
    /// Whether the blocks are on the page.
    pub(super) shown: bool,
    /// The first coloured line and the coloured lines, as they are on the page.
    pub(super) drawn: (usize, Vec<(String, bool)>),
    /// Where the last edit left the caret.
    pub(super) caret: Option<usize>,
    /// Whether the selection's next change is that.
    pub(super) moved: bool,
}

impl Held {
    /// The lines of a window, coloured, each with whether it is marked.
    pub(super) fn lines(&self, lines: Range<usize>, lit: &[usize]) -> Vec<(String, bool)> {
        let count = self.blocks.lines();
        if lines.start >= count {
            return Vec::new();
        }
        let start = self.blocks.line_start(lines.start);
        let end =
            if lines.end < count { self.blocks.line_start(lines.end) - 1 } else { self.blocks.text().len() };
        let text = self.blocks.text().get(start..end.max(start)).unwrap_or_default();
        let html = to_long_lines(text, &spans_in(&self.spans, start..end.max(start)));
        let marked = |index: usize| lit.contains(&(lines.start + index + 1));
        html.into_iter().enumerate().map(|(index, html)| (html, marked(index))).collect()
    }
}

/// A line as HTML.
pub(super) fn row((html, lit): &(String, bool)) -> String {
    format!("<div class=\"code-line{}\">{html}</div>", if *lit { " lit" } else { "" })
}

/// Puts `count` blocks, from the first number on, in the place of others.
pub(super) fn show(root: &writing::Root, blocks: &Blocks, gone: Range<usize>, count: usize) {
    let made = blocks.pieces().skip(gone.start).take(count).enumerate().map(|(index, (text, lines))| {
        // Without one more line break, an empty last line could not be entered.
        let end = if blocks.is_last(gone.start + index) { "\n" } else { "" };
        (format!("{text}{end}"), lines)
    });
    writing::splice(root, gone.start, gone.len(), made);
}
