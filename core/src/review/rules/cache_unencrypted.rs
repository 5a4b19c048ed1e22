//! Cached responses in clear text.

use super::prelude::*;

rule! {
    id: "cache-unencrypted", title: "Cached responses are encrypted", severity: Warning, topic: Encryption,
    checks: "Stages of REST APIs with a cache: whether the entries of every cached method are encrypted.",
    why: "The cache holds whole responses, with whatever they say of customers, for up to an hour. AWS does not encrypt \
        them unless it is told to.",
    example: "Stage `prod` has a cache, and `encrypted` is not set.",
    fix: "Encrypt the entries. An encrypted entry may be larger than the response.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/data-protection-encryption.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages().filter(|stage| stage.api.kind == ApiKind::Rest) {
        let plain = |route: &RouteAt<'_>| stage.cache_of(*route).is_some_and(|cache| !cache.encrypted);
        let found: Vec<_> = stage.routes().filter(plain).collect();
        if found.is_empty() {
            continue;
        }
        let message = format!(
            "The cache of stage `{}` holds responses of {} unencrypted: {}",
            stage.node.name,
            count(found.len(), "method"),
            keys(&found)
        );
        let finding = look.finding(stage.item(), message).at_place("defaults/cache/encrypted");
        let fix = stage.put(|stage| {
            stage.defaults.cache.get_or_insert_default().encrypted = Some(true);
            for cache in stage.overrides.values_mut().filter_map(|settings| settings.cache.as_mut()) {
                cache.encrypted = cache.encrypted.filter(|on| *on);
            }
        });
        look.report(finding.fix("Encrypt the entries", fix, Certainty::Certain));
    }
}
