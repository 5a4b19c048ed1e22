//! What comes when the traffic grows.

use serde::Serialize;

use super::derive::usage_of_loads;
use super::{Estimate, Quantity, estimate_for};
use crate::aws::{PriceBook, PriceItem};
use crate::base::{Picodollars, months_until};
use crate::design::Design;
use crate::design::inputs::{Level, Traffic, Usage, loads};

/// A tier that a line has not reached yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TierAhead {
    /// What is paid for.
    pub item: PriceItem,
    /// What the line is called.
    pub label: String,
    /// What is used now.
    pub quantity: Quantity,
    /// Units at the tier's start.
    pub from: u64,
    /// How much of the way there is done, in thousandths.
    pub used_permille: u32,
    /// Dollars for a unit in the tier; none when not known.
    pub usd: Option<Picodollars>,
    /// In how many months growth reaches it; none when not within ten years, or when it does not grow with the traffic.
    pub months: Option<u32>,
}

/// The next tier of each line, the soonest first.
pub fn tiers_ahead(estimate: &Estimate, growth_permille: u32) -> Vec<TierAhead> {
    let mut ahead: Vec<TierAhead> = estimate
        .lines
        .iter()
        .filter_map(|line| {
            let next = line.next_tier.as_ref()?;
            let start = u128::from(next.from).saturating_mul(line.quantity.per_unit);
            Some(TierAhead {
                item: line.item,
                label: line.label.clone(),
                quantity: line.quantity,
                from: next.from,
                used_permille: next.used_permille,
                usd: next.usd,
                months: months_until(line.quantity.pieces, start, growth_permille)
                    .filter(|_| line.item.grows_with_traffic()),
            })
        })
        .collect();
    ahead.sort_by_key(|tier| (tier.months.is_none(), tier.months, std::cmp::Reverse(tier.used_permille)));
    ahead
}

/// What a design costs with a part or a multiple of its traffic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CurvePoint {
    /// The part of the traffic, in thousandths.
    pub scale_permille: u64,
    /// Requests and messages of clients in the month.
    pub requests: u64,
    /// What it costs.
    pub total: Picodollars,
    /// Lines that have reached another tier since the point before, by their label.
    pub breaks: Vec<String>,
}

/// Cost against traffic at the likely level, at these parts of it in thousandths, from small to large.
///
/// Stated quantities stay as they are.
pub fn curve(
    design: &Design,
    traffic: &Traffic,
    stated: &Usage,
    book: &PriceBook,
    scales_permille: &[u64],
) -> Vec<CurvePoint> {
    let all = loads(design, traffic, Level::Likely);
    let mut before: Vec<(PriceItem, usize)> = Vec::new();
    let mut points = Vec::with_capacity(scales_permille.len());
    for scale in scales_permille {
        let scaled = all.clone().scaled(*scale);
        let requests = scaled.routes.iter().fold(0_u64, |sum, load| sum.saturating_add(load.requests));
        let derived = usage_of_loads(design, traffic, scaled, stated, Level::Likely);
        let estimate = estimate_for(design, &derived.usage, book);
        let reached: Vec<(PriceItem, usize)> =
            estimate.lines.iter().map(|line| (line.item, line.tiers.len())).collect();
        let passed = |item: PriceItem, tiers: usize| {
            before.iter().any(|(known, count)| *known == item && *count > 0 && *count < tiers)
        };
        let breaks = estimate.lines.iter().filter(|line| passed(line.item, line.tiers.len()));
        points.push(CurvePoint {
            scale_permille: *scale,
            requests,
            total: estimate.total,
            breaks: breaks.map(|line| line.label.clone()).collect(),
        });
        before = reached;
    }
    points
}
