//! The cache of a REST stage.

use crate::flow::exchange::Exchange;
use crate::flow::verdict::Verdict;

/// Passes: the cache is not simulated yet.
pub(crate) fn run(x: &mut Exchange<'_>) -> Verdict {
    let page = "api-gateway-caching";
    let Some((_, stage)) = x.place.stage.filter(|(_, stage)| stage.cache_cluster.is_some()) else {
        return Verdict::skip("The stage has no cache").at(x.stage_item()).documented(page);
    };
    let own =
        x.route.and_then(|(id, _)| stage.overrides.get(&id)).and_then(|settings| settings.cache.as_ref());
    let enabled = own
        .and_then(|cache| cache.enabled)
        .or_else(|| {
            // The stage's own switch caches GET only.
            let stage_wide = stage.defaults.cache.as_ref().and_then(|cache| cache.enabled)?;
            Some(stage_wide && x.request.method == "GET")
        })
        .unwrap_or(x.request.method == "GET");
    if !enabled {
        return Verdict::skip(format!("The stage does not cache `{}`", x.route_key()))
            .at(x.route_item())
            .documented(page);
    }
    Verdict::not_simulated("The cache is").at(x.stage_item()).saw("cache", "on", "stage")
}
