//! Alarms that nobody hears.

use super::prelude::*;
use crate::review::kept;

rule! {
    id: "alarm-tells-nobody", title: "Alarms tell somebody", severity: Warning, topic: Observability,
    checks: "Alarms without a topic that were read from Terraform files, in which an alarm without `alarm_actions` tells \
        nobody. It says nothing about an alarm that is made here: the export asks by a variable for its topic.",
    why: "An alarm without an action changes its colour in the console, and that is all: the failure is seen by whoever \
        happens to look.",
    example: "`aws_cloudwatch_metric_alarm.latency` has no `alarm_actions`.",
    fix: "Name an SNS topic that somebody is subscribed to.",
    sources: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    let topic = kept::topic(look.design);
    for alarm in look.alarms().filter(|alarm| is_empty(alarm.node.topic_arn.as_ref())) {
        let key = format!("aws_cloudwatch_metric_alarm {}", alarm.item().key());
        if !look.design.terraform.addresses.contains_key(&key) {
            continue;
        }
        let message = format!("Alarm `{}` tells nobody", alarm.node.name);
        let finding = look.finding(alarm.item(), message).at_place("topic_arn");
        look.report(match topic.clone() {
            Some(topic) => {
                let fix = alarm.put(|alarm| alarm.topic_arn = Some(topic));
                finding.fix("Tell the topic of the other alarms", fix, Certainty::Likely)
            }
            None => finding,
        });
    }
}
