//! Choosing one of a few, side by side.

use leptos::prelude::*;

use super::field::Naming;
use super::id::next_id;

/// A row of choices of which one is taken.
///
/// It is a group of the browser's radio buttons: Tab reaches the chosen one, arrows choose, screen readers hear
/// "2 of 4". For showing different parts of a panel use [`Tabs`](super::Tabs).
#[component]
pub fn Segmented(
    /// The value chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Value and words of each choice.
    #[prop(into)]
    choices: Signal<Vec<(String, String)>>,
    /// Takes the new value.
    #[prop(into)]
    on_change: Callback<String>,
    /// Its name, when no [`Field`](super::Field) is around it.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let naming = Naming::new(label);
    let group = next_id("segments");
    view! {
        <div
            class="seg"
            role="radiogroup"
            id=naming.id()
            aria-label=move || naming.label()
            aria-labelledby=naming.labelled_by()
            aria-describedby=move || naming.described_by()
        >
            <For each=move || choices.get() key=Clone::clone let:choice>
                {
                    let (mine, words) = choice;
                    let (is_mine, picked) = (mine.clone(), mine.clone());
                    view! {
                        <label>
                            <input
                                type="radio"
                                class="sr-only"
                                name=group.clone()
                                value=mine
                                disabled=move || disabled.get()
                                prop:checked=move || value.get() == is_mine
                                on:change=move |_| on_change.run(picked.clone())
                            />
                            <span>{words}</span>
                        </label>
                    }
                }
            </For>
        </div>
    }
}
