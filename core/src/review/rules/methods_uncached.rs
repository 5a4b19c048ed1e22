//! Methods that a stage's cache leaves out.

use super::prelude::*;

rule! {
    id: "methods-uncached", title: "A cache that is paid for is used", severity: Note, topic: Caching,
    checks: "Stages of REST APIs with a cache: which methods are not cached, OPTIONS and methods \
        whose answers are streamed left aside. A cache that no method uses is a warning.",
    why: "A cache costs by the hour, whether it is asked or not. AWS caches GET alone unless a method's own settings say \
        otherwise.",
    example: "Stage `prod` has a cache of 0.5 GB, and the settings of `GET /stock` switch it off.",
    fix: "Switch the cache on for what may be answered from it, or take it away from the stage. Methods that have to be \
        fresh stay as they are.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages().filter(|stage| stage.api.kind == ApiKind::Rest) {
        let Some(size) = stage.node.cache_cluster else { continue };
        let methods = stage.routes().filter(|route| route.node.key.method() != Some(Method::Options));
        // What is streamed is never cached, whatever the settings say: `cache-of-streams`.
        let methods = methods.filter(|route| !route.streams());
        let (cached, left): (Vec<_>, Vec<_>) = methods.partition(|route| stage.caches(*route));
        if left.is_empty() {
            continue;
        }
        let name = &stage.node.name;
        let finding = if cached.is_empty() {
            let message = format!("Stage `{name}` pays for a cache of {size} GB that no method uses");
            let fix = stage.put(|stage| stage.cache_cluster = None);
            let finding = look.finding(stage.item(), message);
            let finding = finding.fix("Take the cache away", fix, Certainty::Likely);
            Diagnostic { severity: Severity::Warning, ..finding }
        } else {
            let (of, all) = (left.len(), left.len() + cached.len());
            let message =
                format!("Stage `{name}` pays for a cache, and {of} of its {all} methods are not cached: {}", keys(&left));
            look.finding(stage.item(), message)
        };
        look.report(finding.at_place("cache_cluster"));
    }
}
