//! Choosing one of several, in a list.

use leptos::{html, prelude::*};

use super::field::Naming;

/// One thing to choose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is handed to `on_change`.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// Shown but not to be chosen; say why in the label.
    pub disabled: bool,
}

impl Choice {
    /// A choice that can be taken.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), disabled: false }
    }
}

/// The browser's own list of choices.
///
/// Keyboard and screen reader: the browser's. A value that is not among the choices is shown as missing instead of
/// silently showing another. If `on_change` does not change the value, the list shows the value again.
#[component]
pub fn Select(
    /// The value chosen.
    #[prop(into)]
    value: Signal<String>,
    /// What can be chosen.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Takes the new value.
    #[prop(into)]
    on_change: Callback<String>,
    /// Its name, when no [`Field`](super::Field) is around it.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Further CSS classes.
    #[prop(optional, into)]
    class: Signal<String>,
) -> impl IntoView {
    let naming = Naming::new(label);
    let node_ref = NodeRef::<html::Select>::new();
    let shown = Memo::new(move |_| with_missing(&value.read(), choices.get()));
    // After the options, as a value can only be set when its option is there.
    Effect::new(move |_| {
        shown.track();
        let value = value.get();
        if let Some(select) = node_ref.get() {
            select.set_value(&value);
        }
    });
    view! {
        <select
            class=move || format!("input select {}", class.get())
            id=naming.id()
            node_ref=node_ref
            aria-label=move || naming.label()
            aria-describedby=move || naming.described_by()
            aria-invalid=move || naming.invalid().then_some("true")
            disabled=move || disabled.get()
            on:change=move |event| {
                on_change.run(event_target_value(&event));
                if let (Some(select), Some(value)) = (node_ref.try_get_untracked().flatten(), value.try_get_untracked()) {
                    select.set_value(&value);
                }
            }
        >
            {move || {
                let now = value.get();
                shown.get().into_iter().map(|choice| option(choice, &now)).collect_view()
            }}
        </select>
    }
}

/// The choices, before them the value if it is not among them.
fn with_missing(value: &str, mut choices: Vec<Choice>) -> Vec<Choice> {
    if !choices.iter().any(|choice| choice.value == value) {
        let label = if value.is_empty() { "Choose…".to_owned() } else { format!("{value} (missing)") };
        choices.insert(0, Choice { value: value.to_owned(), label, disabled: true });
    }
    choices
}

fn option(choice: Choice, now: &str) -> impl IntoView + use<> {
    let selected = choice.value == now;
    view! {
        <option value=choice.value disabled=choice.disabled selected=selected>
            {choice.label}
        </option>
    }
}
