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
    unwatched(look, |api| {
        let metrics: &[&str] = match api.node.kind {
            ApiKind::Rest => &["5XXError"],
            ApiKind::Http => &["5xx"],
            ApiKind::WebSocket => &["ExecutionError", "IntegrationError"],
        };
        let metric = *metrics.first()?;
        let name = &api.node.name;
        let message = format!("No alarm watches the server errors of API `{name}` (`{metric}`)");
        let alarm = Alarm {
            name: format!("{name}-server-errors"),
            description: format!("Requests to {name} fail on the server's side"),
            metric: metric.to_owned(),
            statistic: "Sum".to_owned(),
            comparison: "GreaterThanThreshold".to_owned(),
            threshold: Milli::whole(0),
            evaluation_periods: 1,
            ..Alarm::default()
        };
        Some(Watch { metrics, message, alarm })
    });
}
