//! Caches that keep nothing.

use super::prelude::*;

rule! {
    id: "cache-ttl-zero", title: "Cached answers are kept for a while", severity: Warning, topic: Caching,
    checks: "Stages of REST APIs with a cache: which of their cached methods keep answers for 0 seconds.",
    why: "A time of 0 switches caching off: the cluster is paid for by the hour, and every request reaches the backend.",
    example: "The cache settings of stage `prod` have a time to live of 0.",
    fix: "Set how long an answer may be old, or switch the cache off. Without a time AWS keeps answers for 300 seconds.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages().filter(|stage| stage.api.kind == ApiKind::Rest) {
        let none = |route: &RouteAt<'_>| stage.cache_of(*route).is_some_and(|cache| cache.ttl_s == Some(0));
        let routes: Vec<_> = stage.routes().filter(none).collect();
        if routes.is_empty() {
            continue;
        }
        let message = format!("Stage `{}` caches {} for 0 s, which is not at all", stage.node.name, keys(&routes));
        let finding = look.finding(stage.item(), message).at_place("defaults/cache/ttl_s");
        let fix = each_cache(stage, |cache| {
            if cache.ttl_s == Some(0) {
                cache.ttl_s = None;
            }
        });
        look.report(finding.fix("Keep answers as long as AWS does", fix, Certainty::Likely));
    }
}
