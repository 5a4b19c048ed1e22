//! Plans that measure nothing.

use super::prelude::*;

rule! {
    id: "plan-without-keyed-methods", title: "Plans cover methods that ask for a key", severity: Warning, topic: Throttling,
    checks: "Stages of REST APIs that a usage plan covers: whether a method of the API asks for an API key.",
    why: "API Gateway looks at the key, and so at the plan, only where a method asks for one. Elsewhere the plan's throttle \
        and quota limit nobody, and usage shows nothing.",
    example: "Plan `basic` covers stage `prod`, and none of the API's methods has `api_key_required`.",
    fix: "Ask for an API key on the methods that the plan is for.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-setup-api-keys.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for plan in look.usage_plans() {
        for (at, covered) in plan.node.stages.iter().enumerate() {
            let Some(api) = look.apis().find(|api| api.id == covered.api && api.is(ApiKind::Rest)) else { continue };
            let Some(stage) = api.node.stages.get(&covered.stage) else { continue };
            if api.node.routes.is_empty() || api.node.routes.values().any(|route| route.api_key_required) {
                continue;
            }
            let message = format!(
                "Usage plan `{}` covers stage `{}`, and no method of API `{}` asks for a key",
                plan.node.name, stage.name, api.node.name
            );
            let finding = look.finding(plan.item(), message).at_place(format!("stages/{at}"));
            // A key is no authorization: where nothing else asks who calls, that has to be decided first.
            let guarded = api.routes().filter(|route| route.node.authorization != Authorization::None);
            let asked: Vec<Edit> = guarded.map(|route| route.put(|route| route.api_key_required = true)).collect();
            look.report(match asked.is_empty() {
                true => finding,
                false => finding.fix("Ask for a key where callers are known", Edit::Batch(asked), Certainty::Likely),
            });
        }
    }
}
