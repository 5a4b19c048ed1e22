//! What AWS charges, Region by Region.

use std::sync::LazyLock;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::kinds::words;
use super::{CacheSize, PriceItem, regions, table};
use crate::base::{Fact, Milli, Picodollars};

words! {
    /// How well a price is confirmed.
    Confidence { High = "high", Medium = "medium", Low = "low" }
}

/// A part of a graduated price: each unit pays the price of the tier it falls in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceTier {
    /// Units below the tier.
    pub from: u64,
    /// Units at its end; none for the last tier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<u64>,
    /// Dollars for a unit; none when no source is known.
    pub usd: Option<Picodollars>,
}

/// The price of one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// The item.
    pub item: PriceItem,
    /// The usage type on a bill, such as `USE1-ApiGatewayRequest`.
    #[serde(default)]
    pub usage_type: Option<String>,
    /// What is counted.
    pub unit: String,
    /// The tiers, from 0 up without gaps; empty for an item priced by size.
    #[serde(default)]
    pub tiers: Vec<PriceTier>,
    /// Dollars for a unit by cache size, in GB as the API spells it; none when no source is known.
    #[serde(default)]
    pub sizes_gb: IndexMap<CacheSize, Option<Picodollars>>,
    /// How well it is confirmed.
    pub confidence: Confidence,
    /// What the account pays less, in percent of each amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount_percent: Option<Milli>,
}

/// The prices of a Region; an item without a row has no known price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PriceBook {
    /// The Region's code.
    pub region: String,
    /// The items with at least one known price.
    pub prices: Vec<Fact<Price>>,
}

/// Where the prices of an estimate come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookChoice {
    /// The Region's published prices.
    #[default]
    Region,
    /// The figures of the engineering notes that many designs begin with, to reproduce and compare them.
    Reference,
}

impl PriceBook {
    /// Reads a price table, such as a newer one of the user's.
    pub fn parse(region: &str, text: &str) -> Result<Self, serde_json::Error> {
        Ok(Self { region: region.to_owned(), prices: table::parse(text)? })
    }

    /// The price of this item, its own or that of the item whose usage type it shares.
    pub fn price(&self, item: PriceItem) -> Option<&Fact<Price>> {
        let own = |item| self.prices.iter().find(|price| price.item == item);
        own(item).or_else(|| own(item.priced_as()))
    }

    /// Puts a price in the place of what the book has for its item; sizes that it leaves out stay.
    pub fn put(&mut self, mut price: Fact<Price>) {
        let Some(old) = self.prices.iter_mut().find(|old| old.item == price.item) else {
            self.prices.push(price);
            return;
        };
        for (size, usd) in &old.sizes_gb {
            price.value.sizes_gb.entry(*size).or_insert(*usd);
        }
        *old = price;
    }
}

/// The prices of a Region; none when there is no such Region, an empty book when no price of it is known.
pub fn price_book(region: &str) -> Option<&'static PriceBook> {
    static BOOKS: LazyLock<Vec<PriceBook>> = LazyLock::new(|| {
        let text = |code: &str| TEXTS.iter().find(|(known, _)| *known == code).map(|(_, text)| *text);
        let rows =
            |code: &str| text(code).and_then(|text| table::parse::<Price>(text).ok()).unwrap_or_default();
        let everywhere = rows(EVERYWHERE);
        let book = |code: &str| {
            let own = OTHER_CURRENCIES.iter().any(|begins| code.starts_with(begins));
            let shared = if own { &[][..] } else { &everywhere[..] };
            let prices = rows(code).into_iter().chain(shared.iter().cloned()).collect();
            PriceBook { region: code.to_owned(), prices }
        };
        regions().iter().map(|region| book(&region.code)).collect()
    });
    BOOKS.iter().find(|book| book.region == region)
}

/// The figures of the engineering notes, under the name of a Region: they tell no Regions apart.
pub fn reference_book(region: &str) -> PriceBook {
    PriceBook::parse(region, REFERENCE).unwrap_or(PriceBook { region: region.to_owned(), prices: Vec::new() })
}

/// The Regions with a price for this item, by code.
pub fn regions_with_price(item: PriceItem) -> impl Iterator<Item = &'static str> {
    regions()
        .iter()
        .map(|region| region.value.code.as_str())
        .filter(move |code| price_book(code).is_some_and(|book| book.price(item).is_some()))
}

macro_rules! books {
    ($($region:literal),+ $(,)?) => {
        &[$(($region, include_str!(concat!("../../data/prices/", $region, ".json")))),+]
    };
}

const REFERENCE: &str = include_str!("../../data/prices/reference.json");
/// The name of the table of prices that are the same in every Region.
const EVERYWHERE: &str = "global";
/// What the codes of Regions begin with that have prices of their own, in yuan and in euro.
const OTHER_CURRENCIES: [&str; 2] = ["cn-", "eusc-"];

const TEXTS: &[(&str, &str)] = books![
    "global",
    "us-east-1",
    "af-south-1",
    "ap-east-1",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-5",
    "ca-central-1",
    "ca-west-1",
    "eu-central-1",
    "eu-north-1",
    "eu-south-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-south-1",
    "sa-east-1",
    "us-east-2",
    "us-gov-east-1",
    "us-gov-west-1",
    "us-west-1",
    "us-west-2",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_book_is_sound() {
        for (region, text) in TEXTS.iter().chain(&[("reference", REFERENCE)]) {
            table::check::<Price>(text);
            for price in &PriceBook::parse(region, text).unwrap().prices {
                let ends: Vec<_> = price.tiers.iter().map(|tier| tier.to).collect();
                let starts: Vec<_> =
                    price.tiers.iter().skip(1).map(|tier| Some(tier.from)).chain([None]).collect();
                assert!(price.tiers.is_empty() || ends == starts, "{region} {}", price.item);
            }
        }
        assert!(regions().iter().all(|region| price_book(&region.code).is_some()));
    }
}
