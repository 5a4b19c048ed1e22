//! Words to choose from at the caret of a code editor.

use std::ops::Range;

use leptos::{ev, html, prelude::*};

use super::highlight::escaped;
use super::id::next_id;
use crate::platform::{dom, timer::Timer};

/// Words are looked for when no key has come for so long.
const PAUSE_MS: u32 = 150;
/// How many words are shown at once.
const MAX_SHOWN: usize = 50;

/// A word that could stand at the caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is shown: `$input.json(path)`.
    pub label: String,
    /// What it is, in a few words: its type or kind.
    pub detail: String,
    /// What it does, shown for the word that is chosen.
    pub documentation: String,
    /// What is inserted.
    pub insert: String,
    /// The bytes that it takes the place of.
    pub replaces: Range<usize>,
}

/// Answers with the words for a text and the caret's place in it, in bytes.
pub type Complete = Callback<(String, usize), Vec<Completion>>;

/// The list at the caret of one editor.
#[derive(Clone, Copy)]
pub(super) struct Completions {
    complete: Option<Complete>,
    shown: RwSignal<Vec<Completion>>,
    chosen: RwSignal<usize>,
    /// Line and column of the caret, from 0.
    caret: RwSignal<(usize, usize)>,
    id: StoredValue<String>,
    /// Whether something was typed since the list was made.
    stale: StoredValue<bool>,
    timer: Timer,
}

impl Completions {
    pub(super) fn new(complete: Option<Complete>) -> Self {
        Self {
            complete,
            shown: RwSignal::new(Vec::new()),
            chosen: RwSignal::new(0),
            caret: RwSignal::new((0, 0)),
            id: StoredValue::new(next_id("words")),
            stale: StoredValue::new(false),
            timer: Timer::new(),
        }
    }

    pub(super) fn can(self) -> bool {
        self.complete.is_some()
    }

    pub(super) fn is_open(self) -> bool {
        !self.shown.read().is_empty()
    }

    pub(super) fn close(self) {
        self.timer.cancel();
        if self.shown.try_with_untracked(|shown| !shown.is_empty()) == Some(true) {
            self.shown.set(Vec::new());
        }
    }

    /// Looks in a moment: not while the keys still come.
    pub(super) fn look_soon(self, look: impl Fn() + 'static) {
        if self.can() {
            self.stale.set_value(true);
            self.timer.after(PAUSE_MS, look);
        }
    }

    /// Whether the list is open and older than what was typed: look again before a key is taken for it.
    pub(super) fn is_stale(self) -> bool {
        self.stale.get_value() && self.shown.with_untracked(|shown| !shown.is_empty())
    }

    /// Looks for words at the caret, which stands before this byte.
    pub(super) fn look(self, text: &str, at: usize) {
        let Some(complete) = self.complete else { return };
        self.stale.set_value(false);
        self.timer.cancel();
        let mut found = complete.run((text.to_owned(), at));
        found.truncate(MAX_SHOWN);
        if found.is_empty() {
            return self.close();
        }
        let before = text.get(..at).unwrap_or_default();
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
        self.caret.set((before.matches('\n').count(), column));
        self.chosen.set(0);
        self.shown.set(found);
    }

    /// Handles a key while the list is open; says whether it was the list's.
    pub(super) fn press(self, event: &ev::KeyboardEvent, accept: impl FnOnce(Completion)) -> bool {
        let count = self.shown.read_untracked().len();
        if count == 0 {
            return false;
        }
        match event.key().as_str() {
            "ArrowDown" => self.chosen.update(|at| *at = (*at + 1) % count),
            "ArrowUp" => self.chosen.update(|at| *at = (*at + count - 1) % count),
            "Escape" => self.close(),
            "Enter" | "Tab" => {
                let chosen = self.shown.read_untracked().get(self.chosen.get_untracked()).cloned();
                self.close();
                if let Some(word) = chosen {
                    accept(word);
                }
            }
            _ => return false,
        }
        event.prevent_default();
        event.stop_propagation();
        true
    }

