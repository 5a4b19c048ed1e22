//! Text that is being typed and is not yet part of the document.

use leptos::prelude::*;

use super::field::Naming;
use crate::platform::{page, timer::Timer};

/// A pause this long commits what was typed.
const PAUSE_MS: u32 = 1_000;

/// Looks at typed text; answers what is wrong with it, if anything.
pub type Check = Callback<String, Option<String>>;

/// The draft of one text control.
///
/// Typing stays local. Blur, Enter or a pause of a second commits; Escape restores. Text that `check` refuses is kept
/// on screen with the complaint and is never committed. A change from outside (undo) replaces the draft unless the
/// user is in the middle of typing.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    value: Signal<String>,
    typed: RwSignal<Option<String>>,
    committed: StoredValue<Option<Committed>>,
    check: Option<Check>,
    on_commit: Callback<String>,
    naming: Naming,
    complaint: RwSignal<Option<String>>,
    timer: Timer,
    /// Hands over what was typed and is not here yet.
    fetch: StoredValue<Option<Callback<()>>>,
}

/// What was last handed to `on_commit`.
#[derive(Clone)]
struct Committed {
    text: String,
    /// The document's value right after.
    after: String,
    /// Whether the document changed at all; if not, the text was refused and stays on screen.
    taken: bool,
}

impl Draft {
    pub(super) fn new(
        value: Signal<String>,
        check: Option<Check>,
        on_commit: Callback<String>,
        naming: Naming,
    ) -> Self {
        let draft = Self {
            value,
            typed: RwSignal::new(None),
            committed: StoredValue::new(None),
            check,
            on_commit,
            naming,
            complaint: RwSignal::new(None),
            timer: Timer::new(),
            fetch: StoredValue::new(None),
        };
        Effect::new(move |_| draft.follow(&value.get()));
        // The control goes away while something is typed: it must not be lost.
        on_cleanup(move || draft.commit());
        page::before_hide(move || draft.commit()).until_cleanup();
        draft
    }

    /// For a control that hands over what was typed only in pauses: is called whenever it cannot wait.
    pub(super) fn fetch_by(self, fetch: Callback<()>) {
        self.fetch.set_value(Some(fetch));
    }

    fn settle(self) {
        if let Some(Some(fetch)) = self.fetch.try_get_value() {
            fetch.try_run(());
        }
    }

    /// What the control shows.
    pub(super) fn text(self) -> String {
        self.typed.get().unwrap_or_else(|| self.value.get())
    }

    /// What the control shows, without subscribing.
    pub(super) fn text_untracked(self) -> String {
        self.typed.get_untracked().unwrap_or_else(|| self.value.get_untracked())
    }

    /// The complaint, when no field shows it.
    pub(super) fn complaint(self) -> Option<String> {
        self.complaint.get()
    }

    /// The user typed: keep it and commit after a pause.
    pub(super) fn input(self, text: String) {
        // While typing, an old complaint goes as soon as the text is fine; a new one waits for the pause.
        if self.wrong(&text).is_none() {
            self.complain(None);
        }
        self.typed.set(Some(text));
        self.timer.after(PAUSE_MS, move || self.commit());
    }

    /// Commits what was typed, if it is new and fine.
    pub(super) fn commit(self) {
        self.settle();
        self.timer.cancel();
        let Some(Some(text)) = self.typed.try_get_untracked() else { return };
        let before = self.value.try_get_untracked().unwrap_or_default();
        if self.last().is_some_and(|last| last.text == text) {
            return;
        }
        let wrong = self.wrong(&text);
        let refused = wrong.is_some();
        self.complain(wrong);
        if refused || text == before {
            return;
        }
        self.on_commit.try_run(text.clone());
        let after = self.value.try_get_untracked().unwrap_or_default();
        let taken = after != before;
        let _ = self.committed.try_set_value(Some(Committed { text, after, taken }));
    }

    /// The control lost the focus: commit, and show the document's value if it took ours.
    pub(super) fn blur(self) {
        self.commit();
        // Committing may have closed the form: then the browser takes the focus from a control that is gone.
        let Some(Some(typed)) = self.typed.try_get_untracked() else { return };
        let Some(value) = self.value.try_get_untracked() else { return };
        let taken = self.last().is_some_and(|last| last.taken && last.text == typed && last.after == value);
        if taken || typed == value {
            self.forget();
        }
    }

    /// Shows the document's value again. Says whether there was anything to restore.
    pub(super) fn restore(self) -> bool {
        self.settle();
        self.timer.cancel();
        let (typed, value) = (self.typed.try_get_untracked().flatten(), self.value.try_get_untracked());
        let typed = typed.is_some_and(|typed| Some(typed) != value);
        self.forget();
        self.complain(None);
        typed
    }

    fn wrong(self, text: &str) -> Option<String> {
        self.check.and_then(|check| check.try_run(text.to_owned()).flatten())
    }

    fn complain(self, complaint: Option<String>) {
        let _ = self.naming.complain(complaint.clone());
        if self.complaint.try_get_untracked().is_some_and(|now| now != complaint) {
            self.complaint.set(complaint);
        }
    }

    fn follow(self, value: &str) {
        let Some(Some(typed)) = self.typed.try_get_untracked() else { return };
        let last = self.last().filter(|last| last.text == typed);
        if typed == value || last.is_some_and(|last| last.after != value) {
            self.forget();
        }
    }

    fn last(self) -> Option<Committed> {
        self.committed.try_get_value().flatten()
    }

    fn forget(self) {
        self.typed.set(None);
        let _ = self.committed.try_set_value(None);
    }
}
