//! APIs that become slow unseen.

use super::prelude::*;

rule! {
    id: "latency-alarm-missing", title: "Somebody is told when an API is slow", severity: Note, topic: Observability,
    checks: "APIs with a stage and a backend, and without an alarm on `Latency` or `IntegrationLatency`. WebSocket APIs have \
        the latter alone. An API whose routes are all answered by API Gateway itself has nothing to watch.",
    why: "A backend that slows down fails nobody until the timeout is reached, and then everybody at once. AWS recommends \
        an alarm on the 90th percentile.",
    example: "API `orders` has alarms on errors alone.",
    fix: "Add an alarm on a percentile of the latency.",
    sources: [
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    unwatched(look, |api| {
        let backend = api.node.integrations.values().any(|node| node.target != Target::Mock);
        let metric = if api.is(ApiKind::WebSocket) { "IntegrationLatency" } else { "Latency" };
        let name = &api.node.name;
        let message = format!("No alarm watches how long API `{name}` takes (`{metric}`)");
        let alarm = Alarm {
            name: format!("{name}-latency"),
            description: format!("One in ten requests to {name} takes 2.5 s or more"),
            metric: metric.to_owned(),
            statistic: "p90".to_owned(),
            comparison: "GreaterThanOrEqualToThreshold".to_owned(),
            threshold: Milli::whole(2500),
            evaluation_periods: 5,
            ..Alarm::default()
        };
        backend.then_some(Watch { metrics: &["Latency", "IntegrationLatency"], message, alarm })
    });
}
