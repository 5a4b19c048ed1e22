//! Stages that do not say why a request failed.

use super::prelude::*;

rule! {
    id: "execution-log-off", title: "Stages write execution logs", severity: Warning, topic: Observability,
    checks: "Stages of REST and WebSocket APIs: whether the execution log is off, for every route or for \
        single ones. A stage without a level of its own is right where each route has one; preflights need none. HTTP \
        APIs have no execution log.",
    why: "A response says `Internal server error` and nothing else. Why the mapping failed, what the \
        authorizer answered or which policy denied stands in the execution log alone, and cannot be read \
        from it afterwards when it was off.",
    example: "Stage `prod` of a REST API has no logging level, which AWS takes for `OFF`.",
    fix: "Log at level `ERROR`; `INFO` writes many lines for every request, and each is paid for. The \
        account needs a role for it.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages().filter(|stage| stage.api.kind != ApiKind::Http) {
        let logs = |settings: &RouteSettings| settings.logging_level.is_some_and(|level| level != LoggingLevel::Off);
        let silent = stage.routes_where(|settings| !logs(settings));
        let own = if logs(&stage.node.defaults) { "overrides" } else { "defaults/logging_level" };
        let (what, place) = match silent {
            Some(Reach::All) => ("is off".to_owned(), own),
            Some(Reach::Some(routes)) => (format!("says nothing about {}", keys(&routes)), "overrides"),
            None => continue,
        };
        let fix = stage.put(|stage| {
            if !logs(&stage.defaults) {
                stage.defaults.logging_level = Some(LoggingLevel::Error);
            }
            for own in stage.overrides.values_mut() {
                own.logging_level = own.logging_level.filter(|level| *level != LoggingLevel::Off);
            }
        });
        let message = format!("The execution log of stage `{}` {what}", stage.node.name);
        let finding = look.finding(stage.item(), message).at_place(place);
        look.report(finding.fix("Log errors", fix, Certainty::Likely));
    }
}
