//! What AWS charges, Region by Region.

use std::sync::LazyLock;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::kinds::words;
use super::{CacheSize, regions, table};
use crate::base::{Fact, Picodollars};

words! {
    /// Something that AWS counts and charges for.
    PriceItem {
        RestRequests = "rest_requests", HttpRequests = "http_requests",
        WebSocketMessages = "websocket_messages", ConnectionMinutes = "connection_minutes",
        CacheHours = "cache_hours", DataTransfer = "data_transfer",
    }
}

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
}

/// The prices of a Region; an item without a row has no known price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PriceBook {
    /// The Region's code.
    pub region: String,
    /// The items with at least one known price.
    pub prices: Vec<Fact<Price>>,
}

impl PriceBook {
    /// Reads a price table, such as a newer one of the user's.
    pub fn parse(region: &str, text: &str) -> Result<Self, serde_json::Error> {
        Ok(Self { region: region.to_owned(), prices: table::parse(text)? })
    }

    /// The price of this item.
    pub fn price(&self, item: PriceItem) -> Option<&Fact<Price>> {
        self.prices.iter().find(|price| price.item == item)
    }
}

/// The prices of a Region; none when there is no such Region, an empty book when no price of it is known.
pub fn price_book(region: &str) -> Option<&'static PriceBook> {
    static BOOKS: LazyLock<Vec<PriceBook>> = LazyLock::new(|| {
        let text = |code: &str| TEXTS.iter().find(|(known, _)| *known == code).map(|(_, text)| *text);
        let book = |code: &str| PriceBook::parse(code, text(code)?).ok();
        let empty = |code: &str| PriceBook { region: code.to_owned(), prices: Vec::new() };
        regions().iter().map(|region| book(&region.code).unwrap_or_else(|| empty(&region.code))).collect()
    });
    BOOKS.iter().find(|book| book.region == region)
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

const TEXTS: &[(&str, &str)] = books![
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
        for (region, text) in TEXTS {
            table::check::<Price>(text);
            assert!(price_book(region).is_some_and(|book| !book.prices.is_empty()), "{region}");
            for price in &PriceBook::parse(region, text).unwrap().prices {
                let ends: Vec<_> = price.tiers.iter().map(|tier| tier.to).collect();
                let starts: Vec<_> =
                    price.tiers.iter().skip(1).map(|tier| Some(tier.from)).chain([None]).collect();
                assert!(price.tiers.is_empty() || ends == starts, "{region} {}", price.item);
            }
        }
    }
}
