//! Plans that no client can use.

use super::prelude::*;

rule! {
    id: "plan-keys-disabled", title: "Plans have a key that works", severity: Warning, topic: Throttling,
    checks: "Usage plans with keys, all of which are switched off. A plan without any key is told by the check.",
    why: "A key that is switched off is refused with 403 as an unknown one is: nobody can call by this plan.",
    example: "The one key of plan `partners` is disabled.",
    fix: "Switch a key on, add another, or delete the plan.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-setup-api-keys.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for plan in look.usage_plans() {
        let keys: Vec<_> = plan.node.api_keys.iter().filter_map(|id| Some((*id, look.design.api_keys.get(id)?))).collect();
        if keys.is_empty() || keys.iter().any(|(_, key)| !key.disabled) {
            continue;
        }
        let on = keys.iter().map(|(id, key)| {
            let mut key = (***key).clone();
            key.disabled = false;
            Edit::PutApiKey(*id, key.into())
        });
        let fix = Edit::Batch(on.collect());
        let message = format!("Every key of usage plan `{}` is switched off", plan.node.name);
        let finding = look.finding(plan.item(), message).at_place("api_keys");
        look.report(finding.fix("Switch them on", fix, Certainty::Likely));
    }
}
