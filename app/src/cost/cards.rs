//! The total with its range, what a request costs, and the next tier.

use leptos::prelude::*;
use studio_core::base::Picodollars;
use studio_core::cost::{self, Totals, tiers_ahead};

use super::lines::unknown_text;
use super::money::{dollars, price, thousands};
use super::view::after_a_pause;
use crate::studio::Studio;
use crate::text;
use crate::ui::{Chip, Meter, Tone};

/// Requests that a price is told for.
const MILLION: u128 = 1_000_000;

/// The figures that matter first.
#[component]
pub fn Cards() -> impl IntoView {
    let studio = Studio::get();
    let estimate = super::known(studio);
    view! {
        <div class="cost-cards">
            <div class="card cost-card">
                <h2 class="muted">"This design"</h2>
                <p class="cost-figure" data-testid="cost-figure">{move || dollars(estimate.read().total)}</p>
                <p class="muted">"per month in " {move || estimate.read().region.clone()}</p>
                {move || {
                    let left_out = unknown_text(estimate.read().unknown);
                    (!left_out.is_empty()).then(|| view! { <p><Chip tone=Tone::Note>{left_out}</Chip></p> })
                }}
                <PerMillion />
            </div>
            <Range />
            <Next />
        </div>
    }
}

#[component]
fn PerMillion() -> impl IntoView {
    let studio = Studio::get();
    let bill = studio.bill();
    move || {
        let bill = bill.get()?.ok()?;
        let requests = bill.derived.loads().iter().fold(0_u64, |sum, load| sum.saturating_add(load.requests));
        let each = (requests > 0).then(|| bill.estimate.total.times(MILLION, u128::from(requests)));
        each.map(|each| view! { <p class="muted">{dollars(each)} " for a million requests"</p> })
    }
}

/// The lowest and the highest bill, where something is a range.
#[component]
fn Range() -> impl IntoView {
    let totals = after_a_pause(0, |document, book| {
        cost::totals(&document.design, &document.traffic, &document.usage, book)
    });
    move || {
        let Totals { low, high, .. } = totals.get()?;
        (low != high).then(|| {
            view! {
                <div class="card cost-card" data-testid="cost-range">
                    <h2 class="muted">"From low to high"</h2>
                    <p class="cost-figure cost-span">{dollars(low)} " – " {dollars(high)}</p>
                    <p class="muted">"with all low and all high values"</p>
                </div>
            }
        })
    }
}

/// The tier that growth reaches first, else the nearest one.
#[component]
fn Next() -> impl IntoView {
    let studio = Studio::get();
    let estimate = super::known(studio);
    let traffic = studio.traffic();
    let next = Memo::new(move |_| {
        let growth = traffic.read().growth_permille;
        tiers_ahead(&estimate.read(), growth).into_iter().find(|tier| tier.quantity.pieces > 0)
    });
    move || {
        next.get().map(|tier| {
            let used = u64::from(tier.used_permille);
            let then = tier.usd.map_or_else(|| "at a price not known".to_owned(), |usd: Picodollars| format!("at {}", price(usd)));
            let months = match tier.months {
                Some(1) => "; reached in a month".to_owned(),
                Some(months) => format!("; reached in {months} months"),
                None if !tier.item.grows_with_traffic() => "; more traffic does not reach it".to_owned(),
                None if traffic.read().growth_permille > 0 => "; not within ten years".to_owned(),
                None => String::new(),
            };
            view! {
                <div class="card cost-card" data-testid="cost-next">
                    <h2 class="muted">"Next tier: " {tier.label}</h2>
                    <p class="cost-figure">{thousands(&tier.from.to_string())}</p>
                    <p class="muted">{text::unit_of("", tier.quantity.unit)} ", then " {then} "; " {used / 10} " % of the way" {months}</p>
                    <Meter label="Way to the next tier" value=used max=1000_u64 text=format!("{} %", used / 10) />
                </div>
            }
        })
    }
}
