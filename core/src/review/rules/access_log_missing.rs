//! Stages without an access log.

use super::prelude::*;

rule! {
    id: "access-log-missing", title: "Stages write an access log", severity: Warning, topic: Observability,
    checks: "Every stage without an access log.",
    why: "The access log is the one record of who called, what they got and where the time went. What was not logged \
        cannot be looked up later, neither after an incident nor for a customer who asks.",
    example: "Stage `prod` of an HTTP API has no `access_log`.",
    fix: "Write an access log in the console's JSON format, with the reason of errors, to a log group with a limit on how long lines are kept.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages().filter(|stage| stage.node.access_log.is_none()) {
        let format = aws::log_format(stage.api.kind, LogFormatName::Json)
            .map(|row| with_reason(&row.text, stage.api.kind).unwrap_or_else(|| row.text.clone()));
        let message = format!("Stage `{}` of API `{}` writes no access log", stage.node.name, stage.api.name);
        let finding = look.finding(stage.item(), message).at_place("access_log");
        let log = AccessLog {
            destination: LogDestination::LogGroup {
                name: String::new(),
                retention_days: Some(YEAR_DAYS),
                kms_key_arn: None,
            },
            format: format.unwrap_or_default(),
        };
        let fix = stage.put(|stage| stage.access_log = Some(log));
        look.report(finding.fix("Write one", fix, Certainty::Likely));
    }
}
