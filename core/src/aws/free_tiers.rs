//! What AWS gives for nothing each month.

use serde::{Deserialize, Serialize};

use super::PriceItem;
use super::kinds::words;
use super::table::table;
use crate::base::Fact;

words! {
    /// How long an account has a free allowance.
    FreeTierKind { TwelveMonths = "12_months", Always = "always" }
}

/// A quantity that is free each month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FreeAllowance {
    /// The items that it is used up by, in this order.
    pub items: Vec<PriceItem>,
    /// Units of the items' prices.
    pub quantity: u64,
    /// What they are called.
    pub unit: String,
    /// How long an account has it.
    pub tier: FreeTierKind,
    /// The Regions that it is not offered in.
    #[serde(default)]
    pub not_in: Vec<String>,
}

table! {
    /// Every allowance.
    free_allowances: FreeAllowance = "free_tiers.json"
}

/// The allowance that an item uses up.
pub fn free_allowance(item: PriceItem) -> Option<&'static Fact<FreeAllowance>> {
    free_allowances().iter().find(|row| row.items.contains(&item))
}
