//! Streams that a cache is meant to keep.

use super::prelude::*;

rule! {
    id: "cache-of-streams", title: "Streamed answers are not meant to be cached", severity: Note, topic: Caching,
    checks: "Methods of REST APIs that a stage caches and whose integration streams its responses.",
    why: "API Gateway does not cache what it streams: each request reaches the backend, though the settings say that it \
        is answered from the cache.",
    example: "`GET /report` is cached, and its integration has the response transfer mode STREAM.",
    fix: "Switch the cache off for the method, or let the integration's responses be collected (BUFFERED).",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages().filter(|stage| stage.api.kind == ApiKind::Rest) {
        for route in stage.routes().filter(|route| route.streams() && stage.caches(*route)) {
            let (key, id) = (&route.node.key, route.id);
            let message =
                format!("Stage `{}` is to cache `{key}`, whose answers are streamed and never cached", stage.node.name);
            let finding = look.finding(stage.item(), message).at_place(format!("overrides/{id}/cache/enabled"));
            look.report(finding.fix("Do not cache it", uncache(stage, id), Certainty::Likely));
        }
    }
}
