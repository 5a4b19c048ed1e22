//! Reads the offer files that AWS publishes for each service and Region, as
//! `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonApiGateway/current/eu-west-1/index.json`.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::{CacheSize, Confidence, Price, PriceItem, PriceTier, region, usage_type};
use crate::base::{Fact, Picodollars};

/// What an offer file says about the items that are priced here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Offer {
    /// The offer code, such as `AmazonApiGateway`.
    pub service: String,
    /// The day it was published.
    pub published: String,
    /// The prices that are understood, one for each item.
    pub prices: Vec<Fact<Price>>,
    /// The products that are left out.
    pub left_out: Vec<LeftOut>,
}

/// A product of an offer file that is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Its SKU.
    pub sku: String,
    /// Its usage type; empty where it has none.
    pub usage_type: String,
    /// Why.
    pub why: LeftOutReason,
}

/// Why a product of an offer file is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum LeftOutReason {
    /// Nothing that is priced here has this usage type.
    #[error("no item of an estimate has this usage type")]
    UnknownUsageType,
    /// It is of another Region.
    #[error("it is of Region {0}")]
    OtherRegion(String),
    /// It has no price on demand in US dollars that could be read.
    #[error("{0}")]
    NoPrice(String),
    /// Another product of the same item came first.
    #[error("SKU {0} has another price for the same item")]
    Another(String),
}

/// Why a text is no offer file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OfferError {
    /// It is not JSON, or not of an offer file's form.
    #[error("it is not an offer file of AWS's price list: {0}")]
    NotAnOffer(String),
    /// None of its products is priced here.
    #[error("none of the {products} products of {service} is priced here for Region {region}")]
    Nothing {
        /// The offer code.
        service: String,
        /// The Region that was asked for.
        region: String,
        /// How many products it has.
        products: usize,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    offer_code: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    publication_date: String,
    products: BTreeMap<String, Product>,
    terms: Terms,
}

