//! The total, the same traffic on the other kind of API, and the next tier.

use leptos::prelude::*;
use studio_core::aws::ApiKind;
use studio_core::base::Picodollars;
use studio_core::cost::{self, NextTier, Variant};

use super::money::{dollars, price, thousands};
use crate::studio::Studio;
use crate::ui::{Chip, Meter, Tone};

/// The figures that matter first.
#[component]
pub fn Cards() -> impl IntoView {
    let studio = Studio::get();
    let estimate = super::known(studio);
    view! {
        <div class="cost-cards">
            <div class="card cost-card">
                <h2 class="muted">"This design"</h2>
                <p class="cost-figure">{move || dollars(estimate.read().total)}</p>
                <p class="muted">"per month in " {move || estimate.read().region.clone()}</p>
            </div>
            <OtherKind />
            <Next />
        </div>
    }
}

/// The requests on the kind of API that they are not on.
#[component]
fn OtherKind() -> impl IntoView {
    let studio = Studio::get();
    let usage = studio.usage();
    let design = studio.design();
    let other = Memo::new(move |_| {
        let (usage, design) = (usage.read(), design.read());
        let book = cost::book_for(&usage, &design.region).ok()?;
        let wanted = match (usage.rest_requests, usage.http_requests) {
            (Some(_), None) => ApiKind::Http,
            (None, Some(_)) => ApiKind::Rest,
            _ => return None,
        };
        cost::variants_for(&design, &usage, book).into_iter().find(|variant| variant.kind == wanted)
    });
    move || {
        other.get().map(|variant| view! { <VariantCard variant total=super::known(studio).read().total /> })
    }
}

#[component]
fn VariantCard(variant: Variant, total: Picodollars) -> impl IntoView {
    let title = match variant.kind {
        ApiKind::Http => "The same requests on an HTTP API",
        _ => "The same requests on a REST API",
    };
    let percent = variant.difference.filter(|_| total.get() > 0).map(|difference| {
        let percent = difference.get().saturating_mul(100) / total.get();
        let tone = if percent <= 0 { Tone::Pass } else { Tone::Note };
        let words = if percent <= 0 { format!("−{} %", -percent) } else { format!("+{percent} %") };
        view! { <Chip tone=tone>{words}</Chip> }
    });
    let losses: Vec<String> =
        variant.estimate.diagnostics.iter().map(|found| found.message.clone()).take(2).collect();
    view! {
        <div class="card cost-card">
            <h2 class="muted">{title}</h2>
            <p class="cost-figure">{dollars(variant.estimate.total)} " " {percent}</p>
            {losses.into_iter().map(|loss| view! { <p class="muted">{loss}</p> }).collect_view()}
        </div>
    }
}

/// The next tier of the dearest line.
#[component]
fn Next() -> impl IntoView {
    let studio = Studio::get();
    let estimate = super::known(studio);
    let next = Memo::new(move |_| {
        let estimate = estimate.read();
        let line =
            estimate.lines.iter().filter(|line| line.next_tier.is_some()).max_by_key(|line| line.known)?;
        Some((line.label.clone(), line.quantity.unit, line.next_tier.clone()?))
    });
    move || {
        next.get().map(|(label, unit, tier): (String, &'static str, NextTier)| {
            let used = u64::from(tier.used_permille);
            let then = tier.usd.map_or_else(|| "at a price not known".to_owned(), |usd| format!("at {}", price(usd)));
            view! {
                <div class="card cost-card">
                    <h2 class="muted">"Next tier: " {label}</h2>
                    <p class="cost-figure">{thousands(&tier.from.to_string())}</p>
                    <p class="muted">{unit} "s, then " {then} "; " {used / 10} " % of the way"</p>
                    <Meter label="Way to the next tier" value=used max=1000_u64 text=format!("{} %", used / 10) />
                </div>
            }
        })
    }
}
