//! Alarms on latency that look away from the slow requests.

use super::prelude::*;

rule! {
    id: "latency-alarm-average", title: "Latency alarms look at a percentile", severity: Note, topic: Observability,
    checks: "Alarms on `Latency` and `IntegrationLatency` whose statistic is the average. The sum, the minimum and the \
        number of samples say nothing of how slow requests are, and are a warning.",
    why: "When one request in twenty takes ten seconds and the rest fifty milliseconds, the average is half a second: the \
        alarm is at rest while a customer in twenty leaves.",
    example: "An alarm on `Latency` has the statistic Average and the threshold 2000.",
    fix: "Use `p90`, `p95` or `p99`.",
    sources: [
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for alarm in look.alarms() {
        let statistic = alarm.node.statistic.as_str();
        let (what, severity) = match statistic {
            "Average" => ("hides the slow requests behind the quick ones", Severity::Note),
            "Sum" | "SampleCount" => ("grows with the traffic", Severity::Warning),
            "Minimum" => ("knows the quickest request alone", Severity::Warning),
            _ => continue,
        };
        if !matches!(alarm.node.metric.as_str(), "Latency" | "IntegrationLatency") {
            continue;
        }
        let message = format!("Alarm `{}` looks at the `{statistic}` of the latency, which {what}", alarm.node.name);
        let finding = Diagnostic { severity, ..look.finding(alarm.item(), message) }.at_place("statistic");
        let fix = alarm.put(|alarm| alarm.statistic = "p99".to_owned());
        look.report(finding.fix("Look at p99", fix, Certainty::Likely));
    }
}
