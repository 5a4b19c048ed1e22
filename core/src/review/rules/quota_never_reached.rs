//! Quotas that the throttle keeps every key from reaching.

use super::prelude::*;
use crate::aws::QuotaPeriod;

const DAY_S: i64 = 86_400;

rule! {
    id: "quota-never-reached", title: "Quotas can be reached", severity: Note, topic: Throttling,
    checks: "Usage plans with a throttle and a quota: whether a key that calls as fast as the throttle lets it, for the \
        whole period, reaches the quota. A month counts as 31 days.",
    why: "Such a quota refuses nobody. Whoever reads the plan believes in a limit, or a price, that does not exist.",
    example: "A plan has 1 request a second, and a quota of 100000 requests a day; a day has 86400 seconds.",
    fix: "Lower the quota to what a client is meant to use, raise the throttle, or take the quota away.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for plan in look.usage_plans() {
        let (Some(throttle), Some(quota)) = (plan.node.throttle, plan.node.quota) else { continue };
        let (period_s, word) = match quota.period {
            QuotaPeriod::Day => (DAY_S, "day"),
            QuotaPeriod::Week => (DAY_S * 7, "week"),
            QuotaPeriod::Month => (DAY_S * 31, "month"),
        };
        let steady = throttle.rate_rps.thousandths().saturating_mul(period_s) / 1000;
        let most = steady.saturating_add(i64::from(throttle.burst));
        if i64::from(quota.limit) <= most {
            continue;
        }
        let message = format!(
            "Usage plan `{}` allows {} requests a {word}, and its throttle lets a key make {most} at most",
            plan.node.name, quota.limit
        );
        let finding = look.finding(plan.item(), message).at_place("quota/limit");
        look.report(finding);
    }
}
