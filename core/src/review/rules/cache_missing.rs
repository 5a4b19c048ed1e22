//! REST APIs that ask the backend every time.

use super::prelude::*;

rule! {
    id: "cache-missing", title: "What may be answered again is cached", severity: Note, topic: Caching,
    checks: "Stages of REST APIs that have GET methods and no cache.",
    why: "A cache answers the same question without asking the backend, in milliseconds. It costs by the \
        hour, and shares what it holds between callers, so that it is right for some APIs and wrong for \
        others; checkov asks for one always.",
    example: "Stage `prod` answers `GET /products` from a function that reads the same rows all day.",
    fix: "Give the stage a cache where answers may be some minutes old, and name the cache keys. Otherwise \
        waive the finding.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages().filter(|stage| stage.api.kind == ApiKind::Rest) {
        let reads = stage.routes().filter(|route| route.node.key.method() == Some(Method::Get)).count();
        if stage.node.cache_cluster.is_none() && reads > 0 {
            let message = format!("Stage `{}` has no cache for its {}", stage.node.name, count(reads, "GET method"));
            look.report(look.finding(stage.item(), message).at_place("cache_cluster"));
        }
    }
}
