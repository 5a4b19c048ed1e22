//! How often requests come, and how they are spread.

use leptos::prelude::*;
use studio_core::base::Milli;
use studio_core::design::inputs::{Level, Period, Ranged, Rate, Shape};

use super::ranged::RangedField;
use super::scale::Scale;
use crate::cost::money::thousands;
use crate::cost::view::{Scope, put};
use crate::studio::Studio;
use crate::ui::{Choice, CountInput, Field, NumberInput, NumberRange, Select};

const COUNT: NumberRange = NumberRange { min: 0, max: 1_000_000_000_000, decimals: 3 };
/// A peak of more than this many times the average is none that anybody plans for.
const FACTOR: NumberRange = NumberRange { min: 1, max: 10_000, decimals: 3 };
/// The peak that is proposed for traffic in bursts.
const USUAL_PEAK: i64 = 10;

/// A rate with its period.
#[component]
pub fn RateField(
    /// Its name for tests and undo.
    id: &'static str,
    /// What is counted.
    label: &'static str,
    /// The rate.
    #[prop(into)]
    value: Signal<Option<Rate>>,
    /// Takes the new rate.
    #[prop(into)]
    on_commit: Callback<Option<Rate>>,
) -> impl IntoView {
    let per = Memo::new(move |_| value.get().map_or(Period::default(), |rate| rate.per));
    let hint = Signal::derive(move || {
        value.get().map(|rate| format!("{} a month", thousands(&rate.a_month(Level::Likely).to_string())))
    });
    let each =
        |per: Period| if per == Period::Hour { "an hour".to_owned() } else { format!("a {}", per.as_str()) };
    let periods: Vec<Choice> = Period::ALL.iter().map(|per| Choice::new(per.as_str(), each(*per))).collect();
    let set_count = move |count: Option<Ranged<Milli>>| {
        on_commit.run(count.map(|count| Rate::new(count, per.get_untracked())));
    };
    view! {
        <RangedField
            id label range=COUNT scale=Scale::COUNT hint
            value=Signal::derive(move || value.get().map(|rate| rate.count))
            on_commit=set_count
        />
        <Select
            label=format!("{label}: counted by")
            value=Signal::derive(move || per.get().as_str().to_owned())
            choices=Signal::stored(periods)
            on_change=move |word: String| {
                let chosen = Period::ALL.into_iter().find(|per| per.as_str() == word).unwrap_or_default();
                // The same traffic in other words.
                let rate = value.get_untracked().map(|rate| rate.counted_by(chosen));
                on_commit.run(Some(rate.unwrap_or_else(|| Rate::new(Ranged::default(), chosen))));
            }
        />
    }
}

/// The requests of the API or route in view.
#[component]
pub fn RequestsField(
    /// Whose they are.
    scope: Scope,
) -> impl IntoView {
    let studio = Studio::get();
    let traffic = studio.traffic();
    let value = Memo::new(move |_| {
        let traffic = traffic.read();
        match scope.route {
            Some(route) => traffic.routes.get(&route)?.requests.clone(),
            None => traffic.apis.get(&scope.api)?.requests.clone(),
        }
    });
    let commit = move |rate: Option<Rate>| {
        put(studio, scope.item(), "requests", |traffic| match scope.route {
            Some(route) => traffic.routes.entry(route).or_default().requests = rate,
            None => traffic.apis.entry(scope.api).or_default().requests = rate,
        });
    };
    let label = if scope.route.is_some() { "Requests of its own" } else { "Requests" };
    view! { <RateField id="requests" label value on_commit=commit /> }
}

/// How large a route's part of its API's requests is.
#[component]
pub fn WeightField(
    /// Whose it is.
    scope: Scope,
) -> impl IntoView {
    let studio = Studio::get();
    let traffic = studio.traffic();
    move || {
        let route = scope.route?;
        let value = Memo::new(move |_| {
            traffic.read().routes.get(&route).and_then(|route| route.weight).map(u64::from)
        });
        let set_weight = move |weight: Option<u64>| {
            put(studio, scope.item(), "weight", |traffic| {
                let weight = weight.and_then(|weight| u32::try_from(weight).ok());
                traffic.routes.entry(route).or_default().weight = weight;
            });
        };
        Some(view! {
            <Field label="Weight" hint="Its part of the API's requests, where it has no rate of its own">
                <CountInput
                    value=value
                    on_commit=set_weight
                    max=1_000_000 optional=true placeholder="1"
                />
            </Field>
        })
    }
}

/// How an API's requests are spread over time.
#[component]
pub fn ShapeField(
    /// Whose they are.
    scope: Scope,
) -> impl IntoView {
    let studio = Studio::get();
    let traffic = studio.traffic();
    let shape =
        Memo::new(move |_| traffic.read().apis.get(&scope.api).map(|api| api.shape).unwrap_or_default());
    let set = move |shape: Shape| {
        put(studio, scope.item(), "shape", |traffic| {
            traffic.apis.entry(scope.api).or_default().shape = shape
        });
    };
    let choices = vec![
        Choice::new("steady", "Day and night the same"),
        Choice::new("office", "In office hours"),
        Choice::new("spiky", "In bursts"),
    ];
    let spiky = Memo::new(move |_| matches!(shape.get(), Shape::Spiky { .. }));
    view! {
        <Field label="Spread" hint=Signal::derive(move || Some(format!("The busiest second has {} times the average", shape.get().peak_factor())))>
            <Select
                value=Signal::derive(move || match shape.get() {
                    Shape::Steady => "steady",
                    Shape::OfficeHours => "office",
                    Shape::Spiky { .. } => "spiky",
                }.to_owned())
                choices=Signal::stored(choices)
                on_change=move |word: String| set(match word.as_str() {
                    "office" => Shape::OfficeHours,
                    "spiky" => Shape::Spiky { peak_factor: Milli::whole(USUAL_PEAK) },
                    _ => Shape::Steady,
                })
            />
        </Field>
        <Show when=move || spiky.get()>
            <Field label="Peak factor">
                <NumberInput
                    value=Signal::derive(move || shape.get().peak_factor().to_string())
                    on_commit=move |text: String| {
                        set(Shape::Spiky { peak_factor: text.parse().unwrap_or(Milli::whole(1)) });
                    }
                    range=FACTOR unit="×"
                />
            </Field>
        </Show>
    }
}
