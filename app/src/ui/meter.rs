//! How much of a limit is used.

use leptos::prelude::*;

use super::tone::Tone;

/// From this many percent on a meter asks for a look.
const NOTE_PERCENT: u128 = 80;

/// A headroom bar (`role=meter`): it turns to a note at 80 % and to a failure above the limit.
///
/// Screen readers hear the label and `text`, which must hold both numbers: "7 of 10".
#[component]
pub fn Meter(
    /// What is measured.
    #[prop(into)]
    label: Signal<String>,
    /// How much is used.
    #[prop(into)]
    value: Signal<u64>,
    /// The limit.
    #[prop(into)]
    max: Signal<u64>,
    /// The two numbers in words.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    // Hundredths of a percent, so that a little is not nothing.
    let share = Memo::new(move |_| match (u128::from(value.get()), u128::from(max.get())) {
        (0, 0) => 0,
        (_, 0) => 10_001,
        (value, max) => (value * 10_000 / max).min(10_001).max(u128::from(value > max) * 10_001),
    });
    let tone = move || match share.get() {
        10_001.. => Tone::Fail,
        share if share >= NOTE_PERCENT * 100 => Tone::Note,
        _ => Tone::Accent,
    };
    view! {
        <div
            class=move || format!("meter {}", tone().class())
            role="meter"
            aria-label=move || label.get()
            aria-valuemin="0"
            aria-valuemax=move || max.get().to_string()
            aria-valuenow=move || value.get().min(max.get()).to_string()
            aria-valuetext=move || text.get()
        >
            <i style:width=move || {
                let share = share.get().min(10_000);
                format!("{}.{:02}%", share / 100, share % 100)
            }></i>
        </div>
    }
}
