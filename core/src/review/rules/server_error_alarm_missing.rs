//! APIs whose failures nobody is told of.

use super::prelude::*;

rule! {
    id: "server-error-alarm-missing", title: "Somebody is told when an API fails", severity: Warning,
    topic: Observability,
    checks: "APIs with a stage and without an alarm on server errors: `5XXError` of a REST API, `5xx` of an \
        HTTP API, `ExecutionError` or `IntegrationError` of a WebSocket API.",
    why: "A backend that fails, an integration that may not call its function and a mapping that breaks show \
        as server errors, and as nothing else that CloudWatch could tell of.",
    example: "API `orders` has an alarm on latency alone.",
    fix: "Add an alarm on server errors that tells a topic which people read.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    let mut next = look.next_id();
    for api in look.apis().filter(|api| !api.node.stages.is_empty()) {
        let metrics: &[&str] = match api.node.kind {
            ApiKind::Rest => &["5XXError"],
            ApiKind::Http => &["5xx"],
            ApiKind::WebSocket => &["ExecutionError", "IntegrationError"],
        };
        let watched = |alarm: AlarmAt<'_>| {
            alarm.node.api == api.id && metrics.contains(&alarm.node.metric.as_str())
        };
        if look.alarms().any(watched) {
            continue;
        }
        let Some(metric) = metrics.first() else { continue };
        let message = format!("No alarm watches the server errors of API `{}` (`{metric}`)", api.node.name);
        let alarm = Alarm {
            name: format!("{}-server-errors", api.node.name),
            description: format!("Requests to {} fail on the server's side", api.node.name),
            api: api.id,
            metric: (*metric).to_owned(),
            statistic: "Sum".to_owned(),
            comparison: "GreaterThanThreshold".to_owned(),
            threshold: Milli::whole(0),
            period_s: 60,
            evaluation_periods: 1,
            treat_missing_data: Some("notBreaching".to_owned()),
            ..Alarm::default()
        };
        let fix = Edit::PutAlarm(AlarmId(next), alarm.into());
        next = next.saturating_add(1);
        look.report(look.finding(api.item(), message).fix("Add one", fix, Certainty::Likely));
    }
}
