//! Yes or no: a checkbox, a switch.

use leptos::{html, prelude::*};

use super::id::next_id;

/// A checkbox with its words.
///
/// Keyboard: Space changes it. The hint is its description. If `on_change` does not change the value, the box shows
/// the value again.
#[component]
pub fn Checkbox(
    /// Whether it is checked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Takes the new state.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Its words.
    #[prop(into)]
    label: Signal<String>,
    /// What it means.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    toggle("check", None, checked, on_change, label, hint, disabled)
}

/// A switch with its words; for settings that take effect at once.
///
/// Keyboard: Space changes it; screen readers hear "switch, on" or "off" (`role=switch`). Otherwise as [`Checkbox`].
#[component]
pub fn Switch(
    /// Whether it is on.
    #[prop(into)]
    checked: Signal<bool>,
    /// Takes the new state.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Its words.
    #[prop(into)]
    label: Signal<String>,
    /// What it means.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    toggle("switch", Some("switch"), checked, on_change, label, hint, disabled)
}

fn toggle(
    class: &'static str,
    role: Option<&'static str>,
    checked: Signal<bool>,
    on_change: Callback<bool>,
    label: Signal<String>,
    hint: MaybeProp<String>,
    disabled: Signal<bool>,
) -> impl IntoView {
    let id = next_id("toggle");
    let hint_id = format!("{id}-hint");
    let described = hint_id.clone();
    let node_ref = NodeRef::<html::Input>::new();
    view! {
        <div class=class>
            <input
                type="checkbox"
                id=id.clone()
                role=role
                node_ref=node_ref
                aria-describedby=move || hint.get().map(|_| described.clone())
                disabled=move || disabled.get()
                prop:checked=move || checked.get()
                on:change=move |event| {
                    on_change.run(event_target_checked(&event));
                    if let (Some(input), Some(checked)) = (
                        node_ref.try_get_untracked().flatten(),
                        checked.try_get_untracked(),
                    ) {
                        input.set_checked(checked);
                    }
                }
            />
            <div class="words">
                <label for=id.clone()>{move || label.get()}</label>
                {move || hint.get().map(|hint| view! { <div class="hint" id=hint_id.clone()>{hint}</div> })}
            </div>
        </div>
    }
}
