//! A design's bill: quantities out of its traffic, and their prices.

use super::{Derived, Estimate, estimate_for, usage_of};
use crate::aws::PriceBook;
use crate::base::Picodollars;
use crate::design::Design;
use crate::design::inputs::{Level, Traffic, Usage};

/// Quantities and what they cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    /// The quantities, and what they come from.
    pub derived: Derived,
    /// What they cost.
    pub estimate: Estimate,
}

/// The lowest, the likely and the highest total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// The lowest that is expected.
    pub low: Picodollars,
    /// The likely one.
    pub likely: Picodollars,
    /// The highest that is expected.
    pub high: Picodollars,
}

/// What a month of a design costs at a level; stated quantities win over those that follow from the traffic.
pub fn bill(design: &Design, traffic: &Traffic, stated: &Usage, book: &PriceBook, level: Level) -> Bill {
    let derived = usage_of(design, traffic, stated, level);
    let mut estimate = estimate_for(design, &derived.usage, book);
    estimate.diagnostics.extend(derived.diagnostics.iter().cloned());
    Bill { derived, estimate }
}

/// The totals of all levels, in order.
///
/// A route with a high rate of its own leaves less to the others of its API, so that the bill of all high values may be
/// the lower one where those cost more: then the ends are put at the likely total.
pub fn totals(design: &Design, traffic: &Traffic, stated: &Usage, book: &PriceBook) -> Totals {
    let [low, likely, high] =
        Level::ALL.map(|level| bill(design, traffic, stated, book, level).estimate.total);
    Totals { low: low.min(likely), likely, high: high.max(likely) }
}
