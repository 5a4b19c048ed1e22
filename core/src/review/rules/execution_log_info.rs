//! Execution logs that write of every request.

use super::prelude::*;
use crate::design::Stage;

rule! {
    id: "execution-log-info", title: "Execution logs write of errors alone", severity: Note, topic: Observability,
    checks: "Stages of REST and WebSocket APIs whose execution log has the level INFO, for all routes or for some.",
    why: "At INFO API Gateway writes many lines for each request, with parameters and headers, and CloudWatch is paid for \
        by the gigabyte taken in: the log often costs more than the requests. Metrics and the access log say how requests \
        went; ERROR keeps what is needed to find out why one failed.",
    example: "Stage `prod` has the logging level INFO.",
    fix: "Use ERROR, and INFO while something is looked for.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html"],
    run: run,
}

const INFO: Option<LoggingLevel> = Some(LoggingLevel::Info);

fn run(look: &mut Look<'_>) {
    for stage in look.stages().filter(|stage| stage.api.kind != ApiKind::Http) {
        let some = stage.node.overrides.iter().find(|(_, own)| own.logging_level == INFO);
        let place = match (stage.node.defaults.logging_level == INFO, some) {
            (true, _) => "defaults/logging_level".to_owned(),
            (false, Some((route, _))) => format!("overrides/{route}/logging_level"),
            (false, None) => continue,
        };
        let what = match stage.routes_where(|settings| settings.logging_level == INFO) {
            Some(Reach::All) => "every request".to_owned(),
            Some(Reach::Some(routes)) => format!("every request to {}", keys(&routes)),
            None => continue,
        };
        let message = format!("Stage `{}` writes an execution log of {what}", stage.node.name);
        let finding = look.finding(stage.item(), message).at_place(place);
        look.report(finding.fix("Write of errors alone", stage.put(quiet), Certainty::Likely));
    }
}

fn quiet(stage: &mut Stage) {
    for settings in std::iter::once(&mut stage.defaults).chain(stage.overrides.values_mut()) {
        if settings.logging_level == INFO {
            settings.logging_level = Some(LoggingLevel::Error);
        }
    }
}
