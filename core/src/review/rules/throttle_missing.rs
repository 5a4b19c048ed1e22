//! Stages that may use up what all APIs of the account share.

use super::prelude::*;
use crate::review::account::account_throttle;

/// The part of the account's throttle that the fix gives a stage.
const PART: u32 = 10;

rule! {
    id: "throttle-missing", title: "Stages have a throttle", severity: Warning, topic: Throttling,
    checks: "Stages with a route that neither the stage's settings nor the route's own give a throttle.",
    why: "All APIs of an account share one throttle in a Region. A stage without its own lets one client, one loop or one \
        attack take all of it: the account's other APIs then answer 429, and the bill grows until somebody notices.",
    example: "Stage `prod` has no throttle in its default settings.",
    fix: "Set a throttle a little above what the stage needs at its peak, and a lower one on routes that are dear.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    let account = account_throttle(look.design);
    for stage in look.stages().filter(|stage| stage.node.defaults.throttle.is_none()) {
        let own = |route: &RouteAt<'_>| {
            stage.node.overrides.get(&route.id).is_some_and(|settings| settings.throttle.is_some())
        };
        let free: Vec<_> = stage.routes().filter(|route| !own(route)).collect();
        if free.is_empty() {
            continue;
        }
        let message = format!(
            "Stage `{}` of API `{}` has no throttle for {}",
            stage.node.name,
            stage.api.name,
            keys(&free)
        );
        let finding = look.finding(stage.item(), message).at_place("defaults/throttle");
        look.report(match account.map(part) {
            Some(throttle) => {
                let fix = stage.put(|stage| stage.defaults.throttle = Some(throttle));
                let label = format!("Let {} requests a second through", throttle.rate_rps);
                finding.fix(label, fix, Certainty::Likely)
            }
            None => finding,
        });
    }
}

fn part(account: Throttle) -> Throttle {
    let rate_rps = Milli::whole(account.rate_rps.thousandths() / 1000 / i64::from(PART));
    let half = u32::try_from(rate_rps.thousandths() / 2000).unwrap_or(u32::MAX);
    // As much burst for its rate as AWS gives an account.
    Throttle { rate_rps, burst: half.min(account.burst) }
}
