//! Whole requests in execution logs.

use super::prelude::*;

rule! {
    id: "data-trace", title: "Execution logs hold no whole requests", severity: Warning, topic: Observability,
    checks: "Stages of REST and WebSocket APIs: whether data tracing is on for every route or for single ones.",
    why: "With data tracing the log holds the headers and bodies of requests and responses: names, addresses, tokens of \
        other services. AWS says not to use it for production. Lines are cut at 1,024 bytes, so that it does not even show all.",
    example: "Stage `prod` logs at level `INFO` with `data_trace`.",
    fix: "Switch data tracing off; switch it on for single routes of a stage for tests.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages().filter(|stage| stage.api.kind != ApiKind::Http) {
        let traced = |settings: &RouteSettings| settings.data_trace == Some(true);
        let routes = stage.node.overrides.values().filter(|settings| traced(settings)).count();
        let whole = traced(&stage.node.defaults);
        let what = match (whole, routes) {
            (false, 0) => continue,
            (true, _) => "whole requests and responses".to_owned(),
            (false, some) => format!("whole requests and responses of {}", count(some, "route")),
        };
        let place = if whole { "defaults/data_trace" } else { "overrides" };
        let fix = stage.put(|stage| {
            for settings in stage.overrides.values_mut().chain([&mut stage.defaults]) {
                settings.data_trace = settings.data_trace.filter(|on| !on);
            }
        });
        let message = format!("The execution log of stage `{}` holds {what}", stage.node.name);
        let finding = look.finding(stage.item(), message).at_place(place);
        look.report(finding.fix("Switch data tracing off", fix, Certainty::Certain));
    }
}
