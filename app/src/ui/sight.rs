//! Which lines of an editor are in sight.

use std::ops::Range;

use leptos::{html, prelude::*};

/// A line's height in the style sheet.
pub(super) const LINE_PX: i32 = 19;
/// A letter's width at most.
const LETTER_PX: i32 = 8;
/// So many lines are coloured beyond what is in sight, so that scrolling a little needs no new ones.
const SPARE_LINES: usize = 16;
/// What is coloured before the editor's height is known.
const FIRST_LINES: usize = 60;
/// A caret that leaves at the side is taken this far in, so that the next keys do not scroll again.
const ASIDE_PX: f64 = 120.0;

/// Where an editor is scrolled to.
#[derive(Clone, Copy)]
pub(super) struct Sight {
    /// What is scrolled.
    pub(super) frame: NodeRef<html::Div>,
    /// Lines, from 0, that are coloured.
    pub(super) lines: RwSignal<Range<usize>>,
    /// How far the editor is scrolled down and aside, in pixels.
    pub(super) scrolled: RwSignal<(i32, i32)>,
    /// The inner width and height when it was looked at last; reading them makes the browser lay out the page.
    size: StoredValue<(i32, i32)>,
}

impl Sight {
    pub(super) fn new() -> Self {
        Self {
            frame: NodeRef::new(),
            lines: RwSignal::new(0..FIRST_LINES),
            scrolled: RwSignal::new((0, 0)),
            size: StoredValue::new((0, 0)),
        }
    }

    /// Looks where the editor is scrolled to.
    pub(super) fn look(self) {
        let Some(frame) = self.frame.get_untracked() else { return };
        let scrolled = (frame.scroll_top(), frame.scroll_left());
        self.size.set_value((frame.client_width(), frame.client_height()));
        if self.scrolled.get_untracked() != scrolled {
            self.scrolled.set(scrolled);
        }
        let line = |px: i32| usize::try_from(px / LINE_PX).unwrap_or(0);
        let (first, last) = (line(frame.scroll_top()), line(frame.scroll_top() + frame.client_height()) + 2);
        let known = self.lines.get_untracked();
        if first < known.start || last > known.end {
            self.lines.set(first.saturating_sub(SPARE_LINES)..last + SPARE_LINES);
        }
    }

    /// Whether a place is in sight as far as is known without asking the browser.
    pub(super) fn sees(self, line: usize, column: usize) -> bool {
        let ((top, left), (width, height)) = (self.scrolled.get_untracked(), self.size.get_value());
        let y = i32::try_from(line).unwrap_or(i32::MAX / LINE_PX).saturating_mul(LINE_PX);
        let x = i32::try_from(column).unwrap_or(i32::MAX / LETTER_PX).saturating_mul(LETTER_PX);
        let narrow = i32::try_from(column).unwrap_or(0).saturating_mul(LETTER_PX - 2);
        top <= y && y + 2 * LINE_PX <= top + height && left <= narrow && x + 100 <= left + width
    }

    /// Scrolls a line (from 0) into sight, in the middle if it was far away.
    pub(super) fn show(self, line: usize) {
        let Some(frame) = self.frame.get_untracked() else { return };
        let top = i32::try_from(line).unwrap_or(i32::MAX / LINE_PX).saturating_mul(LINE_PX);
        let (from, height) = (frame.scroll_top(), frame.client_height());
        let bottom = top.saturating_add(2 * LINE_PX);
        let to = match (top < from, bottom > from + height) {
            (true, _) if from - top > height => top - height / 2,
            (true, _) => top,
            (_, true) if bottom - from > 2 * height => top - height / 2,
            (_, true) => bottom - height,
            _ => return,
        };
        frame.set_scroll_top(to);
        self.look();
    }

    /// Scrolls aside until a place of the window, in pixels from its left edge, is in sight.
    pub(super) fn show_left(self, left: f64) {
        let Some(frame) = self.frame.get_untracked() else { return };
        let rect = crate::platform::dom::rect(&frame);
        let (first, last) = (rect.left + 60.0, rect.left + rect.width - 30.0);
        let step = ASIDE_PX.min(rect.width / 3.0);
        let by = if left < first {
            left - first - step
        } else if left > last {
            left - last + step
        } else {
            return;
        };
        frame.set_scroll_left(frame.scroll_left() + by as i32);
        self.look();
    }
}
