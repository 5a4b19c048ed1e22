//! A number that may be a range: exact fields, and a slider for the likely value.

use leptos::prelude::*;
use studio_core::base::Milli;
use studio_core::design::inputs::Ranged;

use super::scale::Scale;
use crate::cost::view::CostView;
use crate::studio::Studio;
use crate::ui::{Field, NumberInput, NumberRange, Scrub};

/// What is wrong with a range whose values are not in order.
const TWISTED: &str = "The low value is above the likely one, or the high one below";

/// A number or a range of the traffic; an empty likely value takes everything away.
#[component]
pub fn RangedField(
    /// Its name for tests and undo.
    id: &'static str,
    /// What it is.
    label: &'static str,
    /// Its unit.
    #[prop(optional, into)]
    unit: MaybeProp<String>,
    /// What it may be.
    range: NumberRange,
    /// How its slider goes.
    scale: Scale,
    /// The value.
    #[prop(into)]
    value: Signal<Option<Ranged<Milli>>>,
    /// What holds when there is none.
    #[prop(optional, into)]
    inherited: Signal<Option<Ranged<Milli>>>,
    /// What it means.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// Takes the new value.
    #[prop(into)]
    on_commit: Callback<Option<Ranged<Milli>>>,
) -> impl IntoView {
    let view = Studio::get().keep::<CostView>();
    let holds = Memo::new(move |_| value.get().or_else(|| inherited.get()));
    let likely = Memo::new(move |_| holds.get().map(|range| range.likely));
    let wide = Memo::new(move |_| view.read().ranges || value.get().is_some_and(|range| !range.is_exact()));
    let put_likely = move |likely: Option<Milli>| {
        on_commit.run(likely.map(|likely| match value.get_untracked() {
            Some(range) => Ranged { likely, ..range },
            None => Ranged { low: None, likely, high: None },
        }));
    };
    let placeholder = Signal::derive(move || {
        Some(
            inherited.get().map_or_else(|| "not given".to_owned(), |range| format!("{} (API)", range.likely)),
        )
    });
    let problem = Signal::derive(move || value.get().filter(Ranged::is_twisted).map(|_| TWISTED.to_owned()));
    view! {
        <div class="cost-field" data-testid=format!("traffic-{id}")>
            <Field label=label hint=hint error=problem>
                <NumberInput
                    value=Signal::derive(move || text(value.get().map(|range| range.likely)))
                    on_commit=move |text: String| put_likely(text.parse().ok())
                    range=range optional=true unit=unit placeholder=placeholder
                />
            </Field>
            <Scrub
                label=label
                count=scale.count()
                at=Signal::derive(move || likely.get().map_or(0, |number| scale.place(number)))
                words=Signal::derive(move || {
                    let unit = unit.get().unwrap_or_default();
                    likely.get().map_or_else(|| "not given".to_owned(), |number| format!("{number} {unit}"))
                })
                on_change=move |at| put_likely(Some(scale.value(at)))
            />
            <Show when=move || wide.get()>
                <Ends label range unit value holds on_commit />
            </Show>
        </div>
    }
}

/// The low and the high value.
#[component]
fn Ends(
    label: &'static str,
    range: NumberRange,
    unit: MaybeProp<String>,
    value: Signal<Option<Ranged<Milli>>>,
    holds: Memo<Option<Ranged<Milli>>>,
    on_commit: Callback<Option<Ranged<Milli>>>,
) -> impl IntoView {
    let end = move |low: bool, text: String| {
        let number: Option<Milli> = text.parse().ok();
        if let Some(range) = holds.get_untracked() {
            let changed =
                if low { Ranged { low: number, ..range } } else { Ranged { high: number, ..range } };
            on_commit.run(Some(changed));
        }
    };
    let nothing = Signal::derive(move || holds.get().is_none());
    view! {
        <div class="cost-ends">
            <span aria-hidden="true">"low"</span>
            <NumberInput
                label=format!("{label}, low")
                value=Signal::derive(move || text(value.get().and_then(|range| range.low)))
                on_commit=move |text| end(true, text)
                range=range optional=true unit=unit placeholder="low" disabled=nothing
            />
            <span aria-hidden="true">"high"</span>
            <NumberInput
                label=format!("{label}, high")
                value=Signal::derive(move || text(value.get().and_then(|range| range.high)))
                on_commit=move |text| end(false, text)
                range=range optional=true unit=unit placeholder="high" disabled=nothing
            />
        </div>
    }
}

fn text(number: Option<Milli>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// The same range of other numbers.
pub fn map<A: Copy, B>(range: Ranged<A>, turn: impl Fn(A) -> B) -> Ranged<B> {
    Ranged { low: range.low.map(&turn), likely: turn(range.likely), high: range.high.map(&turn) }
}

/// Thousandths as percent.
pub fn percent(permille: Ranged<u32>) -> Ranged<Milli> {
    map(permille, |one| Milli::from_thousandths(i64::from(one) * 100))
}

/// Percent as thousandths, to the tenth of a percent.
pub fn permille(percent: Ranged<Milli>) -> Ranged<u32> {
    map(percent, |one| u32::try_from(one.thousandths() / 100).unwrap_or(0))
}

/// Whole numbers as decimals.
pub fn decimal(whole: Ranged<u32>) -> Ranged<Milli> {
    map(whole, |one| Milli::whole(i64::from(one)))
}

/// Decimals as whole numbers, rounded down.
pub fn whole(decimal: Ranged<Milli>) -> Ranged<u32> {
    map(decimal, |one| u32::try_from(one.thousandths() / 1000).unwrap_or(u32::MAX))
}
