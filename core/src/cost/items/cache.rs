//! The cache clusters of REST stages, by size and hour, whether they are used or not.

use super::rule;
use crate::aws::{CacheSize, MeteringRule, PriceBook, PriceItem, PriceTier};
use crate::base::Milli;
use crate::cost::{CostLine, Quantity};
use crate::design::inputs::Usage;
use crate::design::{Design, Item};

/// A cache cluster, and the stage that has it where a design tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cache {
    pub size: CacheSize,
    pub at: Option<Item>,
}

impl Cache {
    /// The cache that a usage names, where AWS offers its size.
    pub fn of_usage(usage: &Usage) -> Vec<Self> {
        let size = usage.cache_gb.and_then(size);
        size.into_iter().map(|size| Self { size, at: None }).collect()
    }

    /// The caches of a design's stages.
    pub fn of_design(design: &Design) -> Vec<Self> {
        let stages = design.apis.iter().flat_map(|(api, node)| node.stages.iter().map(|stage| (*api, stage)));
        stages
            .filter_map(|(api, (id, stage))| {
                Some(Self { size: stage.cache_cluster?, at: Some(Item::Stage(api, *id)) })
            })
            .collect()
    }
}

/// The line of a cache.
pub fn line(usage: &Usage, book: &PriceBook, cache: Cache) -> CostLine {
    let size = cache.size;
    let month = Milli::whole(i64::try_from(rule(MeteringRule::Month)).unwrap_or(i64::MAX));
    let quantity = Quantity::decimal(usage.hours.unwrap_or(month), "hour");
    let price = book.price(PriceItem::CacheHours);
    let usd = price.and_then(|price| price.sizes_gb.get(&size).copied().flatten());
    let tiers = vec![PriceTier { from: 0, to: None, usd }];
    let mut line = CostLine::new(PriceItem::CacheHours, format!("Cache, {size} GB"), quantity, price, tiers);
    line.code = line.code.map(|code| format!("{code}:{size}GB"));
    line.at = cache.at;
    line
}

/// The size that AWS offers under this number of GB.
pub fn size(gb: Milli) -> Option<CacheSize> {
    gb.to_string().parse().ok()
}
