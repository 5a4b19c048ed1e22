//! Long text to write: templates of hundreds of kilobytes.

use std::ops::Range;

use leptos::prelude::*;

use super::completion::Complete;
use super::draft::Draft;
use super::field::Naming;
use super::highlight::Spans;
use super::sheet::Sheet;
use super::text_input::complaint_below;
use super::typing::Keys;

/// As [`CodeEditor`](super::CodeEditor), for texts that are too long for a textarea: there, the browser lays out the
/// whole text anew at every key.
///
/// The text is an element that is written into, in blocks of a few dozen lines of which the browser lays out those in
/// sight; what a key changes is one block. Caret, selection, finding, input methods and the accessibility tree are the
/// browser's own; undo is the editor's (Ctrl+Z, Ctrl+Shift+Z, Ctrl+Y). Read only, it has a caret all the same, which
/// the arrows move. Keys are those of `CodeEditor`.
#[component]
pub fn LongEditor(
    /// The document's value.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what was typed.
    #[prop(optional, into)]
    on_commit: Option<Callback<String>>,
    /// Colours a text; called with the draft, or with one line of it.
    #[prop(optional, into)]
    highlight: Option<Callback<String, Spans>>,
    /// Takes every change at once, before it is committed: for a live preview.
    #[prop(optional, into)]
    on_draft: Option<Callback<String>>,
    /// Takes the bytes that are selected, when the caret was moved by the user.
    #[prop(optional, into)]
    on_caret: Option<Callback<Range<usize>>>,
    /// Offers words at the caret.
    #[prop(optional, into)]
    complete: Option<Complete>,
    /// Lines to mark, from 1; the first is scrolled into sight unless the user is in the text.
    #[prop(optional, into)]
    lit: Signal<Vec<usize>>,
    /// Its name, when no [`Field`](super::Field) is around it.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Is never changed by typing.
    #[prop(optional)]
    read_only: bool,
    /// The least height in lines, 6 unless told.
    #[prop(default = 6)]
    rows: u32,
) -> impl IntoView {
    let naming = Naming::new(label);
    let commit = move |text: String| on_commit.into_iter().for_each(|on_commit| on_commit.run(text.clone()));
    let draft = Draft::new(value, None, Callback::new(commit), naming);
    let sheet = Sheet::new(highlight, lit);
    let locked = Signal::derive(move || read_only || disabled.get());
    let keys = Keys::new(sheet, draft, locked, on_draft, complete);
    keys.follow(lit, on_caret);
    let invalid = move || naming.invalid() || draft.complaint().is_some();
    view! {
        <div class="code-edit-frame long">
            <div
                class="code-edit long"
                class:invalid=invalid
                node_ref=sheet.sight.frame
                style:--rows=rows.to_string()
                style:--lines=move || sheet.shape.get().0.to_string()
                on:scroll=move |_| sheet.sight.look()
            >
                {coloured(sheet)}
                {pad(keys, naming)}
            </div>
            {keys.words.view(sheet.sight.scrolled, move |word| keys.insert(&word))}
        </div>
        {(!read_only).then(|| keys.hint())}
        {complaint_below(naming, draft)}
    }
}

/// The coloured lines in sight with their numbers, under the element that is written into.
fn coloured(sheet: Sheet) -> AnyView {
    let first = move || sheet.numbers.get().map_or(0, |(first, _)| first).to_string();
    let numbers = move || {
        let (first, count) = sheet.numbers.get().unwrap_or_default();
        (first..first + count).map(|line| format!("{}\n", line + 1)).collect::<String>()
    };
    let size = move |part: fn((usize, usize)) -> usize| move || part(sheet.shape.get()).to_string();
    view! {
        <pre
            class="code long"
            aria-hidden="true"
            style:--lines=size(|(lines, _)| lines)
            style:--columns=size(|(_, columns)| columns)
        >
            <div class="code-numbers" style:--first=first>
                {numbers}
            </div>
            <div class="code-window" node_ref=sheet.window></div>
        </pre>
    }
    .into_any()
}

/// The element that is written into.
fn pad(keys: Keys, naming: Naming) -> AnyView {
    let named = move || naming.label().is_none().then(|| naming.labelled_by()).flatten();
    view! {
        <div
            class="code-pad"
            role="textbox"
            aria-multiline="true"
            tabindex="0"
            id=naming.id()
            node_ref=keys.sheet.root
            spellcheck="false"
            autocapitalize="off"
            translate="no"
            aria-label=move || naming.label()
            aria-labelledby=named
            aria-describedby=move || naming.described_by()
            aria-invalid=move || (naming.invalid() || keys.draft.complaint().is_some()).then_some("true")
            aria-readonly=move || keys.locked.get().then_some("true")
            inputmode=move || keys.locked.get().then_some("none")
            aria-autocomplete=keys.words.can().then_some("list")
            aria-controls=move || keys.words.controls()
            aria-activedescendant=move || keys.words.active()
            on:beforeinput=move |event| keys.before(&event)
            on:input=move |_| keys.after(false)
            on:compositionstart=move |_| keys.compose()
            on:compositionend=move |_| keys.composed()
            on:copy=move |event| keys.copy(&event)
            on:cut=move |event| {
                keys.copy(&event);
                keys.replace("");
            }
            on:dragstart=move |event| keys.carry(event.data_transfer())
            on:click=move |_| keys.words.close()
            on:blur=move |_| keys.leave()
            on:keydown=move |event| keys.press(&event)
        ></div>
    }
    .into_any()
}
