//! Cost against traffic.

use leptos::prelude::*;
use studio_core::cost::{self, CurvePoint};

use super::money::{dollars, thousands};
use super::view::after_a_pause;
use crate::ui::{ChartPoint, LineChart};

/// Parts of the traffic that are priced, in thousandths: from nothing to ten times as much.
const SCALES: [u64; 26] = [
    0, 200, 400, 600, 800, 1000, 1250, 1500, 1750, 2000, 2400, 2800, 3200, 3600, 4000, 4500, 5000, 5500,
    6000, 6500, 7000, 7500, 8000, 8500, 9000, 10_000,
];
/// The traffic as it is.
const NOW: u64 = 1000;

/// The bill from no traffic to ten times as much, with the places where tiers begin.
#[component]
pub fn Curve() -> impl IntoView {
    let points = after_a_pause(2, |document, book| {
        let points = cost::curve(&document.design, &document.traffic, &document.usage, book, &SCALES);
        points.into_iter().map(shown).collect::<Vec<_>>()
    });
    let any = move || {
        points.read().as_ref().is_some_and(|points| points.iter().any(|point: &ChartPoint| point.x > 0))
    };
    view! {
        <Show when=any>
            <section class="card cost-section" aria-labelledby="cost-curve" data-testid="cost-curve">
                <h2 id="cost-curve">"Cost against traffic"</h2>
                <LineChart
                    caption="Cost against traffic"
                    across="Requests a month"
                    up="Per month"
                    points=Signal::derive(move || points.get().unwrap_or_default())
                />
                <p class="hint">"The full line is the traffic of now; broken lines are where a cheaper tier begins."</p>
            </section>
        </Show>
    }
}

fn shown(point: CurvePoint) -> ChartPoint {
    ChartPoint {
        x: u128::from(point.requests),
        y: u128::try_from(point.total.get()).unwrap_or(0),
        across: thousands(&point.requests.to_string()),
        up: dollars(point.total),
        mark: if point.breaks.is_empty() {
            String::new()
        } else {
            format!("another tier of {}", point.breaks.join(", "))
        },
        is_now: point.scale_permille == NOW,
    }
}
