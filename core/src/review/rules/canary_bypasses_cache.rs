//! Canaries that are compared without the cache.

use super::prelude::*;

rule! {
    id: "canary-bypasses-cache", title: "Canaries use the stage's cache", severity: Note, topic: Reliability,
    checks: "Stages of REST APIs with a cache and a canary that does not use it.",
    why: "Every request to the canary reaches the backend: it is slower than the rest for a reason that is not the \
        change, and the backend gets a load that the stage's cache keeps away. Entries of different deployments are kept \
        apart, so that sharing the cache mixes nothing up.",
    example: "Stage `prod` has a cache, and a canary with ten percent of the traffic and `use_stage_cache` off.",
    fix: "Let the canary use the stage's cache.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/create-canary-deployment.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages().filter(|stage| stage.api.kind == ApiKind::Rest) {
        let bypasses = stage.node.canary.as_ref().is_some_and(|canary| !canary.use_stage_cache);
        if !bypasses || !stage.routes().any(|route| stage.caches(route)) {
            continue;
        }
        let message = format!("The canary of stage `{}` does not use the stage's cache", stage.node.name);
        let finding = look.finding(stage.item(), message).at_place("canary/use_stage_cache");
        let fix = stage.put(|stage| {
            if let Some(canary) = &mut stage.canary {
                canary.use_stage_cache = true;
            }
        });
        look.report(finding.fix("Use the cache", fix, Certainty::Likely));
    }
}
