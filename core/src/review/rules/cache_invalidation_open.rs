//! Caches that every client may empty.

use super::prelude::*;

rule! {
    id: "cache-invalidation-open", title: "Not every client may renew cached answers", severity: Warning, topic: Caching,
    checks: "Stages of REST APIs with a cache: whether a cached method lets clients invalidate its entries without \
        permission. Where the design does not say, the rule says nothing: the console asks for permission, and \
        AWS does not document what other ways lead to.",
    why: "A request with `Cache-Control: max-age=0` goes to the backend and renews the entry. Without permission anybody \
        can send all their requests past the cache, and the backend gets the load that the cache is paid for to keep away.",
    example: "The cache settings of stage `prod` have `require_authorization` off.",
    fix: "Ask for permission (`execute-api:InvalidateCache`), and answer others from the cache.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages().filter(|stage| stage.api.kind == ApiKind::Rest) {
        let open = |route: &RouteAt<'_>| {
            stage.cache_of(*route).is_some_and(|cache| cache.require_authorization == Some(false))
        };
        let routes: Vec<_> = stage.routes().filter(open).collect();
        if routes.is_empty() {
            continue;
        }
        let message =
            format!("Stage `{}` lets every client renew what is cached for {}", stage.node.name, keys(&routes));
        let finding = look.finding(stage.item(), message).at_place("defaults/cache/require_authorization");
        let fix = each_cache(stage, |cache| {
            if cache.require_authorization == Some(false) {
                cache.require_authorization = Some(true);
            }
        });
        look.report(finding.fix("Ask for permission", fix, Certainty::Likely));
    }
}
