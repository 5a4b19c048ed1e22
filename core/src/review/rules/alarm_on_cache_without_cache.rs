//! Alarms on a cache that there is not.

use super::prelude::*;

rule! {
    id: "alarm-on-cache-without-cache", title: "Alarms on a cache have one to watch", severity: Warning,
    topic: Observability,
    checks: "Alarms on `CacheHitCount` and `CacheMissCount` of a REST API: whether the stage that they watch, or any stage of \
        the API, has a cache.",
    why: "API Gateway has these metrics only while a cache is on. The alarm has no data: it never fires, or stands at \
        alarm for ever when missing data counts as a breach.",
    example: "An alarm watches `CacheMissCount` of stage `prod`, whose cache was taken away.",
    fix: "Take the alarm away, or let it watch a stage with a cache.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for alarm in look.alarms() {
        let node = alarm.node;
        if !matches!(node.metric.as_str(), "CacheHitCount" | "CacheMissCount") {
            continue;
        }
        let Some(api) = look.apis().find(|api| api.id == node.api && api.is(ApiKind::Rest)) else { continue };
        let mut watched = api.stages().filter(|stage| node.stage.is_none_or(|id| id == stage.id));
        if watched.any(|stage| stage.node.cache_cluster.is_some()) {
            continue;
        }
        let message = format!("Alarm `{}` watches `{}`, and there is no cache", node.name, node.metric);
        let finding = look.finding(alarm.item(), message).at_place("metric");
        look.report(finding.fix("Take the alarm away", Edit::Remove(alarm.item()), Certainty::Likely));
    }
}
