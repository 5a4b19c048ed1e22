//! Alarms that fall silent with the traffic.

use super::prelude::*;

rule! {
    id: "alarm-missing-data", title: "Alarms say what no data means", severity: Note, topic: Observability,
    checks: "Alarms that do not say how missing data is treated, or leave it at `missing`.",
    why: "An API that nobody calls has no data points. The alarm then has too little data and neither fires \
        nor comes back to rest: after a quiet night it still shows yesterday's failure, or none.",
    example: "An alarm on `5XXError` has no `treat_missing_data`.",
    fix: "Use `notBreaching` for errors and latency, and `breaching` where silence itself is the fault.",
    sources: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for alarm in look.alarms() {
        if alarm.node.treat_missing_data.as_deref().is_some_and(|text| text != "missing") {
            continue;
        }
        let message = format!("Alarm `{}` does not say what no data means", alarm.node.name);
        let finding = look.finding(alarm.item(), message).at_place("treat_missing_data");
        let fix = alarm.put(|alarm| alarm.treat_missing_data = Some("notBreaching".to_owned()));
        look.report(finding.fix("Take it for rest", fix, Certainty::Likely));
    }
}
