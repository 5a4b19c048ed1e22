//! What holds for one route on one stage, after the stage's defaults and the route's own settings.

use super::{
    ApiId, CacheSettings, Design, Route, RouteId, RouteKey, RouteSettings, Stage, StageId, Throttle,
};
use crate::aws::{ApiKind, CacheSize, LoggingLevel, Method, UnauthorizedCacheStrategy};

/// Where a setting comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The stage's settings of the single route.
    Route,
    /// The stage's settings of every route.
    Stage,
    /// Nobody set it: AWS decides.
    #[default]
    Aws,
}

/// The settings of one route on one stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effective {
    /// The throttle; none means that only the account's holds.
    pub throttle: Option<Throttle>,
    /// Who set the throttle.
    pub throttle_origin: Origin,
    /// The execution log's level; none on an HTTP API, which has no execution log.
    pub logging_level: Option<LoggingLevel>,
    /// Whether the execution log holds whole requests and responses.
    pub data_trace: bool,
    /// Whether metrics are kept for the route.
    pub detailed_metrics: bool,
    /// The cache; none when this route's responses are not cached.
    pub cache: Option<EffectiveCache>,
}

/// How a route's responses are cached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EffectiveCache {
    /// The cluster.
    pub size: CacheSize,
    /// How long, in seconds; none means AWS's default.
    pub ttl_s: Option<u32>,
    /// Whether entries are encrypted.
    pub encrypted: bool,
    /// Whether clients need permission to invalidate an entry; none means AWS's default.
    pub require_authorization: Option<bool>,
    /// What happens when they have none; none means AWS's default.
    pub unauthorized_strategy: Option<UnauthorizedCacheStrategy>,
}

/// What holds for the route on the stage; AWS's defaults when the design does not hold them.
pub fn effective(design: &Design, api: ApiId, stage: StageId, route: RouteId) -> Effective {
    let Some(api) = design.apis.get(&api) else { return Effective::default() };
    let (Some(stage), Some(node)) = (api.stages.get(&stage), api.routes.get(&route)) else {
        return Effective::default();
    };
    let own = stage.overrides.get(&route);
    let merged = merge(&stage.defaults, own);
    let throttle_origin = match (own.and_then(|own| own.throttle), stage.defaults.throttle) {
        (Some(_), _) => Origin::Route,
        (None, Some(_)) => Origin::Stage,
        (None, None) => Origin::Aws,
    };
    Effective {
        throttle: merged.throttle,
        throttle_origin,
        logging_level: match api.kind {
            ApiKind::Http => None,
            ApiKind::Rest | ApiKind::WebSocket => Some(merged.logging_level.unwrap_or(LoggingLevel::Off)),
        },
        data_trace: api.kind != ApiKind::Http && merged.data_trace.unwrap_or(false),
        detailed_metrics: merged.detailed_metrics.unwrap_or(false),
        cache: (api.kind == ApiKind::Rest).then(|| cache(stage, node, own)).flatten(),
    }
}

/// A route's settings over the stage's, field by field.
pub fn merge(defaults: &RouteSettings, own: Option<&RouteSettings>) -> RouteSettings {
    let Some(own) = own else { return defaults.clone() };
    let cache = match (&own.cache, &defaults.cache) {
        (Some(own), Some(defaults)) => Some(merge_cache(defaults, own)),
        (own, defaults) => own.clone().or_else(|| defaults.clone()),
    };
    RouteSettings {
        throttle: own.throttle.or(defaults.throttle),
        logging_level: own.logging_level.or(defaults.logging_level),
        data_trace: own.data_trace.or(defaults.data_trace),
        detailed_metrics: own.detailed_metrics.or(defaults.detailed_metrics),
        cache,
    }
}

fn merge_cache(defaults: &CacheSettings, own: &CacheSettings) -> CacheSettings {
    CacheSettings {
        enabled: own.enabled.or(defaults.enabled),
        ttl_s: own.ttl_s.or(defaults.ttl_s),
        encrypted: own.encrypted.or(defaults.encrypted),
        require_authorization: own.require_authorization.or(defaults.require_authorization),
        unauthorized_strategy: own.unauthorized_strategy.or(defaults.unauthorized_strategy),
    }
}

/// Whether a stage's settings switch the cache of a method on or off that says nothing itself: GET alone follows them,
/// and of ANY AWS does not say so. None where nothing does.
///
/// Source: `api-gateway-caching` in the developer guide.
pub fn cache_by_stage(defaults: &RouteSettings, key: &RouteKey) -> Option<bool> {
    let on = defaults.cache.as_ref()?.enabled?;
    match key.method() {
        Some(Method::Get) => Some(on),
        Some(Method::Any) if on => None,
        _ => Some(false),
    }
}

/// A stage's cache takes GET alone unless a route's own settings say otherwise.
///
/// Source: `api-gateway-caching` in the developer guide.
pub(crate) fn cache(stage: &Stage, route: &Route, own: Option<&RouteSettings>) -> Option<EffectiveCache> {
    let size = stage.cache_cluster?;
    let merged = merge(&stage.defaults, own).cache.unwrap_or_default();
    let is_open = stage.defaults.cache.as_ref().and_then(|cache| cache.enabled).is_none();
    let enabled = own
        .and_then(|own| own.cache.as_ref()?.enabled)
        .or(cache_by_stage(&stage.defaults, &route.key))
        .unwrap_or(is_open && route.key.method() == Some(Method::Get));
    enabled.then(|| EffectiveCache {
        size,
        ttl_s: merged.ttl_s,
        encrypted: merged.encrypted.unwrap_or(false),
        require_authorization: merged.require_authorization,
        unauthorized_strategy: merged.unauthorized_strategy,
    })
}
