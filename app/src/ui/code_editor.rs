//! Text to write: templates, bodies, policies.

use leptos::{ev, html, prelude::*};

use super::completion::{Complete, Completion, Completions, byte_of, utf16_of};
use super::draft::{Check, Draft};
use super::field::Naming;
use super::highlight::{Spans, window_html};
use super::sight::Sight;
use super::text_input::{Lines, complaint_below, on_key};

/// What Tab inserts while it belongs to the text.
const INDENT: &str = "  ";

/// A textarea over coloured text, with a draft.
///
/// Only the lines in sight are coloured, so that a text of AWS's largest size can be typed in.
///
/// Keyboard: Tab moves on, as everywhere; Ctrl+M (on a Mac ⌃M) hands Tab to the text, where it inserts two spaces,
/// and takes it back; leaving the editor takes it back too, so that nobody is caught in it. The line below says which
/// it is and is announced. Ctrl+Enter commits, Escape restores; it commits on leaving and after a pause of a second.
/// With `complete`, words are offered while typing and on Ctrl+Space: arrows choose, Enter or Tab takes, Escape closes.
#[component]
pub fn CodeEditor(
    /// The document's value.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what was typed.
    #[prop(into)]
    on_commit: Callback<String>,
    /// Colours a text; called with the draft.
    #[prop(optional, into)]
    highlight: Option<Callback<String, Spans>>,
    /// Says what is wrong with typed text.
    #[prop(optional, into)]
    check: Option<Check>,
    /// Takes every change at once, before it is committed: for a live preview.
    #[prop(optional, into)]
    on_draft: Option<Callback<String>>,
    /// Offers words at the caret.
    #[prop(optional, into)]
    complete: Option<Complete>,
    /// Lines to mark, from 1.
    #[prop(optional, into)]
    lit: Signal<Vec<usize>>,
    /// Its name, when no [`Field`](super::Field) is around it.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The least height in lines, 6 unless told.
    #[prop(default = 6)]
    rows: u32,
) -> impl IntoView {
    let naming = Naming::new(label);
    let draft = Draft::new(value, check, on_commit, naming);
    let node_ref = NodeRef::<html::Textarea>::new();
    let tab_types = RwSignal::new(false);
    let sight = Sight::new();
    let text = Memo::new(move |_| draft.text());
    let words = Completions::new(complete);
    let keys = Keys { node_ref, tab_types, draft, on_draft, words };
    let invalid = move || naming.invalid() || draft.complaint().is_some();
    view! {
        <div class="code-edit-frame">
            <div
                class="code-edit"
                class:invalid=invalid
                node_ref=sight.frame
                style:--rows=rows.to_string()
                on:scroll=move |_| sight.look()
            >
                {coloured(text, highlight, lit, sight)}
                {area(keys, naming, sight, text, disabled)}
            </div>
            {words.view(sight.scrolled, move |word| keys.insert(&word))}
        </div>
        {keys.hint()}
        {complaint_below(naming, draft)}
    }
}

/// The textarea over the coloured text.
fn area(keys: Keys, naming: Naming, sight: Sight, text: Memo<String>, disabled: Signal<bool>) -> AnyView {
    view! {
        <textarea
            id=naming.id()
            node_ref=keys.node_ref
            wrap="off"
            spellcheck="false"
            autocomplete="off"
            autocapitalize="off"
            aria-label=move || naming.label()
            aria-describedby=move || naming.described_by()
            aria-invalid=move || (naming.invalid() || keys.draft.complaint().is_some()).then_some("true")
            aria-autocomplete=keys.words.can().then_some("list")
            aria-controls=move || keys.words.controls()
            aria-activedescendant=move || keys.words.active()
            disabled=move || disabled.get()
            prop:value=move || text.get()
            on:input=move |event| {
                sight.look();
                keys.typed(event_target_value(&event));
                keys.offer();
            }
            on:click=move |_| keys.words.close()
            on:blur=move |_| keys.leave()
            on:keydown=move |event| keys.press(&event)
        ></textarea>
    }
    .into_any()
}

