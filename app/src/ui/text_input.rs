//! One line or several lines of text.

use leptos::{ev, html, prelude::*};

use super::draft::{Check, Draft};
use super::field::Naming;
use super::id::next_id;

/// A line of text with a draft.
///
/// Keyboard: Enter commits, Escape restores the document's value (and only then may close what is around it). It also
/// commits on leaving and after a pause of a second. Wrong text stays, with the complaint below it or in the field.
#[component]
pub fn TextInput(
    /// The document's value.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what was typed; called only with new text that `check` accepts.
    #[prop(into)]
    on_commit: Callback<String>,
    /// Says what is wrong with typed text.
    #[prop(optional, into)]
    check: Option<Check>,
    /// Its name, when no [`Field`](super::Field) is around it.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// An example, shown while it is empty.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Texts to offer while typing.
    #[prop(optional, into)]
    suggestions: Signal<Vec<String>>,
    /// Further CSS classes: `mono`, `name`, …
    #[prop(optional, into)]
    class: Signal<String>,
    /// The on-screen keyboard: `numeric`, `decimal`, `url`.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// Gets the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let naming = Naming::new(label);
    let draft = Draft::new(value, check, on_commit, naming);
    let list_id = StoredValue::new(next_id("list"));
    let node_ref = NodeRef::<html::Input>::new();
    if autofocus {
        Effect::new(move |_| {
            if let Some(input) = node_ref.get() {
                crate::platform::dom::focus(&input);
            }
        });
    }
    view! {
        <input
            type="text"
            class=move || format!("input {}", class.get())
            id=naming.id()
            node_ref=node_ref
            aria-label=move || naming.label()
            aria-describedby=move || naming.described_by()
            aria-invalid=move || (naming.invalid() || draft.complaint().is_some()).then_some("true")
            placeholder=move || placeholder.get()
            inputmode=inputmode
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            list=move || (!suggestions.read().is_empty()).then(|| list_id.get_value())
            disabled=move || disabled.get()
            prop:value=move || draft.text()
            on:input=move |event| draft.input(event_target_value(&event))
            on:change=move |_| draft.commit()
            on:blur=move |_| draft.blur()
            on:keydown=move |event| on_key(&event, draft, Lines::One)
        />
        {offers(list_id, suggestions)}
        {complaint_below(naming, draft)}
    }
}

/// The texts to offer while typing, for the `list` of an input.
fn offers(id: StoredValue<String>, suggestions: Signal<Vec<String>>) -> impl IntoView {
    move || {
        let offered = suggestions.get();
        (!offered.is_empty()).then(|| {
            view! {
                <datalist id=id.get_value()>
                    {offered.into_iter().map(|text| view! { <option value=text></option> }).collect_view()}
                </datalist>
            }
        })
    }
}

/// Several lines of text with a draft.
///
/// Keyboard: Enter makes a new line, Ctrl+Enter commits, Escape restores, Tab moves on. Otherwise as [`TextInput`].
#[component]
pub fn TextArea(
    /// The document's value.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what was typed.
    #[prop(into)]
    on_commit: Callback<String>,
    /// Says what is wrong with typed text.
    #[prop(optional, into)]
    check: Option<Check>,
    /// Its name, when no [`Field`](super::Field) is around it.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// An example, shown while it is empty.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Height in lines, 3 unless told.
    #[prop(default = 3)]
    rows: u32,
    /// Further CSS classes: `mono`, …
    #[prop(optional, into)]
    class: Signal<String>,
) -> impl IntoView {
    let naming = Naming::new(label);
    let draft = Draft::new(value, check, on_commit, naming);
    view! {
        <textarea
            class=move || format!("input {}", class.get())
            id=naming.id()
            rows=rows
            aria-label=move || naming.label()
            aria-describedby=move || naming.described_by()
            aria-invalid=move || (naming.invalid() || draft.complaint().is_some()).then_some("true")
            placeholder=move || placeholder.get()
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            disabled=move || disabled.get()
            prop:value=move || draft.text()
            on:input=move |event| draft.input(event_target_value(&event))
            on:blur=move |_| draft.blur()
            on:keydown=move |event| on_key(&event, draft, Lines::Many)
        ></textarea>
        {complaint_below(naming, draft)}
    }
}

/// Whether Enter belongs to the text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    One,
    Many,
}

/// The keys that every draft understands.
pub(super) fn on_key(event: &ev::KeyboardEvent, draft: Draft, lines: Lines) {
    if event.is_composing() {
        return;
    }
    match event.key().as_str() {
        "Enter" if lines == Lines::One || event.ctrl_key() || event.meta_key() => draft.commit(),
        "Escape" if draft.restore() => {
            event.prevent_default();
            event.stop_propagation();
        }
        _ => {}
    }
}

/// The complaint under a control that has no field around it.
pub(super) fn complaint_below(naming: Naming, draft: Draft) -> impl IntoView {
    let has_field = naming.id().is_some();
    (!has_field).then(|| {
        view! { <div class="field-error" aria-live="polite">{move || draft.complaint()}</div> }
    })
}
