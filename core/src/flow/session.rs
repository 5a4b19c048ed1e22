//! Requests that share state: buckets, quotas, kept authorizer results and connections, on a virtual clock.

use std::sync::Arc;

use indexmap::IndexMap;
use serde::Serialize;

use crate::base::{Milli, TokenBucket};
use crate::design::inputs::Scenario;
use crate::design::{ApiId, ApiKeyId, Design, RouteId, StageId, UsagePlanId, WebAclId};

use super::assumptions::Assumptions;
use super::connections::{self, Closing, Connection};
use super::index::RouteIndex;
use super::steps::authorizer::KeptResult;
use super::steps::cache::{Caches, StageCache};
use super::steps::usage_plan;
use super::steps::waf::{RateCount, RateCounts};
use super::template::KeptInputs;
use super::{Delivery, Trace};

/// When a session begins unless the caller says otherwise: 2026-01-01T00:00:00Z in milliseconds since 1970.
pub const DEFAULT_START_EPOCH_MS: u64 = 1_767_225_600_000;

/// A design under a series of requests. Cloning keeps a moment to come back to.
///
/// The same design, start, seed and requests give the same traces, to the byte.
#[derive(Clone, Debug)]
pub struct Session {
    design: Arc<Design>,
    indexes: IndexMap<ApiId, Arc<RouteIndex>>,
    start_epoch_ms: u64,
    seed: u64,
    state: State,
}

/// What requests leave behind for later ones.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    pub requests: u64,
    pub at_ms: u64,
    pub buckets: IndexMap<BucketKey, TokenBucket>,
    pub quotas: IndexMap<(UsagePlanId, ApiKeyId), QuotaUse>,
    pub authorizer_results: IndexMap<String, KeptResult>,
    pub connections: IndexMap<String, Connection>,
    /// Connections that a request closed, whose `$disconnect` is still to run.
    pub closing: Vec<Closing>,
    /// Connections that are gone, and why.
    pub closed: IndexMap<String, String>,
    pub rate_counts: RateCounts,
    pub caches: Caches,
    pub assumptions: Assumptions,
    /// What the templates of the request in hand get, where somebody asked for it.
    pub kept_inputs: Option<KeptInputs>,
}

/// Whose token bucket it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum BucketKey {
    /// All APIs of the account in the Region together.
    Account,
    /// New WebSocket connections of the account in the Region.
    Connections,
    /// A method or route of a stage.
    Route {
        /// The API.
        api: ApiId,
        /// The stage.
        stage: StageId,
        /// The route; none is what has no route of its own.
        route: RouteId,
    },
    /// A key of a usage plan, over all the plan's stages.
    Plan {
        /// The plan.
        plan: UsagePlanId,
        /// The key.
        key: ApiKeyId,
    },
    /// A key of a usage plan on one method.
    PlanRoute {
        /// The plan.
        plan: UsagePlanId,
        /// The key.
        key: ApiKeyId,
        /// The API.
        api: ApiId,
        /// The stage.
        stage: StageId,
        /// The method.
        route: RouteId,
    },
}

/// A bucket as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BucketReading {
    /// Whose it is.
    pub key: BucketKey,
    /// Tokens in it.
    pub tokens: Milli,
    /// Tokens it gains a second.
    pub rate_rps: Milli,
    /// Its capacity.
    pub burst: u32,
}

/// An answer that a stage's cache keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CacheReading {
    /// The API.
    pub api: ApiId,
    /// The stage.
    pub stage: StageId,
    /// What tells it apart: verb, namespace and the values of key parameters.
    pub key: String,
    /// The request that it was made for.
    pub asked: String,
    /// Its status.
    pub status: Option<u16>,
    /// How old it is, in milliseconds.
    pub age_ms: u64,
    /// How long it is kept, in seconds.
    pub ttl_s: u32,
    /// Its headers and body in bytes.
    pub size_bytes: u64,
    /// Whether the stage encrypts it.
    pub encrypted: bool,
}

/// A Lambda authorizer's answer that is kept for later requests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeptAnswer {
    /// What it is kept under: API, stage, authorizer and the values of its identity sources.
    pub key: String,
    /// What the function answered.
    pub answer: String,
    /// How much longer it is kept, in milliseconds.
    pub left_ms: u64,
}

/// What a rate-based rule of a web ACL has counted for one address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RateReading {
    /// The web ACL.
    pub web_acl: WebAclId,
    /// The rule.
    pub rule: String,
    /// The address that requests are counted for.
    pub address: String,
    /// Requests within the window.
    pub requests: u64,
    /// Requests that the rule lets through.
    pub limit: u32,
    /// The window in seconds.
    pub window_s: u32,
}

