//! The Cost panel: traffic on the left, its bill on the right.

use leptos::prelude::*;

use super::caches::Caches;
use super::cards::Cards;
use super::curve::Curve;
use super::export::Export;
use super::form::TrafficForm;
use super::lines::Lines;
use super::routes::Routes;
use super::savings::Savings;
use super::view::Converted;
use super::ways::Ways;
use crate::studio::Studio;
use crate::text;
use crate::ui::Notice;

/// What a month costs.
#[component]
pub fn CostPanel() -> impl IntoView {
    let studio = Studio::get();
    let estimate = super::known(studio);
    let found = Memo::new(move |_| estimate.read().diagnostics.clone());
    let converted = Converted::new();
    view! {
        <div class="panes cost-panes">
            <section class="panel" aria-labelledby="cost-traffic">
                <header><h2 id="cost-traffic">"Traffic"</h2></header>
                <TrafficForm />
            </section>
            <section class="cost-bill" aria-label="Bill">
                <Cards />
                {move || found.get().into_iter().map(|diagnostic| view! {
                    <Notice tone=text::tone(diagnostic.severity)>
                        <b>{crate::text::rich(&crate::text::capitalized(&diagnostic.message))}</b>
                        <span>" " {crate::text::rich(&diagnostic.help)}</span>
                    </Notice>
                }).collect_view()}
                <div class="cost-tools"><Export /></div>
                <Lines />
                <Routes />
                <Curve />
                <Savings converted />
                <Ways converted />
                <Caches />
            </section>
        </div>
    }
}
