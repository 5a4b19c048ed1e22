//! Going through a row of places by a slider.

use leptos::prelude::*;

/// A slider over places that are counted from 0, on the browser's range input: arrows go one on or back.
#[component]
pub fn Scrub(
    /// What a place is: "Step".
    label: &'static str,
    /// How many places there are; none disables it.
    #[prop(into)]
    count: Signal<usize>,
    /// The place in view.
    #[prop(into)]
    at: Signal<usize>,
    /// The place in words.
    #[prop(into)]
    words: Signal<String>,
    /// Takes the place to go to.
    #[prop(into)]
    on_change: Callback<usize>,
) -> impl IntoView {
    view! {
        <label class="scrub">
            <span class="sr-only">{label}</span>
            <input
                type="range"
                min="0"
                max=move || count.get().saturating_sub(1).to_string()
                prop:value=move || at.get().to_string()
                aria-valuetext=move || words.get()
                disabled=move || count.get() == 0
                on:input=move |event| on_change.run(event_target_value(&event).parse().unwrap_or(0))
            />
        </label>
    }
}
