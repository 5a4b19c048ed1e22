//! Stages that leave no trace of where time went.

use super::prelude::*;

rule! {
    id: "tracing-off", title: "REST stages are traced by X-Ray", severity: Note, topic: Observability,
    checks: "Stages of REST APIs without X-Ray tracing. HTTP and WebSocket APIs have none.",
    why: "A trace shows how long API Gateway, the authorizer, the function and what the function calls took \
        for one request. Metrics show each of them alone, and averages.",
    example: "Stage `prod` of a REST API has `xray_tracing` off.",
    fix: "Switch tracing on. X-Ray records one request a second and five in a hundred of the rest, unless a \
        sampling rule says otherwise.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-xray.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages().filter(|stage| stage.api.kind == ApiKind::Rest && !stage.node.xray_tracing) {
        let message = format!("X-Ray does not trace stage `{}`", stage.node.name);
        let finding = look.finding(stage.item(), message).at_place("xray_tracing");
        let fix = stage.put(|stage| stage.xray_tracing = true);
        look.report(finding.fix("Trace the stage", fix, Certainty::Likely));
    }
}