#[derive(Deserialize)]
struct Terms {
    #[serde(default, rename = "OnDemand")]
    on_demand: BTreeMap<String, BTreeMap<String, Term>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Term {
    price_dimensions: BTreeMap<String, Dimension>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Dimension {
    #[serde(default)]
    unit: String,
    begin_range: Option<String>,
    end_range: Option<String>,
    price_per_unit: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Product {
    #[serde(default)]
    attributes: Attributes,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Attributes {
    usagetype: String,
    operation: String,
    region_code: String,
    from_region_code: String,
    cache_memory_size_gb: String,
}

/// Offers whose prices are the same wherever the API is.
const GLOBAL: [&str; 2] = ["AmazonCloudFront", "AmazonRoute53"];

/// Reads an offer file's prices for a Region.
///
/// Errors: a text that is no offer file, or one without a price that counts here; see [`OfferError`].
pub fn read_offer(text: &str, region_code: &str) -> Result<Offer, OfferError> {
    let file: File = serde_json::from_str(text).map_err(|error| OfferError::NotAnOffer(error.to_string()))?;
    let mut found: IndexMap<PriceItem, (String, Fact<Price>)> = IndexMap::new();
    let mut left_out = Vec::new();
    for (sku, product) in &file.products {
        let attributes = &product.attributes;
        if let Err(why) = take(&file, sku, attributes, region_code, &mut found) {
            left_out.push(LeftOut { sku: sku.clone(), usage_type: attributes.usagetype.clone(), why });
        }
    }
    if found.is_empty() {
        let (service, products) = (file.offer_code, file.products.len());
        return Err(OfferError::Nothing { service, region: region_code.to_owned(), products });
    }
    let prices = found.into_values().map(|(_, price)| price).collect();
    Ok(Offer { service: file.offer_code, published: day(&file.publication_date), prices, left_out })
}

/// Puts the price of a product among those found.
fn take(
    file: &File,
    sku: &str,
    attributes: &Attributes,
    wanted: &str,
    found: &mut IndexMap<PriceItem, (String, Fact<Price>)>,
) -> Result<(), LeftOutReason> {
    let item = usage_type(&file.offer_code, &attributes.usagetype, &attributes.operation)
        .ok_or(LeftOutReason::UnknownUsageType)?;
    let of = [&attributes.from_region_code, &attributes.region_code];
    let of = of.into_iter().find(|code| region(code).is_some());
    if let Some(other) = of.filter(|of| *of != wanted && !GLOBAL.contains(&file.offer_code.as_str())) {
        return Err(LeftOutReason::OtherRegion(other.clone()));
    }
    let (unit, tiers) = tiers(file, sku).map_err(LeftOutReason::NoPrice)?;
    let mut price = Price {
        item,
        usage_type: Some(attributes.usagetype.clone()),
        unit,
        tiers,
        sizes_gb: IndexMap::new(),
        confidence: Confidence::High,
        discount_percent: None,
    };
    if item == PriceItem::CacheHours {
        let size = cache_size(attributes)
            .ok_or_else(|| LeftOutReason::NoPrice("its cache size is none that AWS offers".to_owned()))?;
        price.usage_type = attributes.usagetype.split(':').next().map(str::to_owned);
        price.sizes_gb.insert(size, price.tiers.drain(..).next().and_then(|tier| tier.usd));
    }
    match found.get_mut(&item) {
        None => {
            let source = format!(
                "AWS Price List, {}, {wanted} (version {}; SKU {sku})",
                file.offer_code, file.version
            );
            let as_of = day(&file.publication_date);
            let fact = Fact { value: price, source, as_of, note: String::new() };
            found.insert(item, (sku.to_owned(), fact));
        }
        Some((_, first)) if item == PriceItem::CacheHours => first.value.sizes_gb.extend(price.sizes_gb),
        Some((_, first)) if first.tiers == price.tiers => {}
        Some((other, _)) => return Err(LeftOutReason::Another(other.clone())),
    }
    Ok(())
}

/// The unit and the tiers of a product's price on demand, from 0 up without gaps.
fn tiers(file: &File, sku: &str) -> Result<(String, Vec<PriceTier>), String> {
    let terms = file.terms.on_demand.get(sku).ok_or("it has no price on demand")?;
    let mut terms = terms.values();
    let term = terms.next().ok_or("it has no price on demand")?;
    if terms.next().is_some() {
        return Err("it has several prices on demand".to_owned());
    }
    let mut tiers = Vec::new();
    let mut unit = String::new();
    for dimension in term.price_dimensions.values() {
        let usd = dimension.price_per_unit.get("USD").ok_or("its price is not in US dollars")?;
        let usd: Picodollars =
            usd.parse().map_err(|_| format!("its price `{usd}` is not a decimal number"))?;
        if usd < Picodollars::ZERO {
            return Err("its price is below nothing".to_owned());
        }
        let from = bound(dimension.begin_range.as_deref().unwrap_or("0"))?.unwrap_or(0);
        let to = bound(dimension.end_range.as_deref().unwrap_or("Inf"))?;
        unit.clone_from(&dimension.unit);
        tiers.push(PriceTier { from, to, usd: Some(usd) });
    }
    tiers.sort_by_key(|tier| tier.from);
    let mut starts = tiers.iter().skip(1).map(|tier| Some(tier.from)).chain([None]);
    let whole = tiers.first().is_some_and(|tier| tier.from == 0)
        && tiers.iter().all(|tier| Some(tier.to) == starts.next());
    if whole { Ok((unit, tiers)) } else { Err("its tiers do not go from 0 up without gaps".to_owned()) }
}

/// The end of a range; none for `Inf`.
fn bound(text: &str) -> Result<Option<u64>, String> {
    if text == "Inf" {
        return Ok(None);
    }
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    let bound = whole.parse().ok().filter(|_| places.bytes().all(|byte| byte == b'0'));
    bound.map(Some).ok_or_else(|| format!("its range ends at `{text}`, which is not a whole number"))
}

/// The cache size of a product; some price lists round two of them differently.
fn cache_size(attributes: &Attributes) -> Option<CacheSize> {
    let written = attributes.usagetype.rsplit_once(':').map(|(_, size)| size.trim_end_matches("GB"));
    let own = Some(attributes.cache_memory_size_gb.as_str()).filter(|size| !size.is_empty());
    let size = own.or(written)?;
    let same = [("1.55", "1.6"), ("6.05", "6.1")];
    same.iter().find(|(other, _)| *other == size).map_or(size, |(_, size)| size).parse().ok()
}

/// The day of a moment such as `2026-09-21T23:14:04Z`.
fn day(moment: &str) -> String {
    moment.chars().take(10).collect()
}
