//! Writes that are answered from a cache and never done.

use super::prelude::*;

rule! {
    id: "cache-writes", title: "Methods that write are not cached", severity: Warning, topic: Caching,
    checks: "Methods of REST APIs with the verbs POST, PUT, PATCH, DELETE and ANY that a stage caches. A stage's cache takes \
        GET alone unless a method's own settings say otherwise.",
    why: "The second order is answered with what the first one got, and never reaches the backend. The body is no part of \
        what the cache tells requests apart by.",
    example: "The settings of `POST /orders` switch its cache on.",
    fix: "Switch the cache off for the method. A search that is sent by POST can become a GET with query parameters.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages().filter(|stage| stage.api.kind == ApiKind::Rest) {
        for route in stage.routes().filter(|route| writes(route.node.key.method()) && stage.caches(*route)) {
            let (key, id) = (&route.node.key, route.id);
            let message = format!("Stage `{}` answers `{key}` from its cache", stage.node.name);
            let finding = look.finding(stage.item(), message).at_place(format!("overrides/{id}/cache/enabled"));
            look.report(finding.fix("Do not cache it", uncache(stage, id), Certainty::Likely));
        }
    }
}

const fn writes(method: Option<Method>) -> bool {
    matches!(method, Some(Method::Post | Method::Put | Method::Patch | Method::Delete | Method::Any))
}
