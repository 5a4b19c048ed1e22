//! What is counted for one line of a bill, before a price is known.

use super::Quantity;
use crate::aws::{CacheSize, FreeTierKind, PriceItem, free_allowances};
use crate::base::Milli;
use crate::design::Item;
use crate::design::inputs::FreeTier;

/// How much of one priced thing a month has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meter {
    /// What AWS counts.
    pub item: PriceItem,
    /// The part of the design that it is counted for, where one is.
    pub at: Option<Item>,
    /// The size that decides the price, of a cache.
    pub size: Option<CacheSize>,
    /// What the line is called.
    pub label: String,
    /// How much, before anything is free.
    pub quantity: Quantity,
    /// Pieces that the user says are free; none leaves it to the free tiers.
    pub free_stated: Option<u128>,
    /// Pieces that are free.
    pub free: u128,
    /// How it is counted.
    pub notes: Vec<String>,
}

impl Meter {
    /// A meter of this quantity.
    pub(super) fn new(item: PriceItem, label: impl Into<String>, quantity: Quantity) -> Self {
        let label = label.into();
        Self { item, at: None, size: None, label, quantity, free_stated: None, free: 0, notes: Vec::new() }
    }

    /// A meter of a whole number, where there is one.
    pub(super) fn count(
        item: PriceItem,
        label: &str,
        units: Option<u64>,
        unit: &'static str,
    ) -> Option<Self> {
        units.map(|units| Self::new(item, label, Quantity::whole(u128::from(units), unit)))
    }

    /// A meter of a decimal number, where there is one.
    pub(super) fn decimal(
        item: PriceItem,
        label: &str,
        units: Option<Milli>,
        unit: &'static str,
    ) -> Option<Self> {
        units.map(|units| Self::new(item, label, Quantity::decimal(units, unit)))
    }

    /// Adds a note for the reader.
    #[must_use]
    pub(super) fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Whether both are one line of a bill.
    fn is_like(&self, other: &Self) -> bool {
        (self.item, self.at, self.size) == (other.item, other.at, other.size)
    }
}

/// Meters of the same thing as one: an account's bill tells no usages apart, and neither do its tiers.
pub(super) fn merge(meters: impl IntoIterator<Item = Meter>) -> Vec<Meter> {
    let mut merged: Vec<Meter> = Vec::new();
    for meter in meters {
        let Some(same) = merged.iter_mut().find(|other| other.is_like(&meter)) else {
            merged.push(meter);
            continue;
        };
        let (own, added) = (same.quantity.per_unit, meter.quantity.per_unit);
        let pieces = if own == added {
            same.quantity.pieces.saturating_add(meter.quantity.pieces)
        } else {
            same.quantity.per_unit = own.saturating_mul(added);
            let scaled = same.quantity.pieces.saturating_mul(added);
            scaled.saturating_add(meter.quantity.pieces.saturating_mul(own))
        };
        same.quantity = same.quantity.with(pieces);
        same.free_stated = match (same.free_stated, meter.free_stated) {
            (None, None) => None,
            (one, other) => Some(one.unwrap_or(0).saturating_add(other.unwrap_or(0))),
        };
        for note in meter.notes {
            if !same.notes.contains(&note) {
                same.notes.push(note);
            }
        }
    }
    merged
}

/// Fills in what is free: what the user states of an allowance, else all of it where the account has its tier and the
/// Region has it.
pub(super) fn allow(meters: &mut [Meter], tiers: FreeTier, region: &str) {
    for row in free_allowances() {
        let has_tier = match row.tier {
            FreeTierKind::TwelveMonths => tiers.twelve_months,
            FreeTierKind::Always => tiers.always,
        } && !row.not_in.iter().any(|code| code == region);
        // Items that share an allowance are counted in the same pieces.
        let mut used = 0_u128;
        for item in &row.items {
            for meter in meters.iter_mut().filter(|meter| meter.item == *item) {
                let all = u128::from(row.quantity).saturating_mul(meter.quantity.per_unit);
                let wanted = meter.free_stated.unwrap_or(if has_tier { all } else { 0 });
                meter.free = wanted.min(all.saturating_sub(used)).min(meter.quantity.pieces);
                used = used.saturating_add(meter.free);
            }
        }
    }
}