/// What a key has used of a plan's quota.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct QuotaUse {
    /// The period that is counted, as a number that only grows.
    pub period: u64,
    /// The first period that was seen, which the plan's offset shortens.
    pub first_period: u64,
    /// Requests in this period.
    pub used: u64,
}

/// A key's use of a plan's quota as it stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct QuotaReading {
    /// The plan.
    pub plan: UsagePlanId,
    /// The key.
    pub key: ApiKeyId,
    /// Requests in the period of that moment.
    pub used: u64,
    /// Requests that the period takes; the quota's offset shortens the first.
    pub limit: u64,
    /// When the period ends and counting starts anew, in milliseconds since the session began.
    pub resets_ms: u64,
}

impl Session {
    /// A session that begins at [`DEFAULT_START_EPOCH_MS`], with nothing used yet.
    pub fn new(design: &Design) -> Self {
        Self::starting_at(design, DEFAULT_START_EPOCH_MS)
    }

    /// A session that begins at this moment, in milliseconds since 1970: token times and quota periods are
    /// counted from it.
    pub fn starting_at(design: &Design, start_epoch_ms: u64) -> Self {
        Self {
            design: Arc::new(design.clone()),
            indexes: IndexMap::new(),
            start_epoch_ms,
            seed: 1,
            state: State::default(),
        }
    }

    /// A session of the same design in which nothing is used yet; what was made of the design is shared.
    pub(crate) fn anew(&self, start_epoch_ms: u64) -> Self {
        Self {
            design: Arc::clone(&self.design),
            indexes: self.indexes.clone(),
            start_epoch_ms,
            seed: self.seed,
            state: State::default(),
        }
    }

    /// Takes another seed for request identifiers.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Takes other answers to what AWS does not document.
    #[must_use]
    pub fn with_assumptions(mut self, assumptions: Assumptions) -> Self {
        self.state.assumptions = assumptions;
        self
    }

    /// The design under the requests.
    pub fn design(&self) -> &Design {
        &self.design
    }

    /// Goes on with an edited design; what was used stays used.
    pub fn set_design(&mut self, design: &Design) {
        self.design = Arc::new(design.clone());
        self.indexes.clear();
    }

    /// Sends one request. Never fails: what cannot work is what AWS would answer, with a diagnostic.
    ///
    /// WebSocket connections that run out before it are closed first; what a request closes itself is closed after it.
    pub fn send(&mut self, scenario: &Scenario) -> Trace {
        let at_ms = scenario.at_ms.unwrap_or(self.state.at_ms).max(self.state.at_ms);
        let earlier = self.run_out(at_ms);
        let mut trace = self.send_alone(scenario, at_ms);
        trace.earlier = earlier;
        let closing = std::mem::take(&mut self.state.closing);
        trace.later = closing.iter().filter_map(|closing| self.close(closing, at_ms)).collect();
        trace
    }

    /// Sends one request, and keeps what its templates get.
    pub(super) fn send_keeping(&mut self, scenario: &Scenario) -> (Trace, KeptInputs) {
        let at_ms = scenario.at_ms.unwrap_or(self.state.at_ms).max(self.state.at_ms);
        self.run_out(at_ms);
        self.state.kept_inputs = Some(KeptInputs::default());
        let trace = self.send_alone(scenario, at_ms);
        (trace, self.state.kept_inputs.take().unwrap_or_default())
    }

    /// Closes the WebSocket connections that run out until `at_ms`, as they do when nothing is sent, and runs their
    /// `$disconnect` routes. The clock goes on to the last of them.
    pub fn run_out(&mut self, at_ms: u64) -> Vec<Trace> {
        let due = connections::run_out(&self.state.connections, at_ms);
        let close = |(end_ms, closing): (u64, Closing)| {
            let why = self.state.connections.get(&closing.id).map_or("", |connection| connection.ends().1);
            let why = format!("API Gateway closed it with code {}, because {why}", closing.code);
            let mut trace = self.close(&closing, end_ms)?;
            self.state.closed.insert(closing.id.clone(), why);
            let close = Some((closing.code, closing.reason));
            trace.deliveries.push(Delivery { connection_id: closing.id, body: Vec::new(), close });
            Some(trace)
        };
        due.into_iter().filter_map(close).collect()
    }

    /// Runs `$disconnect` of a connection that API Gateway closes.
    fn close(&mut self, closing: &Closing, at_ms: u64) -> Option<Trace> {
        let connection = self.state.connections.get(&closing.id)?.clone();
        let Some(event) = connections::disconnect(&self.design, &connection, closing, at_ms) else {
            self.state.connections.shift_remove(&closing.id);
            return None;
        };
        let at_ms = at_ms.max(self.state.at_ms);
        Some(self.send_alone(&event, at_ms))
    }

