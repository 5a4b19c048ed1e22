//! Changes that reach customers as soon as they are made.

use super::prelude::*;

/// What stages are called that customers use.
const PRODUCTION: [&str; 4] = ["prod", "production", "prd", "live"];

rule! {
    id: "auto-deploy-in-production", title: "Production is deployed when it is meant to be", severity: Note,
    topic: Reliability,
    checks: "Stages of HTTP and WebSocket APIs that deploy changes by themselves, are called `prod`, `production`, `prd` or \
        `live`, and stand beside another stage of the API. An API with one stage alone has none to try changes on.",
    why: "A change of a route reaches the stage for trials and the one for customers at the same moment: what is found on \
        the first is already wrong on the second.",
    example: "The stages `dev` and `prod` of an HTTP API both have `auto_deploy` on.",
    fix: "Switch automatic deployment off for production, and deploy there what was tried.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages().filter(|stage| stage.api.kind != ApiKind::Rest && stage.node.auto_deploy) {
        let name = &stage.node.name;
        let production = PRODUCTION.iter().any(|word| name.eq_ignore_ascii_case(word));
        if !production || stage.api.stages.len() < 2 {
            continue;
        }
        let message = format!("Every change of API `{}` reaches stage `{name}` at once", stage.api.name);
        let finding = look.finding(stage.item(), message).at_place("auto_deploy");
        let fix = stage.put(|stage| stage.auto_deploy = false);
        look.report(finding.fix("Deploy it on demand", fix, Certainty::Likely));
    }
}