/// The coloured text under the textarea: its full size, and the lines in sight.
fn coloured(
    text: Memo<String>,
    highlight: Option<Callback<String, Spans>>,
    lit: Signal<Vec<usize>>,
    sight: Sight,
) -> AnyView {
    let shape = Memo::new(move |_| Shape::of(&text.read()));
    let spans = Memo::new(move |_| highlight.map(|highlight| highlight.run(text.get())).unwrap_or_default());
    let html = Memo::new(move |_| {
        let lines = sight.lines.get();
        (lines.start, window_html(&text.read(), &spans.read(), &lit.read(), lines))
    });
    view! {
        <pre
            class="code numbered"
            aria-hidden="true"
            style:--lines=move || shape.get().lines.to_string()
            style:--columns=move || shape.get().columns.to_string()
        >
            <div
                class="code-window"
                style:--first=move || html.read().0.to_string()
                inner_html=move || html.read().1.clone()
            ></div>
        </pre>
    }
    .into_any()
}

/// How large a text is on the page.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Shape {
    lines: usize,
    columns: usize,
}

impl Shape {
    fn of(text: &str) -> Self {
        let (mut lines, mut columns) = (0, 0);
        for line in text.split('\n') {
            lines += 1;
            columns = columns.max(line.len());
        }
        Self { lines, columns }
    }
}

/// What typing does.
#[derive(Clone, Copy)]
struct Keys {
    node_ref: NodeRef<html::Textarea>,
    /// Whether Tab belongs to the text.
    tab_types: RwSignal<bool>,
    draft: Draft,
    on_draft: Option<Callback<String>>,
    words: Completions,
}

impl Keys {
    /// Says whom Tab belongs to.
    fn hint(self) -> impl IntoView {
        let offers = self.words.can();
        let words = move || match (self.tab_types.get(), offers) {
            (true, _) => "Tab inserts spaces; Ctrl+M gives it back to moving on",
            (false, true) => "Ctrl+Space offers words; Tab moves on, Ctrl+M lets it insert spaces",
            (false, false) => "Tab moves on; Ctrl+M lets it insert spaces",
        };
        view! { <div class="hint code-hint" aria-live="polite">{words}</div> }
    }

    fn typed(self, text: String) {
        if let Some(on_draft) = self.on_draft {
            on_draft.run(text.clone());
        }
        self.draft.input(text);
    }

    /// The editor lost the focus.
    fn leave(self) {
        self.tab_types.set(false);
        self.words.close();
        self.draft.blur();
    }

    /// Looks for words at the caret.
    fn offer(self) {
        if let (true, Some(area)) = (self.words.can(), self.node_ref.get_untracked()) {
            let caret = area.selection_end().ok().flatten().unwrap_or_default();
            let text = area.value();
            self.words.look(&text, byte_of(&text, usize::try_from(caret).unwrap_or(0)));
        }
    }

    fn press(self, event: &ev::KeyboardEvent) {
        if event.is_composing() || self.words.press(event, |word| self.insert(&word)) {
            return;
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
                let Some(area) = self.node_ref.get_untracked() else { return };
                let (start, end) = (area.selection_start(), area.selection_end());
                let at = |position: Result<Option<u32>, _>| position.ok().flatten().unwrap_or_default();
                self.replace(at(start), at(end), INDENT);
            }
            _ => {
                self.words.close_on_move(event);
                on_key(event, self.draft, Lines::Many);
            }
        }
    }

    /// Puts a chosen word into the text.
    fn insert(self, word: &Completion) {
        let Some(area) = self.node_ref.get_untracked() else { return };
        let text = area.value();
        self.replace(utf16_of(&text, word.replaces.start), utf16_of(&text, word.replaces.end), &word.insert);
    }

    fn replace(self, start: u32, end: u32, with: &str) {
        let Some(area) = self.node_ref.get_untracked() else { return };
        let _ = area.set_range_text_with_start_and_end(with, start, end);
        let after = start.saturating_add(utf16_of(with, with.len()));
        let _ = area.set_selection_range(after, after);
        self.typed(area.value());
    }
}
