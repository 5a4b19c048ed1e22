//! Which prices an estimate is made with.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::aws::{BookChoice, CacheSize, Price, PriceItem};
use crate::base::{Milli, Picodollars};

record! {
    /// Which prices an estimate is made with; without any of it, the published ones of the Region.
    Pricing {
        /// The book that all else is laid over.
        book: BookChoice,
        /// Prices out of offer files, in place of the book's.
        offered: Vec<OfferedPrice>,
        /// Prices that the user changed.
        edits: Vec<PriceEdit>,
        /// What the account pays less for everything, in percent.
        discount_percent: Option<Milli>,
        /// What it pays less for single items, in percent; they do not get the other discount.
        discounts_percent: IndexMap<PriceItem, Milli>,
    }
}

/// A price out of an offer file, with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedPrice {
    /// The Region that it holds in.
    pub region: String,
    /// The price.
    pub price: Price,
    /// The file.
    pub source: String,
    /// The day the file was published.
    pub as_of: String,
}

/// A price that the user changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceEdit {
    /// What is priced.
    pub item: PriceItem,
    /// The start of the tier, in units.
    #[serde(default)]
    pub from: u64,
    /// The size, of a cache.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<CacheSize>,
    /// Dollars for a unit.
    pub usd: Picodollars,
}
