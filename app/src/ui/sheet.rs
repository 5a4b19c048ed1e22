//! What a long editor holds: a text in blocks, its colours, and the elements that show both.

use std::ops::Range;

use leptos::{html, prelude::*};

use super::blocks::{Blocks, Patch, Place, difference};
use super::held::{Held, row, show};
use super::highlight::{Spans, follow, refresh};
use super::past::Step;
use super::sight::Sight;
use crate::platform::dom::set_style;
use crate::platform::timer::Timer;
use crate::platform::writing;

/// A text up to so many bytes is coloured whole and handed over at every key; of a longer one the line that is typed
/// in is coloured, and all else waits for a pause.
const AT_ONCE_BYTES: usize = 16_000;
/// The pause.
const PAUSE_MS: u32 = 300;
/// The width of the text grows by so many letters at once, and by more from the number of letters on that hardly an
/// editor shows without scrolling: each time, all lines in sight are laid out.
const COLUMNS_STEP: usize = 16;
const WIDE_COLUMNS: usize = 64;

/// How text gets its colours.
pub(super) type Highlight = Option<Callback<String, Spans>>;

/// The handle of one long editor's text.
#[derive(Clone, Copy)]
pub(super) struct Sheet {
    /// The element that is written into.
    pub(super) root: NodeRef<html::Div>,
    /// The element that holds the coloured lines.
    pub(super) window: NodeRef<html::Div>,
    /// Lines and columns, for the size of it all.
    pub(super) shape: RwSignal<(usize, usize)>,
    pub(super) sight: Sight,
    /// The first coloured line, from 0, and how many there are.
    pub(super) numbers: RwSignal<Option<(usize, usize)>>,
    held: StoredValue<Held>,
    highlight: Highlight,
    lit: Signal<Vec<usize>>,
    recolour: Timer,
}

impl Sheet {
    pub(super) fn new(highlight: Highlight, lit: Signal<Vec<usize>>) -> Self {
        Self {
            root: NodeRef::new(),
            window: NodeRef::new(),
            shape: RwSignal::new((1, 0)),
            sight: Sight::new(),
            numbers: RwSignal::new(None),
            held: StoredValue::new(Held::default()),
            highlight,
            lit,
            recolour: Timer::new(),
        }
    }

    /// Asks something of the text.
    pub(super) fn with<T>(self, ask: impl FnOnce(&Blocks) -> T) -> T {
        self.held.with_value(|held| ask(&held.blocks))
    }

    /// Whether the text is too long for what takes the whole of it at every key.
    pub(super) fn is_long(self) -> bool {
        self.with(|blocks| blocks.text().len() > AT_ONCE_BYTES)
    }

    /// The bytes that are selected, and where the caret is; none while the selection is elsewhere.
    pub(super) fn selected(self) -> Option<(Range<usize>, usize)> {
        let root = self.root.get_untracked()?;
        Some(self.range(writing::selected(&root)?))
    }

    /// The bytes that an event is about to change.
    pub(super) fn target(self, event: &leptos::ev::InputEvent) -> Option<Range<usize>> {
        let root = self.root.get_untracked()?;
        let spots = writing::target(&root, event).or_else(|| writing::selected(&root))?;
        let (range, _) = self.range(spots);
        let kind = event.input_type();
        // Not every browser says how far a deletion reaches.
        if range.is_empty()
            && kind.starts_with("delete")
            && self.selected().is_some_and(|(now, _)| now == range)
        {
            return writing::reach(&root, &kind).map(|spots| self.range(spots).0);
        }
        Some(range)
    }

    fn range(self, (anchor, focus): (writing::Spot, writing::Spot)) -> (Range<usize>, usize) {
        let byte = |(block, units)| self.with(|blocks| blocks.byte_of(Place { block, units }));
        let (anchor, focus) = (byte(anchor), byte(focus));
        (anchor.min(focus)..anchor.max(focus), focus)
    }

    /// Puts the caret before this byte.
    pub(super) fn set_caret(self, byte: usize) {
        let Some(root) = self.root.get_untracked() else { return };
        let Place { block, units } = self.with(|blocks| blocks.place_of(byte));
        self.held.update_value(|held| (held.caret, held.moved) = (Some(byte), true));
        writing::select(&root, (block, units), (block, units));
    }

    /// Takes the caret to the text's beginning or end, with the selection or without it. The browser itself goes no
    /// further than what it has laid out.
    pub(super) fn go(self, end: bool, select: bool) {
        let Some(root) = self.root.get_untracked() else { return };
        let Some((anchor, _)) = writing::selected(&root) else { return };
        let to = if end { self.with(|blocks| blocks.text().len()) } else { 0 };
        let Place { block, units } = self.with(|blocks| blocks.place_of(to));
        writing::select(&root, if select { anchor } else { (block, units) }, (block, units));
        let line = self.with(|blocks| blocks.line_of(to));
        self.sight.show(line);
    }

