//! Caches that do not say that they gave an old answer.

use super::prelude::*;
use crate::aws::UnauthorizedCacheStrategy;

rule! {
    id: "cache-invalidation-silent", title: "A client learns that it got an old answer", severity: Note, topic: Caching,
    checks: "Stages of REST APIs with a cache: whether a cached method answers those who ask \
        for a fresh answer without permission from the cache and without the `Warning` header.",
    why: "A client that asked for a fresh answer takes what it gets for one. With the header it sees that its \
        `Cache-Control` was ignored.",
    example: "The cache settings have `SUCCEED_WITHOUT_RESPONSE_HEADER`.",
    fix: "Use `SUCCEED_WITH_RESPONSE_HEADER`, or `FAIL_WITH_403` where an old answer is worse than none.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html"],
    run: run,
}

const SILENT: Option<UnauthorizedCacheStrategy> = Some(UnauthorizedCacheStrategy::SucceedWithoutHeader);

fn run(look: &mut Look<'_>) {
    for stage in look.stages().filter(|stage| stage.api.kind == ApiKind::Rest) {
        let silent = |route: &RouteAt<'_>| {
            stage.cache_of(*route).is_some_and(|cache| {
                cache.require_authorization != Some(false) && cache.unauthorized_strategy == SILENT
            })
        };
        let routes: Vec<_> = stage.routes().filter(silent).collect();
        if routes.is_empty() {
            continue;
        }
        let message = format!(
            "Stage `{}` gives cached answers of {} to clients that ask for fresh ones, and does not say so",
            stage.node.name,
            keys(&routes)
        );
        let finding = look.finding(stage.item(), message).at_place("defaults/cache/unauthorized_strategy");
        let fix = each_cache(stage, |cache| {
            if cache.unauthorized_strategy == SILENT {
                cache.unauthorized_strategy = Some(UnauthorizedCacheStrategy::SucceedWithHeader);
            }
        });
        look.report(finding.fix("Say so in a header", fix, Certainty::Likely));
    }
}
