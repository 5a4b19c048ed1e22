//! What typing does in a long editor.

use std::ops::Range;

use leptos::{ev, prelude::*};

use super::completion::{Complete, Completion, Completions};
use super::draft::Draft;
use super::sheet::Sheet;
use super::text_input::{Lines, on_key};
use crate::platform::keys::{Shortcut, is_mac};
use crate::platform::timer::Timer;
use crate::platform::writing;

/// What Tab inserts while it belongs to the text.
const INDENT: &str = "  ";
/// A caret that stays so long is told to who asked.
const CARET_MS: u32 = 60;
/// A long text is handed over when no key has come for so long.
const HAND_OVER_MS: u32 = 150;

/// What typing does.
#[derive(Clone, Copy)]
pub(super) struct Keys {
    pub(super) sheet: Sheet,
    pub(super) draft: Draft,
    pub(super) locked: Signal<bool>,
    on_draft: Option<Callback<String>>,
    pub(super) words: Completions,
    /// Whether Tab belongs to the text.
    tab_types: RwSignal<bool>,
    /// Whether something was typed that is not handed over yet.
    due: StoredValue<bool>,
    soon: Timer,
}

impl Keys {
    pub(super) fn new(
        sheet: Sheet,
        draft: Draft,
        locked: Signal<bool>,
        on_draft: Option<Callback<String>>,
        complete: Option<Complete>,
    ) -> Self {
        let keys = Self {
            sheet,
            draft,
            locked,
            on_draft,
            words: Completions::new(complete),
            tab_types: RwSignal::new(false),
            due: StoredValue::new(false),
            soon: Timer::new(),
        };
        draft.fetch_by(Callback::new(move |()| keys.hand_over()));
        keys
    }

    /// Keeps the page up with what comes from outside, and who asked with the caret.
    pub(super) fn follow(self, lit: Signal<Vec<usize>>, on_caret: Option<Callback<Range<usize>>>) {
        let sheet = self.sheet;
        Effect::new(move |_| {
            if let Some(root) = sheet.root.get() {
                writing::open(&root);
            }
        });
        Effect::new(move |_| {
            let text = self.draft.text();
            // What is being typed comes before what comes from outside.
            if self.due.get_value() {
                return;
            }
            if sheet.root.get().is_some() && sheet.window.get().is_some() {
                sheet.adopt(text);
            }
        });
        Effect::new(move |_| {
            sheet.sight.lines.track();
            sheet.draw();
        });
        Effect::new(move |_| {
            let first = lit.read().first().copied();
            sheet.draw();
            if let Some(line) = first.filter(|_| sheet.selected().is_none()) {
                sheet.sight.show(line.saturating_sub(1));
            }
        });
        let timer = Timer::new();
        let moved = move || {
            let Some((range, caret)) = sheet.selected() else { return };
            if sheet.is_own_move(caret) {
                return;
            }
            sheet.rest();
            self.hand_over();
            if let Some(on_caret) = on_caret {
                timer.after(CARET_MS, move || on_caret.run(range));
            }
        };
        writing::on_selection(moved).until_cleanup();
    }

    /// Says whom Tab belongs to.
    pub(super) fn hint(self) -> impl IntoView {
        let offers = self.words.can();
        let words = move || match (self.tab_types.get(), offers) {
            (true, _) => "Tab inserts spaces; Ctrl+M gives it back to moving on",
            (false, true) => "Ctrl+Space offers words; Tab moves on, Ctrl+M lets it insert spaces",
            (false, false) => "Tab moves on; Ctrl+M lets it insert spaces",
        };
        view! { <div class="hint code-hint" aria-live="polite">{words}</div> }
    }

    /// The browser says what it is about to change: it is done here, so that the text is never read back.
    pub(super) fn before(self, event: &ev::InputEvent) {
        let kind = event.input_type();
        let locked = self.locked.get_untracked();
        // What an input method composes cannot be done for it.
        if !locked && (event.is_composing() || kind.contains("Composition") || !event.cancelable()) {
            return;
        }
        event.prevent_default();
        if locked {
            return;
        }
        let with = match kind.as_str() {
            "historyUndo" => return self.travel(true),
            "historyRedo" => return self.travel(false),
            "insertLineBreak" | "insertParagraph" => "\n".to_owned(),
            kind if kind.starts_with("insert") => writing::text_of(event),
            kind if kind.starts_with("delete") => String::new(),
            _ => return,
        };
        if let Some(range) = self.sheet.target(event)
            && self.sheet.edit(range, &with)
        {
            self.typed();
            self.words.look_soon(move || self.offer());
        }
    }