    /// Whether the selection changed because an edit moved the caret here; asked at every change of the selection.
    pub(super) fn is_own_move(self, caret: usize) -> bool {
        let mut own = false;
        self.held.update_value(|held| own = std::mem::take(&mut held.moved) && held.caret == Some(caret));
        own
    }

    /// Takes another text from outside; says whether it was another one. What was done to the old one is forgotten.
    pub(super) fn adopt(self, text: String) -> bool {
        let Some(root) = self.root.get_untracked() else { return false };
        if !self.held.with_value(|held| held.shown) {
            self.held.update_value(|held| {
                held.blocks = Blocks::new(text);
                held.shown = true;
            });
            self.rebuild();
            self.colour();
            return true;
        }
        if self.with(|blocks| blocks.text() == text) {
            return false;
        }
        let (range, with) = self.with(|blocks| {
            let (range, with) = difference(blocks.text(), &text);
            (range, with.to_owned())
        });
        let caret = writing::selected(&root).map(|spots| self.range(spots).1);
        self.put(range.clone(), &with);
        self.held.update_value(|held| held.past.forget());
        if let Some(caret) = caret {
            let moved = if caret >= range.end { caret - range.len() + with.len() } else { caret };
            self.set_caret(moved.min(text.len()));
        }
        true
    }

    /// An edit of the user's, which can be taken back; the caret goes behind it. Says whether anything changed.
    pub(super) fn edit(self, range: Range<usize>, with: &str) -> bool {
        let Some(removed) = self.with(|blocks| blocks.text().get(range.clone()).map(str::to_owned)) else {
            return false;
        };
        if removed == with {
            return false;
        }
        self.put(range.clone(), with);
        let step = Step { at: range.start, removed, inserted: with.to_owned() };
        self.held.update_value(|held| held.past.record(step));
        self.set_caret(range.start + with.len());
        self.follow_caret();
        true
    }

    /// Takes the last step back, or forward again; says whether there was one.
    pub(super) fn travel(self, back: bool) -> bool {
        let mut step = None;
        self.held.update_value(|held| step = if back { held.past.undo() } else { held.past.redo() });
        let Some(step) = step else { return false };
        let (range, with) = if back { step.back() } else { step.forth() };
        self.put(range.clone(), with);
        self.set_caret(range.start + with.len());
        self.follow_caret();
        true
    }

    /// The next edit is a step of its own.
    pub(super) fn rest(self) {
        let _ = self.held.try_update_value(|held| held.past.rest());
    }

    /// Reads back what the browser wrote itself (an input method); says whether anything changed.
    pub(super) fn read_back(self, all: bool) -> bool {
        let (Some(root), Some((_, caret))) = (self.root.get_untracked(), self.selected()) else {
            return false;
        };
        let place = self.with(|blocks| blocks.place_of(caret));
        let count = self.with(Blocks::count);
        let whole = all || writing::count(&root) != count;
        let (start, before, now) = if whole {
            (0, self.with(|blocks| blocks.text().to_owned()), writing::whole_text(&root))
        } else {
            let start = self.with(|blocks| blocks.byte_of(Place { block: place.block, units: 0 }));
            let before = self.with(|blocks| blocks.block(place.block).0.to_owned());
            (start, before, writing::block_text(&root, place.block).unwrap_or_default())
        };
        // The last block has a line break more on the page, without which its last line could not be entered.
        let last = whole || place.block + 1 == count;
        let now = if last { now.strip_suffix('\n').unwrap_or(&now) } else { &now };
        let (range, with) = difference(&before, now);
        if range.is_empty() && with.is_empty() {
            return false;
        }
        let removed = before.get(range.clone()).unwrap_or_default().to_owned();
        let (at, end) = (start + range.start, start + range.end);
        self.held.update_value(|held| {
            held.past.record(Step { at, removed, inserted: with.to_owned() });
            held.blocks.replace(at..end, with);
        });
        self.recolour_after(at, end - at, with.len(), false);
        true
    }

    /// Puts the blocks on the page anew, with the caret where it was: after the browser wrote across them.
    pub(super) fn rebuild(self) {
        let Some(root) = self.root.get_untracked() else { return };
        let caret = self.selected().map(|(_, caret)| caret);
        self.held.with_value(|held| show(&root, &held.blocks, 0..writing::count(&root), held.blocks.count()));
        if let Some(caret) = caret {
            self.set_caret(caret);
        }
        self.draw();
    }

    /// Whether the page shows the blocks as they are held.
    pub(super) fn is_whole(self) -> bool {
        let Some(root) = self.root.get_untracked() else { return true };
        self.with(|blocks| {
            writing::count(&root) == blocks.count()
                && writing::whole_text(&root).strip_suffix('\n') == Some(blocks.text())
        })
    }

