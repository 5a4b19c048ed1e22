//! The view of `cost`: traffic, and the bill that follows from it.

mod caches;
mod cards;
mod curve;
mod export;
mod form;
mod lines;
mod money;
mod panel;
mod prices;
mod routes;
mod savings;
mod view;
mod ways;

pub use panel::CostPanel;
pub use prices::take_offers;

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::base::Picodollars;
use studio_core::cost::Estimate;

use crate::studio::Studio;

/// The estimate; where none can be made (yet, or for an unknown Region), an empty one that says why.
fn known(studio: Studio) -> Memo<Arc<Estimate>> {
    let estimate = studio.estimate();
    Memo::new(move |_| match &*estimate.read() {
        Some(Ok(estimate)) => estimate.clone(),
        other => Arc::new(Estimate {
            region: String::new(),
            lines: Vec::new(),
            total: Picodollars::ZERO,
            unknown: 0,
            diagnostics: other.iter().filter_map(|made| made.clone().err()).collect(),
        }),
    })
}
