//! APIs whose clients fail unseen.

use super::prelude::*;

rule! {
    id: "client-error-alarm-missing", title: "Somebody is told when clients fail", severity: Note, topic: Observability,
    checks: "APIs with a stage and without an alarm on client errors: `4XXError` of a REST API, `4xx` of an HTTP API, \
        `ClientError` of a WebSocket API.",
    why: "An expired certificate of an issuer, a changed policy, a removed route or a key that ran out show as client \
        errors alone. AWS recommends an alarm when more than five in a hundred requests have one.",
    example: "API `orders` has an alarm on `5XXError` and none on `4XXError`.",
    fix: "Add an alarm on the rate of client errors.",
    sources: [
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    unwatched(look, |api| {
        let metrics: &[&str] = match api.node.kind {
            ApiKind::Rest => &["4XXError"],
            ApiKind::Http => &["4xx"],
            ApiKind::WebSocket => &["ClientError"],
        };
        let metric = *metrics.first()?;
        let name = &api.node.name;
        let message = format!("No alarm watches the client errors of API `{name}` (`{metric}`)");
        let alarm = Alarm {
            name: format!("{name}-client-errors"),
            description: format!("More than 5 % of the requests to {name} are refused"),
            metric: metric.to_owned(),
            statistic: "Average".to_owned(),
            comparison: "GreaterThanThreshold".to_owned(),
            // As AWS recommends, of five periods all.
            threshold: Milli::from_thousandths(50),
            evaluation_periods: 5,
            ..Alarm::default()
        };
        Some(Watch { metrics, message, alarm })
    });
}
