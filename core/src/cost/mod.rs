//! What it costs a month.
//!
//! [`estimate`] turns a month's quantities into lines, each with the tiers of AWS's price that it used. Money
//! is whole picodollars and quantities are whole pieces, so a line is exactly the sum of its tiers. A price
//! that has no public source stays unknown: it is left out of the total, and the estimate says so.

mod ahead;
mod alternatives;
mod answer;
mod beyond;
mod bill;
mod book;
mod break_even;
mod by_route;
mod derive;
mod estimate;
mod items;
mod meter;
mod number;
mod quantity;
mod read;
mod report;
mod savings;
mod tiers;
mod usage;
mod variants;

pub use ahead::{CurvePoint, TierAhead, curve, tiers_ahead};
pub use alternatives::{Alternative, Conversions, Way, alternatives, alternatives_of};
pub use answer::answer;
pub use bill::{Bill, Totals, bill, totals};
pub use book::{Priced, book_for, priced, region_of, take_offer};
pub use break_even::{CacheBreakEven, cache_break_even};
pub use by_route::{Attribution, RouteCost, RoutePart, SharedCost, by_route, fields_of};
pub use derive::{Contribution, Derived, usage_of};
pub use estimate::{CostLine, Estimate, estimate, estimate_for, estimate_meters, meters, meters_for};
pub use meter::Meter;
pub use quantity::Quantity;
pub use read::read_usage;
pub use report::{csv, markdown};
pub use savings::{Saving, savings, savings_of};
pub use tiers::{NextTier, TierShare};
pub use usage::check_usage;
pub use variants::{Variant, variants, variants_for};
