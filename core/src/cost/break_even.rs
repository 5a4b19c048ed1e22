//! From how much use on a cache pays off.

use std::sync::Arc;

use serde::Serialize;

use super::derive::usage_of_loads;
use super::estimate_for;
use crate::aws::{ApiKind, CacheSize, PriceBook, PriceItem};
use crate::base::Picodollars;
use crate::design::inputs::{Level, Loads, RouteLoad, Traffic, Usage, loads};
use crate::design::{ApiId, Design, Item, StageId, effective};

/// Thousandths in a whole.
const PERMILLE: u128 = 1000;

/// What a cache of one size costs a stage, and what it has to save.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CacheBreakEven {
    /// The stage.
    pub at: Item,
    /// The size.
    pub size: CacheSize,
    /// Whether the stage has this one.
    pub is_present: bool,
    /// What it costs a month; none when the price is not known.
    pub cost: Option<Picodollars>,
    /// Requests that it could answer.
    pub cacheable_requests: u64,
    /// What it would save if it answered all of them.
    pub saves_at_most: Picodollars,
    /// From which share of hits on it pays, in thousandths; none when it never does with this traffic.
    pub hit_permille: Option<u32>,
    /// How many requests that it could answer there have to be before it pays with the hits that the traffic has; none
    /// when nothing is saved by a hit.
    pub pays_from_requests: Option<u64>,
}

/// The sizes of caches for each REST stage with traffic, at the likely level.
///
/// A hit saves what the call behind it costs on this bill: the function and the load balancer. A backend that is paid for
/// elsewhere is not seen, and neither is what a faster answer is worth.
pub fn cache_break_even(
    design: &Design,
    traffic: &Traffic,
    stated: &Usage,
    book: &PriceBook,
) -> Vec<CacheBreakEven> {
    let inputs = Inputs { traffic, stated, book };
    let all = loads(design, traffic, Level::Likely);
    let mut rows = Vec::new();
    for (api_id, api) in &design.apis {
        if api.kind != ApiKind::Rest {
            continue;
        }
        for (stage_id, stage) in &api.stages {
            let is_used =
                |load: &&RouteLoad| load.api == *api_id && load.stage == Some(*stage_id) && load.requests > 0;
            if !all.routes.iter().any(|load| is_used(&load)) {
                continue;
            }
            let with = with_cache(design, *api_id, *stage_id, CacheSize::ALL.first().copied());
            let cached = cached_loads(&with, *api_id, *stage_id, &all);
            let without = inputs.total(&with_cache(design, *api_id, *stage_id, None), all.clone());
            let at_best = inputs.total(&with, cached.loads);
            let saves_at_most = Picodollars::new((without - at_best).get().max(0));
            for size in CacheSize::ALL {
                let cost = cost_of(*size, stated, book);
                let row = Row { cacheable: cached.requests, hits: cached.hits, saves_at_most };
                rows.push(row.of(Item::Stage(*api_id, *stage_id), *size, stage.cache_cluster, cost));
            }
        }
    }
    rows
}

struct Row {
    cacheable: u64,
    /// Hits with the traffic's own shares.
    hits: u64,
    saves_at_most: Picodollars,
}

impl Row {
    fn of(
        &self,
        at: Item,
        size: CacheSize,
        present: Option<CacheSize>,
        cost: Option<Picodollars>,
    ) -> CacheBreakEven {
        let saves = u128::try_from(self.saves_at_most.get()).unwrap_or(0);
        let price = cost.map(|cost| u128::try_from(cost.get()).unwrap_or(0));
        let hit_permille = price.filter(|_| saves > 0).and_then(|price| {
            let share = price.saturating_mul(PERMILLE).div_ceil(saves);
            u32::try_from(share).ok().filter(|share| u128::from(*share) <= PERMILLE)
        });
        // What all hits save grows with the requests: requests × (price / saved by the hits there are).
        let saved_now = saves.saturating_mul(u128::from(self.hits)) / u128::from(self.cacheable.max(1));
        let pays_from_requests = price.filter(|_| saved_now > 0).map(|price| {
            let requests = u128::from(self.cacheable).saturating_mul(price).div_ceil(saved_now);
            u64::try_from(requests).unwrap_or(u64::MAX)
        });
        CacheBreakEven {
            at,
            size,
            is_present: present == Some(size),
            cost,
            cacheable_requests: self.cacheable,
            saves_at_most: self.saves_at_most,
            hit_permille,
            pays_from_requests,
        }
    }
}

struct Cached {
    loads: Loads,
    requests: u64,
    hits: u64,
}

/// The loads with every request that the stage's cache could answer answered by it.
fn cached_loads(with: &Design, api: ApiId, stage: StageId, all: &Loads) -> Cached {
    let mut cached = Cached { loads: all.clone(), requests: 0, hits: 0 };
    for load in &mut cached.loads.routes {
        let mine = load.api == api && load.stage == Some(stage);
        if mine && effective(with, api, stage, load.route).cache.is_some() {
            cached.requests = cached.requests.saturating_add(load.requests);
            let hits = u128::from(load.requests) * u128::from(load.each.cache_hit_permille) / PERMILLE;
            cached.hits = cached.hits.saturating_add(u64::try_from(hits).unwrap_or(0));
            load.each.cache_hit_permille = 1000;
        }
    }
    cached
}

fn with_cache(design: &Design, api: ApiId, stage: StageId, size: Option<CacheSize>) -> Design {
    let mut changed = design.clone();
    if let Some(node) =
        changed.apis.get_mut(&api).map(Arc::make_mut).and_then(|api| api.stages.get_mut(&stage))
    {
        Arc::make_mut(node).cache_cluster = size;
    }
    changed
}

/// What bills are made with, whatever the cache.
struct Inputs<'a> {
    traffic: &'a Traffic,
    stated: &'a Usage,
    book: &'a PriceBook,
}

impl Inputs<'_> {
    /// The bill of these loads without what caches cost by the hour.
    fn total(&self, design: &Design, loads: Loads) -> Picodollars {
        let usage = usage_of_loads(design, self.traffic, loads, self.stated, Level::Likely).usage;
        let lines = estimate_for(design, &usage, self.book).lines;
        lines.iter().filter(|line| line.item != PriceItem::CacheHours).map(|line| line.known).sum()
    }
}

fn cost_of(size: CacheSize, stated: &Usage, book: &PriceBook) -> Option<Picodollars> {
    let gb = size.as_str().parse().ok()?;
    let usage = Usage { cache_gb: Some(gb), hours: stated.hours, ..Usage::default() };
    let estimate = super::estimate(&usage, book);
    estimate.lines.iter().find(|line| line.item == PriceItem::CacheHours)?.amount
}
