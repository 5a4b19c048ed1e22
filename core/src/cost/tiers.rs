//! Graduated prices: each unit pays the price of the tier it falls in.

use serde::Serialize;

use super::Quantity;
use crate::aws::PriceTier;
use crate::base::{Milli, Picodollars};

/// Thousandths of a percent in the whole.
const WHOLE: u128 = 100_000;

/// The part of a quantity that fell into one tier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TierShare {
    /// Units below the tier.
    pub from: u64,
    /// Units at its end; none for the last tier.
    pub to: Option<u64>,
    /// What fell into it.
    pub quantity: Quantity,
    /// Dollars for a unit; none when not known.
    pub usd: Option<Picodollars>,
    /// What it costs; none when the price is not known.
    pub amount: Option<Picodollars>,
}

/// The tier after the one that a quantity has reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NextTier {
    /// Units at its start.
    pub from: u64,
    /// What is missing to its start.
    pub missing: Quantity,
    /// How much of the tier reached so far is used, in thousandths.
    pub used_permille: u32,
    /// Dollars for a unit in the next tier; none when not known.
    pub usd: Option<Picodollars>,
}

/// Divides a quantity among tiers that go from 0 up without gaps; tiers that get nothing are left out.
///
/// A discount is taken off each amount, not off the price, whose last places it would cut off. A picodollar that is begun
/// counts whole: parts that are rounded to the nearest could together be less than their sum.
pub fn divide(quantity: Quantity, tiers: &[PriceTier], discount_percent: Option<Milli>) -> Vec<TierShare> {
    let bound = |units: u64| u128::from(units).saturating_mul(quantity.per_unit);
    tiers
        .iter()
        .filter_map(|tier| {
            let end = tier.to.map_or(u128::MAX, bound).min(quantity.pieces);
            let pieces = end.checked_sub(bound(tier.from)).filter(|pieces| *pieces > 0)?;
            let amount = tier.usd.map(|usd| less(usd.times_up(pieces, quantity.per_unit), discount_percent));
            let quantity = quantity.with(pieces);
            Some(TierShare { from: tier.from, to: tier.to, quantity, usd: tier.usd, amount })
        })
        .collect()
}

/// Takes away a first tier that costs nothing where later ones do, and says how many units it had.
///
/// The other tiers begin sooner by as much, as AWS's price lists count them.
pub fn take_free_start(tiers: &mut Vec<PriceTier>) -> Option<u64> {
    let first = tiers.first().filter(|first| first.usd == Some(Picodollars::ZERO))?;
    let units = first.to.filter(|_| tiers.len() > 1)?;
    tiers.remove(0);
    for tier in tiers {
        tier.from = tier.from.saturating_sub(units);
        tier.to = tier.to.map(|to| to.saturating_sub(units));
    }
    Some(units)
}

/// An amount after a discount.
fn less(amount: Picodollars, discount_percent: Option<Milli>) -> Picodollars {
    let off = discount_percent.map_or(0, |percent| u128::try_from(percent.thousandths()).unwrap_or(0));
    if off == 0 { amount } else { amount.times_up(WHOLE.saturating_sub(off), WHOLE) }
}

/// What comes after the tier that a quantity has reached; none in the last tier.
pub fn next_tier(quantity: Quantity, tiers: &[PriceTier]) -> Option<NextTier> {
    let bound = |units: u64| u128::from(units).saturating_mul(quantity.per_unit);
    let reached = tiers.iter().position(|tier| tier.to.is_none_or(|to| quantity.pieces < bound(to)))?;
    let tier = tiers.get(reached)?;
    let next = tiers.get(reached + 1)?;
    let (start, end) = (bound(tier.from), bound(next.from));
    let used = quantity.pieces.saturating_sub(start).saturating_mul(1000) / end.saturating_sub(start).max(1);
    Some(NextTier {
        from: next.from,
        missing: quantity.with(end.saturating_sub(quantity.pieces)),
        used_permille: u32::try_from(used).unwrap_or(1000).min(1000),
        usd: next.usd,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_is_divided_at_the_bounds() {
        let usd = |text: &str| Some(text.parse().unwrap());
        let tiers = [
            PriceTier { from: 0, to: Some(10), usd: usd("2") },
            PriceTier { from: 10, to: None, usd: usd("1") },
        ];
        let parts = |units| divide(Quantity::whole(units, "request"), &tiers, None);
        assert_eq!(parts(0).len(), 0);
        assert_eq!(parts(10).len(), 1);
        let both: Picodollars = parts(12).iter().filter_map(|share| share.amount).sum();
        assert_eq!(both.to_string(), "22");
        let next = next_tier(Quantity::whole(4, "request"), &tiers).unwrap();
        assert_eq!((next.missing.pieces, next.used_permille), (6, 400));
        assert_eq!(next_tier(Quantity::whole(10, "request"), &tiers), None);
        let less = divide(Quantity::whole(10, "request"), &tiers, Some("12.5".parse().unwrap()));
        assert_eq!(less.first().and_then(|share| share.amount).unwrap().to_string(), "17.5");
    }
}
