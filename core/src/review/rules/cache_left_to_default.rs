//! Caches whose settings do not say what is cached.

use super::prelude::*;

rule! {
    id: "cache-left-to-default", title: "Settings say that a cache is used", severity: Note, topic: Caching,
    checks: "Stages of REST APIs with a cache whose settings, and those of their methods, nowhere say whether responses are \
        cached.",
    why: "AWS says that GET methods are cached by default once a stage has a cache, and not what holds once settings are there \
        that leave it out. The cache costs by the hour in both cases, and scanners take silence for off.",
    example: "Stage `prod` has a cache of 0.5 GB, and its method settings hold the log level alone.",
    fix: "Switch the cache on in the settings of the stage, or for single methods.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html",
        "https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages().filter(|stage| stage.api.kind == ApiKind::Rest) {
        let Some(size) = stage.node.cache_cluster else { continue };
        let says = |settings: &RouteSettings| settings.cache.as_ref().is_some_and(|cache| cache.enabled.is_some());
        let all = || std::iter::once(&stage.node.defaults).chain(stage.node.overrides.values());
        if all().any(says) || !stage.routes().any(|route| stage.caches(route)) {
            continue;
        }
        let message = format!(
            "The settings of stage `{}` do not say whether its cache of {size} GB is used",
            stage.node.name
        );
        let finding = look.finding(stage.item(), message).at_place("defaults/cache/enabled");
        let fix = stage.put(|stage| stage.defaults.cache.get_or_insert_default().enabled = Some(true));
        look.report(finding.fix("Switch the cache on", fix, Certainty::Certain));
    }
}
