//! Alarms on errors that cannot fire, or fire by traffic.

use super::prelude::*;

rule! {
    id: "alarm-average-of-errors", title: "Error alarms compare like with like", severity: Warning, topic: Observability,
    checks: "Alarms on `4XXError` and `5XXError` of REST APIs, `4xx` and `5xx` of HTTP APIs: whether they compare the average, \
        which is the rate of errors from 0 to 1, with a number that it never exceeds; and whether they count samples, \
        which are all requests and not the errors.",
    why: "An alarm on an average above 5 never fires, as five in a hundred are 0.05. One on the number of samples fires \
        when many people call.",
    example: "An alarm on `5XXError` has the statistic Average, the comparison `GreaterThanThreshold` and the threshold 5.",
    fix: "Use Sum for a number of errors, or a threshold such as 0.05 for their rate.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for alarm in look.alarms() {
        let node = alarm.node;
        if !matches!(node.metric.as_str(), "4XXError" | "5XXError" | "4xx" | "5xx") {
            continue;
        }
        let one = Milli::whole(1);
        let never = match node.comparison.as_str() {
            "GreaterThanThreshold" => node.threshold >= one,
            "GreaterThanOrEqualToThreshold" => node.threshold > one,
            _ => false,
        };
        let message = match node.statistic.as_str() {
            "Average" if never => format!(
                "Alarm `{}` waits for an average of `{}` above {}, and it is 1 at most",
                node.name, node.metric, node.threshold
            ),
            "SampleCount" => format!("Alarm `{}` counts all requests, and not those with `{}`", node.name, node.metric),
            _ => continue,
        };
        let finding = look.finding(alarm.item(), message).at_place("statistic");
        let fix = alarm.put(|alarm| alarm.statistic = "Sum".to_owned());
        look.report(finding.fix("Count the errors", fix, Certainty::Likely));
    }
}
