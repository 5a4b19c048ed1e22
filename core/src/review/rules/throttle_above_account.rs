//! Throttles that the account's own never lets a request reach.

use super::prelude::*;
use crate::design::{Item, RouteId, StageId, ApiId, UsagePlanId};
use crate::review::account::account_throttle;

rule! {
    id: "throttle-above-account", title: "Throttles lie within the account's", severity: Warning, topic: Throttling,
    checks: "Throttles of stages, routes and usage plans whose rate or burst is higher than the account's in the design's \
        Region, with the quotas that the design says are raised.",
    why: "The account's throttle is looked at as well, and a higher one raises nothing: requests above the account's are \
        refused, and so are those of every other API. Who reads the settings counts on what is not there.",
    example: "Stage `prod` in `eu-south-1` has a rate of 5000 requests a second, and the account 2500.",
    fix: "Lower the throttle, or have AWS raise the account's and note it among the design's quotas.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html",
    ],
    run: run,
}

/// Whose throttle it is.
enum Owner {
    Stage(ApiId, StageId, Option<RouteId>),
    Plan(UsagePlanId),
}

fn run(look: &mut Look<'_>) {
    let Some(account) = account_throttle(look.design) else { return };
    let above = |throttle: &Throttle| throttle.rate_rps > account.rate_rps || throttle.burst > account.burst;
    let mut found = Vec::new();
    for stage in look.stages() {
        let own = stage.node.overrides.iter().map(|(id, settings)| (Some(*id), settings));
        for (route, settings) in std::iter::once((None, &stage.node.defaults)).chain(own) {
            if let Some(throttle) = settings.throttle.filter(&above) {
                found.push((Owner::Stage(stage.api_id, stage.id, route), throttle));
            }
        }
    }
    for plan in look.usage_plans() {
        if let Some(throttle) = plan.node.throttle.filter(&above) {
            found.push((Owner::Plan(plan.id), throttle));
        }
    }
    for (owner, throttle) in found {
        report(look, &owner, throttle, account);
    }
}

fn report(look: &mut Look<'_>, owner: &Owner, throttle: Throttle, account: Throttle) {
    let fixed =
        Throttle { rate_rps: throttle.rate_rps.min(account.rate_rps), burst: throttle.burst.min(account.burst) };
    let Some((item, place, whose, fix)) = lower(look, owner, fixed) else { return };
    let message = format!(
        "{whose} throttles at {} requests a second and a burst of {}, and the account at {} and {}",
        throttle.rate_rps, throttle.burst, account.rate_rps, account.burst
    );
    let finding = look.finding(item, message).at_place(place);
    look.report(finding.fix("Lower it to the account's", fix, Certainty::Likely));
}

/// The item, the place in it, what a sentence calls it, and the edit that puts another throttle there.
fn lower(look: &Look<'_>, owner: &Owner, throttle: Throttle) -> Option<(Item, String, String, Edit)> {
    match *owner {
        Owner::Stage(api, id, route) => {
            let stage = look.stages().find(|stage| (stage.api_id, stage.id) == (api, id))?;
            let name = &stage.node.name;
            let Some(route) = route else {
                let fix = stage.put(|stage| stage.defaults.throttle = Some(throttle));
                return Some((stage.item(), "defaults/throttle".to_owned(), format!("Stage `{name}`"), fix));
            };
            let key = &stage.api.routes.get(&route)?.key;
            let fix = stage.put(|stage| {
                if let Some(settings) = stage.overrides.get_mut(&route) {
                    settings.throttle = Some(throttle);
                }
            });
            let place = format!("overrides/{route}/throttle");
            Some((stage.item(), place, format!("Stage `{name}` for `{key}`"), fix))
        }
        Owner::Plan(id) => {
            let plan = look.usage_plans().find(|plan| plan.id == id)?;
            let fix = plan.put(|plan| plan.throttle = Some(throttle));
            Some((plan.item(), "throttle".to_owned(), format!("Usage plan `{}`", plan.node.name), fix))
        }
    }
}