    fn send_alone(&mut self, scenario: &Scenario, at_ms: u64) -> Trace {
        let design = Arc::clone(&self.design);
        self.state.at_ms = at_ms;
        self.state.requests = self.state.requests.saturating_add(1);
        let moment = super::Moment {
            at_ms,
            epoch_ms: self.start_epoch_ms.saturating_add(at_ms),
            seed: self.seed,
            number: self.state.requests,
        };
        super::run(&design, scenario, &mut self.state, &mut self.indexes, moment)
    }

    /// The virtual time of the last request, in milliseconds since the session began.
    pub fn at_ms(&self) -> u64 {
        self.state.at_ms
    }

    /// The token buckets that requests have touched, as they stand at `at_ms`.
    pub fn buckets(&self, at_ms: u64) -> Vec<BucketReading> {
        let reading = |(key, bucket): (&BucketKey, &TokenBucket)| {
            let mut bucket = bucket.clone();
            let (rate_rps, burst) = bucket.limits();
            BucketReading { key: *key, tokens: bucket.tokens(at_ms), rate_rps, burst }
        };
        self.state.buckets.iter().map(reading).collect()
    }

    /// The answers that caches keep and would give at `at_ms`.
    pub fn cached(&self, at_ms: u64) -> Vec<CacheReading> {
        let of_stage = |((api, stage), cache): (&(ApiId, StageId), &StageCache)| {
            let readings = cache.fresh(at_ms).map(|(key, entry, size_bytes)| CacheReading {
                api: *api,
                stage: *stage,
                key: key.to_string(),
                asked: entry.asked.clone(),
                status: entry.answer.status,
                age_ms: at_ms.saturating_sub(entry.stored_ms),
                ttl_s: entry.ttl_s,
                size_bytes,
                encrypted: entry.encrypted,
            });
            readings.collect::<Vec<_>>()
        };
        self.state.caches.iter().flat_map(of_stage).collect()
    }

    /// The answers of Lambda authorizers that are kept and would hold at `at_ms`.
    pub fn kept_answers(&self, at_ms: u64) -> Vec<KeptAnswer> {
        let fresh = self.state.authorizer_results.iter().filter(|(_, kept)| at_ms < kept.until_ms);
        let reading = |(key, kept): (&String, &KeptResult)| KeptAnswer {
            key: key.clone(),
            answer: kept.answer.to_string(),
            left_ms: kept.until_ms - at_ms,
        };
        fresh.map(reading).collect()
    }

    /// Empties the cache of a stage, as `FlushStageCache` does.
    pub fn flush_cache(&mut self, api: ApiId, stage: StageId) {
        self.state.caches.shift_remove(&(api, stage));
    }

    /// What the rate-based rules of web ACLs have counted, as it stands at `at_ms`.
    pub fn rates(&self, at_ms: u64) -> Vec<RateReading> {
        let of_rule = |((web_acl, rule), count): (&(WebAclId, String), &RateCount)| {
            let (limit, window_s, counted) = count.readings(at_ms);
            let (web_acl, rule) = (*web_acl, rule.clone());
            counted.into_iter().map(move |(address, requests)| {
                let rule = rule.clone();
                RateReading { web_acl, rule, address, requests, limit, window_s }
            })
        };
        self.state.rate_counts.iter().flat_map(of_rule).collect()
    }

    /// What keys have used of their plans' quotas.
    pub fn quotas(&self) -> impl Iterator<Item = (UsagePlanId, ApiKeyId, QuotaUse)> + '_ {
        self.state.quotas.iter().map(|((plan, key), used)| (*plan, *key, *used))
    }

    /// What keys have used of their plans' quotas in the period of `at_ms`; a plan without a quota counts nothing.
    pub fn quota_readings(&self, at_ms: u64) -> Vec<QuotaReading> {
        let epoch_ms = self.start_epoch_ms.saturating_add(at_ms);
        let reading = |((plan, key), used): (&(UsagePlanId, ApiKeyId), &QuotaUse)| {
            let quota = self.design.usage_plans.get(plan)?.quota?;
            let (used, limit, ends_ms) = usage_plan::reading(quota, *used, epoch_ms);
            let resets_ms = ends_ms.saturating_sub(self.start_epoch_ms);
            Some(QuotaReading { plan: *plan, key: *key, used, limit, resets_ms })
        };
        self.state.quotas.iter().filter_map(reading).collect()
    }

    /// The open WebSocket connections by identifier.
    pub fn connections(&self) -> impl Iterator<Item = (&str, &Connection)> {
        self.state.connections.iter().map(|(id, connection)| (id.as_str(), connection))
    }
}
