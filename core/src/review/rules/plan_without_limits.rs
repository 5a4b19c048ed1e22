//! Usage plans that limit nobody.

use super::prelude::*;

rule! {
    id: "plan-without-limits", title: "Usage plans have a throttle and a quota", severity: Warning,
    topic: Throttling,
    checks: "Usage plans without a throttle of their own, without a quota, or without both. A plan with \
        neither is a warning, one with one of them a note.",
    why: "A plan is there so that one client cannot use up what all pay for. Without limits its keys tell \
        clients apart and nothing more, up to the account's limit.",
    example: "Usage plan `partners` covers stage `prod` with neither throttle nor quota.",
    fix: "Give the plan a throttle that a client needs at most, and a quota for the period that you bill.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for plan in look.usage_plans() {
        let name = &plan.node.name;
        let (message, place) = match (plan.node.throttle.is_some(), plan.node.quota.is_some()) {
            (true, true) => continue,
            (false, false) => (format!("Usage plan `{name}` has neither a throttle nor a quota"), "throttle"),
            (false, true) => (format!("Usage plan `{name}` has no throttle"), "throttle"),
            (true, false) => (format!("Usage plan `{name}` has no quota"), "quota"),
        };
        let finding = look.finding(plan.item(), message).at_place(place);
        let half = plan.node.throttle.is_some() || plan.node.quota.is_some();
        let finding = if half { Diagnostic { severity: Severity::Note, ..finding } } else { finding };
        look.report(match of_stage(look, plan).filter(|_| plan.node.throttle.is_none()) {
            Some(throttle) => {
                let fix = plan.put(|plan| plan.throttle = Some(throttle));
                finding.fix("Give each key what the stage gives all", fix, Certainty::Likely)
            }
            None => finding,
        });
    }
}

/// What the first stage under the plan lets through.
fn of_stage(look: &Look<'_>, plan: UsagePlanAt<'_>) -> Option<Throttle> {
    let covered = plan.node.stages.first()?;
    look.design.apis.get(&covered.api)?.stages.get(&covered.stage)?.defaults.throttle
}
