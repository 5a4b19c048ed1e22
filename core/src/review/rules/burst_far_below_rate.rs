//! Throttles that refuse a handful of requests at once.

use super::prelude::*;

/// The bucket is small when it holds less than this part of a second's requests.
const PART: i64 = 10;

rule! {
    id: "burst-far-below-rate", title: "Bursts fit the rate", severity: Note, topic: Throttling,
    checks: "Throttles of stages and usage plans whose burst is less than a tenth of the requests of a second, but not 0, \
        which the check tells.",
    why: "The burst is the bucket's size: whoever sends more requests at one moment is refused, however idle the stage was \
        before. Requests do not come at equal distances, so that a rate with a small bucket is never reached. AWS gives \
        an account half a second's requests.",
    example: "A stage has a rate of 1000 requests a second and a burst of 5.",
    fix: "Set the burst to about half of the rate.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages() {
        let Some(fixed) = stage.node.defaults.throttle.and_then(larger) else { continue };
        let fix = stage.put(|stage| stage.defaults.throttle = Some(fixed));
        let whose = format!("Stage `{}`", stage.node.name);
        let finding = look.finding(stage.item(), message(&whose, stage.node.defaults.throttle));
        let finding = finding.at_place("defaults/throttle");
        look.report(finding.fix(label(fixed), fix, Certainty::Likely));
    }
    for plan in look.usage_plans() {
        let Some(fixed) = plan.node.throttle.and_then(larger) else { continue };
        let fix = plan.put(|plan| plan.throttle = Some(fixed));
        let whose = format!("Usage plan `{}`", plan.node.name);
        let finding = look.finding(plan.item(), message(&whose, plan.node.throttle)).at_place("throttle");
        look.report(finding.fix(label(fixed), fix, Certainty::Likely));
    }
}

/// The throttle with a burst of half a second, where its own is far less.
fn larger(throttle: Throttle) -> Option<Throttle> {
    let rate = throttle.rate_rps.thousandths();
    let small = i64::from(throttle.burst).saturating_mul(1000).saturating_mul(PART) < rate;
    let burst = u32::try_from(rate / 2000).unwrap_or(u32::MAX);
    (small && throttle.burst > 0).then_some(Throttle { burst, ..throttle })
}

fn message(whose: &str, throttle: Option<Throttle>) -> String {
    let Throttle { rate_rps, burst } = throttle.unwrap_or_default();
    format!("{whose} has a rate of {rate_rps} requests a second, and refuses more than {burst} at once")
}

fn label(throttle: Throttle) -> String {
    format!("Take {} at once", throttle.burst)
}