    /// Closes the list when the caret goes elsewhere.
    pub(super) fn close_on_move(self, event: &ev::KeyboardEvent) {
        if event.key().starts_with("Arrow") || matches!(event.key().as_str(), "Home" | "End") {
            self.close();
        }
    }

    /// The list's id while it is open.
    pub(super) fn controls(self) -> Option<String> {
        self.is_open().then(|| self.id.get_value())
    }

    /// The chosen word's id while the list is open.
    pub(super) fn active(self) -> Option<String> {
        self.is_open().then(|| format!("{}-{}", self.id.get_value(), self.chosen.get()))
    }

    /// The list; `scrolled` is how far the editor is scrolled, in pixels.
    pub(super) fn view(
        self,
        scrolled: RwSignal<(i32, i32)>,
        accept: impl Fn(Completion) + Copy + Send + Sync + 'static,
    ) -> AnyView {
        let list = NodeRef::<html::Ul>::new();
        // One text of HTML: rows with signals of their own would take longer than the key that opens the list.
        let rows = move || {
            let (id, chosen) = (self.id.get_value(), self.chosen.get());
            self.shown.with(|shown| {
                shown.iter().enumerate().map(|(at, word)| row(&id, at, chosen, word)).collect::<String>()
            })
        };
        Effect::new(move |before: Option<usize>| {
            let now = self.chosen.get();
            // The first is in sight when the list opens; to ask would make the browser lay out the page.
            if before.is_some_and(|before| before != now)
                && self.shown.with_untracked(|shown| !shown.is_empty())
            {
                dom::reveal(&format!("{}-{now}", self.id.get_value()));
            }
            now
        });
        // Not `click`: the editor would have lost the focus by then.
        let press = move |event: ev::MouseEvent| {
            event.prevent_default();
            let at = list.get_untracked().and_then(|list| dom::child_of_event(&list, &event));
            if let Some(word) = at.and_then(|at| self.shown.read_untracked().get(at).cloned()) {
                self.close();
                accept(word);
            }
        };
        let told = move || {
            let shown = self.shown.read();
            shown
                .get(self.chosen.get())
                .map(|word| word.documentation.clone())
                .filter(|text| !text.is_empty())
        };
        view! {
            <Show when=move || self.is_open()>
                <div
                    class="code-words"
                    style:--at-line=move || (self.caret.get().0 + 1).to_string()
                    style:--at-column=move || self.caret.get().1.to_string()
                    style:--top=move || format!("{}px", scrolled.get().0)
                    style:--left=move || format!("{}px", scrolled.get().1)
                >
                    <ul
                        role="listbox"
                        id=self.id.get_value()
                        aria-label="Words for this place"
                        node_ref=list
                        on:mousedown=press
                        inner_html=rows
                    ></ul>
                    {move || told().map(|text| view! { <p>{crate::text::rich(&text)}</p> })}
                </div>
            </Show>
        }
        .into_any()
    }
}

/// A word in the list.
fn row(id: &str, at: usize, chosen: usize, word: &Completion) -> String {
    let (label, detail) = (escaped(&word.label), escaped(&word.detail));
    let selected = at == chosen;
    format!(
        "<li id=\"{id}-{at}\" role=\"option\" aria-selected=\"{selected}\"><code>{label}</code><small>{detail}</small></li>"
    )
}

/// The byte at which the browser's UTF-16 place lies.
pub(super) fn byte_of(text: &str, utf16: usize) -> usize {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        if units >= utf16 {
            return at;
        }
        units += c.len_utf16();
    }
    text.len()
}

/// The browser's UTF-16 place of a byte.
pub(super) fn utf16_of(text: &str, byte: usize) -> u32 {
    let before = text.get(..byte).unwrap_or(text);
    u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_the_browser_does() {
        let text = "a😀é";
        assert_eq!([0, 1, 3, 4, 9].map(|at| byte_of(text, at)), [0, 1, 5, 7, 7]);
        assert_eq!([0, 1, 5, 7].map(|at| utf16_of(text, at)), [0, 1, 3, 4]);
    }
}
