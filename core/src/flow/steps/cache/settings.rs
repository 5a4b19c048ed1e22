//! Whether a method's answers are cached, and how.

use crate::aws::{self, CacheSize, UnauthorizedCacheStrategy};
use crate::design::{Stage, merge};
use crate::flow::exchange::Exchange;

/// How a method's answers are cached.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub size: CacheSize,
    pub ttl_s: u32,
    /// Who set the time: `route`, `stage` or `AWS`.
    pub ttl_origin: &'static str,
    pub encrypted: bool,
    pub require_authorization: Option<bool>,
    pub strategy: Option<UnauthorizedCacheStrategy>,
    /// What is not documented about these settings.
    pub doubt: Option<&'static str>,
}

/// The settings of the request's method. Errors: a sentence that says why its answers are not cached.
pub(super) fn of(x: &Exchange<'_>, stage: &Stage) -> Result<Settings, String> {
    let size = stage.cache_cluster.ok_or("The stage has no cache")?;
    let own = x.route.and_then(|(id, _)| stage.overrides.get(&id));
    let own_cache = own.and_then(|own| own.cache.as_ref());
    let switched = own_cache.and_then(|cache| cache.enabled);
    let by_stage = stage.defaults.cache.as_ref().and_then(|cache| cache.enabled);
    if switched == Some(false) {
        return Err(format!("The stage's settings of `{}` switch its cache off", x.route_key()));
    }
    if switched.is_none() && by_stage == Some(false) {
        return Err("The stage has a cache and switches it off for its methods".to_owned());
    }
    if switched.is_none() && x.request.method != "GET" {
        return Err(format!(
            "A stage's cache takes GET alone, and no setting of `{}` switches it on for {}",
            x.route_key(),
            x.request.method
        ));
    }
    let merged = merge(&stage.defaults, own).cache.unwrap_or_default();
    let usual = aws::limit("cache.ttl_s").and_then(|limit| limit.default);
    let usual = usual.and_then(|usual| u32::try_from(usual).ok()).unwrap_or(0);
    let ttl_s = merged.ttl_s.unwrap_or(usual);
    if ttl_s == 0 {
        return Err(format!("Answers of `{}` are kept for 0 s, which is no caching", x.route_key()));
    }
    let ttl_origin = match (own_cache.and_then(|cache| cache.ttl_s), merged.ttl_s) {
        (Some(_), _) => "route",
        (None, Some(_)) => "stage",
        (None, None) => "AWS",
    };
    let any = x.route.is_some_and(|(_, route)| route.key.method() == Some(aws::Method::Any));
    let doubt = if switched.is_none() && any {
        Some(
            "AWS does not document whether a stage's cache takes GET requests of an ANY method; it is taken to",
        )
    } else if switched.is_none() && by_stage.is_none() {
        Some(
            "no setting switches the cache on or off for methods, and a cluster is taken to serve GET by default",
        )
    } else {
        None
    };
    Ok(Settings {
        size,
        ttl_s,
        ttl_origin,
        encrypted: merged.encrypted.unwrap_or(false),
        require_authorization: merged.require_authorization,
        strategy: merged.unauthorized_strategy,
        doubt,
    })
}
