//! A label, a control, a hint and an error that belong together.

use leptos::{context::Provider, prelude::*};

use super::id::next_id;

/// What a control inside a [`Field`] needs to know; the controls of this module take it from the context.
#[derive(Clone, Copy)]
pub struct FieldContext {
    id: StoredValue<String>,
    described: Signal<Option<String>>,
    error: Signal<Option<String>>,
    /// The control's own complaint about what is typed, shown in place of the hint.
    pub complaint: RwSignal<Option<String>>,
}

impl FieldContext {
    /// The id that the label points at.
    pub fn id(self) -> String {
        self.id.get_value()
    }

    /// The id of the label itself, for groups (`aria-labelledby`).
    pub fn label_id(self) -> String {
        format!("{}-label", self.id.get_value())
    }

    /// The ids for `aria-describedby`.
    pub fn described_by(self) -> Option<String> {
        self.described.get()
    }

    /// Whether the control shows something wrong.
    pub fn invalid(self) -> bool {
        self.error.get().is_some() || self.complaint.get().is_some()
    }
}

/// A labelled control: put one of this module's inputs inside.
///
/// Screen readers hear the label as the control's name, then the hint and the error as its description; a new error
/// is announced politely. The error never replaces what the user typed.
#[component]
pub fn Field(
    /// The control's name, in sentence case.
    #[prop(into)]
    label: Signal<String>,
    /// What to put in, or what it means.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong with the value.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// One control.
    children: Children,
) -> impl IntoView {
    let id = StoredValue::new(next_id("field"));
    let (hint_id, error_id) = (format!("{}-hint", id.get_value()), format!("{}-error", id.get_value()));
    let complaint = RwSignal::new(None::<String>);
    let shown = Memo::new(move |_| complaint.get().or_else(|| error.get()));
    let described = {
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        Signal::derive(move || match (hint.get().is_some(), shown.get().is_some()) {
            (false, false) => None,
            (true, false) => Some(hint_id.clone()),
            (false, true) => Some(error_id.clone()),
            (true, true) => Some(format!("{error_id} {hint_id}")),
        })
    };
    let context = FieldContext { id, described, error: Signal::derive(move || error.get()), complaint };
    view! {
        <div class="field">
            <label for=id.get_value() id=context.label_id()>{move || label.get()}</label>
            <Provider value=context>{children()}</Provider>
            <div class="field-error" id=error_id aria-live="polite">
                {move || shown.get()}
            </div>
            {move || hint.get().map(|hint| view! { <div class="hint" id=hint_id.clone()>{crate::text::rich(&hint)}</div> })}
        </div>
    }
}

/// How a control is named: by its own `label`, else by the field around it.
#[derive(Clone, Copy)]
pub(super) struct Naming {
    label: MaybeProp<String>,
    field: Option<FieldContext>,
}

impl Naming {
    /// Takes the field around the control, unless the control has a name of its own.
    pub(super) fn new(label: MaybeProp<String>) -> Self {
        let field = use_context::<FieldContext>().filter(|_| label.read_untracked().is_none());
        Self { label, field }
    }

    pub(super) fn id(self) -> Option<String> {
        self.field.map(FieldContext::id)
    }

    pub(super) fn label(self) -> Option<String> {
        self.label.get()
    }

    pub(super) fn labelled_by(self) -> Option<String> {
        self.field.map(FieldContext::label_id)
    }

    pub(super) fn described_by(self) -> Option<String> {
        self.field.and_then(FieldContext::described_by)
    }

    pub(super) fn invalid(self) -> bool {
        self.field.is_some_and(FieldContext::invalid)
    }

    /// Shows a complaint in the field; says whether there is a field to show it.
    pub(super) fn complain(self, complaint: Option<String>) -> bool {
        match self.field {
            Some(field) => {
                if field.complaint.try_get_untracked().is_some_and(|now| now != complaint) {
                    field.complaint.set(complaint);
                }
                true
            }
            None => false,
        }
    }
}
