//! Log groups that CloudWatch's own key encrypts.

use super::prelude::*;

rule! {
    id: "log-group-without-key", title: "Log groups are encrypted with a key of your own", severity: Note,
    topic: Encryption,
    checks: "Log groups that are made for access logs and name no KMS key.",
    why: "CloudWatch encrypts every group with a key of its own. With a key of yours, reading the log is a \
        permission of its own, and taking the key away closes the log for good.",
    example: "The access log of stage `prod` has no `kms_key_arn`.",
    fix: "Name a KMS key whose policy lets CloudWatch Logs use it. The Terraform module asks for one by a \
        variable.",
    sources: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages() {
        let Some(LogDestination::LogGroup { kms_key_arn, .. }) =
            stage.node.access_log.as_ref().map(|log| &log.destination)
        else {
            continue;
        };
        if is_empty(kms_key_arn.as_ref()) {
            let message = format!("The access log of stage `{}` names no KMS key", stage.node.name);
            let finding = look.finding(stage.item(), message);
            look.report(finding.at_place("access_log/destination/kms_key_arn"));
        }
    }
}
