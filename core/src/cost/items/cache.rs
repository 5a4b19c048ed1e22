//! The cache clusters of REST stages, by size and hour, whether they are used or not.

use super::hours;
use crate::aws::{CacheSize, PriceItem};
use crate::base::Milli;
use crate::cost::{Meter, Quantity};
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

/// What is counted of a cache.
pub fn meter(usage: &Usage, cache: Cache) -> Meter {
    let size = cache.size;
    let quantity = Quantity::decimal(hours(usage), "hour");
    let meter = Meter::new(PriceItem::CacheHours, format!("Cache, {size} GB"), quantity);
    Meter { at: cache.at, size: Some(size), ..meter }
}

/// The size that AWS offers under this number of GB.
pub fn size(gb: Milli) -> Option<CacheSize> {
    gb.to_string().parse().ok()
}