    /// An input method begins. What is selected over several blocks goes before: the browser would join the blocks in
    /// a way of its own, and leave the method's first letter outside of them.
    pub(super) fn compose(self) {
        if !self.locked.get_untracked()
            && let Some((range, _)) = self.sheet.selected()
            && self
                .sheet
                .with(|blocks| blocks.place_of(range.start).block != blocks.place_of(range.end).block)
        {
            self.replace("");
        }
    }

    /// The browser changed something itself.
    pub(super) fn after(self, all: bool) {
        if self.sheet.read_back(all) {
            self.typed();
        }
    }

    /// The input method is done.
    pub(super) fn composed(self) {
        self.after(true);
        if !self.sheet.is_whole() {
            self.sheet.rebuild();
        }
        self.offer();
    }

    /// Something was typed. A long text is handed over in the next pause: its copies would take longer than the key.
    fn typed(self) {
        self.due.set_value(true);
        if self.sheet.is_long() {
            self.soon.after(HAND_OVER_MS, move || self.hand_over());
        } else {
            self.hand_over();
        }
    }

    /// Hands over what was typed.
    pub(super) fn hand_over(self) {
        if self.due.try_get_value() != Some(true) {
            return;
        }
        self.due.set_value(false);
        self.soon.cancel();
        let text = self.sheet.with(|blocks| blocks.text().to_owned());
        if let Some(on_draft) = self.on_draft {
            on_draft.try_run(text.clone());
        }
        self.draft.input(text);
    }

    fn travel(self, back: bool) {
        if !self.locked.get_untracked() && self.sheet.travel(back) {
            self.typed();
        }
    }

    /// The editor lost the focus.
    pub(super) fn leave(self) {
        self.tab_types.set(false);
        self.words.close();
        self.sheet.rest();
        self.draft.blur();
    }

    /// Looks for words at the caret.
    fn offer(self) {
        if let (true, Some((_, caret))) = (self.words.can(), self.sheet.selected()) {
            self.sheet.with(|blocks| self.words.look(blocks.text(), caret));
        }
    }

    pub(super) fn copy(self, event: &ev::ClipboardEvent) {
        event.prevent_default();
        self.carry(event.clipboard_data());
    }

    /// Hands over the selected text, which the browser would break between blocks.
    pub(super) fn carry(self, data: Option<writing::Data>) {
        if let Some((range, _)) = self.sheet.selected().filter(|(range, _)| !range.is_empty()) {
            let text = self.sheet.with(|blocks| blocks.text().get(range).map(str::to_owned));
            writing::carry(data, &text.unwrap_or_default());
        }
    }

    pub(super) fn press(self, event: &ev::KeyboardEvent) {
        if self.words.is_stale() && !event.is_composing() && event.key().chars().count() > 1 {
            self.offer();
        }
        if event.is_composing() || self.words.press(event, |word| self.insert(&word)) {
            return;
        }
        let is = |keys: &str| Shortcut::parse(keys).is_some_and(|keys| keys.matches(event));
        let travel =
            if is("Ctrl+Z") { Some(true) } else { (is("Ctrl+Shift+Z") || is("Ctrl+Y")).then_some(false) };
        if let (Some(back), false) = (travel, self.locked.get_untracked()) {
            event.prevent_default();
            event.stop_propagation();
            return self.travel(back);
        }
        if let Some(end) = far(event) {
            event.prevent_default();
            self.words.close();
            return self.sheet.go(end, event.shift_key());
        }
        match event.key().as_str() {
            " " if event.ctrl_key() && self.words.can() => {
                event.prevent_default();
                self.offer();
            }
            "m" if event.ctrl_key() => {
                event.prevent_default();
                self.tab_types.update(|on| *on = !*on);
            }
            "Tab" if self.tab_types.get_untracked() && !event.shift_key() => {
                event.prevent_default();
                self.replace(INDENT);
            }
            _ => {
                self.words.close_on_move(event);
                on_key(event, self.draft, Lines::Many);
            }
        }
    }

    /// Puts a chosen word into the text.
    pub(super) fn insert(self, word: &Completion) {
        if self.sheet.edit(word.replaces.clone(), &word.insert) {
            self.typed();
        }
    }

    /// Puts a text in the place of what is selected.
    pub(super) fn replace(self, with: &str) {
        if let (false, Some((range, _))) = (self.locked.get_untracked(), self.sheet.selected())
            && self.sheet.edit(range, with)
        {
            self.typed();
        }
    }
}

/// Whether a key goes to the text's end, or to its beginning; none for every other key.
fn far(event: &ev::KeyboardEvent) -> Option<bool> {
    let (up, down) = if is_mac() { ("ArrowUp", "ArrowDown") } else { ("Home", "End") };
    let held = if is_mac() { event.meta_key() } else { event.ctrl_key() };
    let key = event.key();
    (held && !event.alt_key() && (key == up || key == down)).then_some(key == down)
}