    /// Changes text, page and colours.
    fn put(self, range: Range<usize>, with: &str) {
        let Some(root) = self.root.get_untracked() else { return };
        let mut whole = true;
        let mut one_line = !with.contains('\n');
        self.held.update_value(|held| {
            one_line &= held.blocks.text().get(range.clone()).is_some_and(|gone| !gone.contains('\n'));
            match held.blocks.replace(range.clone(), with) {
                Some(Patch::Within(place, gone)) => {
                    whole = writing::replace(&root, (place.block, place.units), gone, with);
                    if !one_line {
                        writing::set_lines(&root, place.block, held.blocks.block(place.block).1);
                    }
                }
                Some(Patch::Blocks(blocks, count)) => show(&root, &held.blocks, blocks, count),
                None => {}
            };
        });
        if !whole {
            self.rebuild();
        }
        self.recolour_after(range.start, range.len(), with.len(), one_line);
    }

    fn recolour_after(self, at: usize, removed: usize, inserted: usize, one_line: bool) {
        if let (true, Some(highlight)) = (self.is_long(), self.highlight) {
            self.held.update_value(|held| {
                follow(&mut held.spans, at, removed, inserted);
                let lines = held.blocks.lines_around(at..at + inserted);
                if lines.len() <= AT_ONCE_BYTES {
                    let text = held.blocks.text().get(lines.clone()).unwrap_or_default().to_owned();
                    refresh(&mut held.spans, lines, || highlight.run(text));
                }
            });
            self.recolour.after(PAUSE_MS, move || self.colour());
            if !(one_line && self.draw_line(at)) {
                self.draw();
            }
        } else {
            self.colour();
        }
    }

    /// Colours the whole text.
    fn colour(self) {
        self.recolour.cancel();
        if let (Some(highlight), Some(text)) =
            (self.highlight, self.held.try_with_value(|held| held.blocks.text().to_owned()))
        {
            let spans = highlight.run(text);
            self.held.update_value(|held| held.spans = spans);
        }
        self.draw();
    }

    /// Shows the line of a byte as it is now; says whether it could, nothing else having changed.
    fn draw_line(self, byte: usize) -> bool {
        let Some(window) = self.window.get_untracked() else { return false };
        let lit = self.lit.get_untracked();
        let mut done = false;
        self.held.update_value(|held| {
            let line = held.blocks.line_of(byte);
            let Some(new) = held.lines(line..line + 1, &lit).pop() else { return };
            let index = line.checked_sub(held.drawn.0);
            let Some((index, old)) = index.and_then(|index| Some((index, held.drawn.1.get_mut(index)?)))
            else {
                return;
            };
            if *old != new {
                writing::splice_html(&window, index, 1, &row(&new));
                *old = new;
            }
            done = true;
        });
        if done {
            self.reshape();
        }
        done
    }

    /// Shows the lines in sight as they are now.
    pub(super) fn draw(self) {
        let (Some(window), Some(lines)) = (self.window.get_untracked(), self.sight.lines.try_get_untracked())
        else {
            return;
        };
        let lit = self.lit.get_untracked();
        self.held.update_value(|held| {
            let new = held.lines(lines.clone(), &lit);
            let (first, old) = &held.drawn;
            if *first != lines.start || old.is_empty() {
                set_style(&window, "--first", &lines.start.to_string());
            }
            if (*first, old.len()) != (lines.start, new.len()) || old.is_empty() {
                self.numbers.set(Some((lines.start, new.len())));
            }
            let same = |(a, b): &(&(String, bool), &(String, bool))| a == b;
            let start = old.iter().zip(&new).take_while(same).count();
            let most = old.len().min(new.len()) - start;
            let end = old.iter().rev().zip(new.iter().rev()).take(most).take_while(same).count();
            let html: String = new.iter().skip(start).take(new.len() - end - start).map(row).collect();
            // An element that showed another editor's lines still has them.
            let removed = if old.is_empty() { writing::count(&window) } else { old.len() - end - start };
            writing::splice_html(&window, start, removed, &html);
            held.drawn = (lines.start, new);
        });
        self.reshape();
    }

    fn reshape(self) {
        let shape = self.with(|blocks| {
            let columns = blocks.columns();
            let step = if columns > WIDE_COLUMNS { WIDE_COLUMNS } else { COLUMNS_STEP };
            (blocks.lines(), columns.next_multiple_of(step))
        });
        if self.shape.get_untracked() != shape {
            self.shape.set(shape);
        }
    }

    /// Scrolls the caret into sight.
    fn follow_caret(self) {
        let Some(caret) = self.held.with_value(|held| held.caret) else { return };
        let (line, column) = self.with(|blocks| {
            let line = blocks.line_of(caret);
            (line, caret - blocks.line_start(line).min(caret))
        });
        if !self.sight.sees(line, column) {
            self.sight.show(line);
            self.sight.show_left(writing::caret_left().unwrap_or(0.0));
        }
    }
}
