//! Plans that promise a key more than the stage lets through for all.

use super::prelude::*;
use crate::design::{Stage, RouteId};

rule! {
    id: "plan-throttle-above-stage", title: "Plans promise no more than the stage lets through", severity: Warning,
    topic: Throttling,
    checks: "Throttles that a usage plan gives single methods, against the throttle of that method on the stage; and the \
        plan's own throttle, against the sum over all methods with a key of all its stages. Where a method has no throttle \
        on its stage, nothing is said.",
    why: "Both hold: the plan's for each key, the stage's for all callers of a method together. A plan above it never \
        refuses anybody, so that one client uses up the stage and the others get 429.",
    example: "The plan gives `POST /orders` 100 requests a second for each key, and the stage 50 for all.",
    fix: "Give a key a part of what the stage lets through, or raise the stage's throttle.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for plan in look.usage_plans() {
        for (at, covered) in plan.node.stages.iter().enumerate() {
            let Some(api) = look.design.apis.get(&covered.api) else { continue };
            let Some(stage) = api.stages.get(&covered.stage) else { continue };
            for (route, own) in &covered.route_throttles {
                let Some(key) = api.routes.get(route).map(|route| &route.key) else { continue };
                let Some(most) = of(stage, *route).filter(|most| own.rate_rps > most.rate_rps) else { continue };
                let message = format!(
                    "Usage plan `{}` gives each key {} requests a second of `{key}`, and stage `{}` lets {} through for all",
                    plan.node.name, own.rate_rps, stage.name, most.rate_rps
                );
                let fix = plan.put(|plan| {
                    if let Some(covered) = plan.stages.get_mut(at) {
                        covered.route_throttles.insert(*route, least(*own, most));
                    }
                });
                let place = format!("stages/{at}/route_throttles/{route}");
                let finding = look.finding(plan.item(), message).at_place(place);
                look.report(finding.fix("Lower it to the stage's", fix, Certainty::Likely));
            }
        }
        whole(look, plan);
    }
}

/// The plan's own throttle, which holds for all its stages together.
fn whole(look: &mut Look<'_>, plan: UsagePlanAt<'_>) {
    let Some(own) = plan.node.throttle else { return };
    let Some(most) = sum(look, plan).filter(|most| own.rate_rps > most.rate_rps) else { return };
    let message = format!(
        "Usage plan `{}` gives each key {} requests a second, and its stages let {} through for all",
        plan.node.name, own.rate_rps, most.rate_rps
    );
    let fix = plan.put(|plan| plan.throttle = Some(least(own, most)));
    let finding = look.finding(plan.item(), message).at_place("throttle");
    look.report(finding.fix("Lower it to the stages'", fix, Certainty::Likely));
}

/// What the stages let through of all methods with a key; none when one of them has no limit.
fn sum(look: &Look<'_>, plan: UsagePlanAt<'_>) -> Option<Throttle> {
    let mut all: Option<Throttle> = None;
    for covered in &plan.node.stages {
        let api = look.design.apis.get(&covered.api)?;
        let stage = api.stages.get(&covered.stage)?;
        for (id, _) in api.routes.iter().filter(|(_, route)| route.api_key_required) {
            let (one, before) = (of(stage, *id)?, all.unwrap_or_default());
            let rate = before.rate_rps.thousandths().saturating_add(one.rate_rps.thousandths());
            let burst = before.burst.saturating_add(one.burst);
            all = Some(Throttle { rate_rps: Milli::from_thousandths(rate), burst });
        }
    }
    all
}

fn of(stage: &Stage, route: RouteId) -> Option<Throttle> {
    stage.overrides.get(&route).and_then(|own| own.throttle).or(stage.defaults.throttle)
}

fn least(one: Throttle, other: Throttle) -> Throttle {
    Throttle { rate_rps: one.rate_rps.min(other.rate_rps), burst: one.burst.min(other.burst) }
}
