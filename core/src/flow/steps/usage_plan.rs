//! The throttle and quota of a key's usage plan.

use crate::aws::{GatewayResponseType, QuotaPeriod};
use crate::design::{ApiKeyId, Diagnostic, Item, PlanQuota, UsagePlanId};
use crate::flow::clock::{Civil, DAY_MS};
use crate::flow::exchange::Exchange;
use crate::flow::verdict::{Refusal, Verdict};
use crate::flow::{BucketKey, QuotaUse};

use super::throttle;

const PAGE: &str = "api-gateway-api-usage-plans";

/// Spends a token of the key's bucket, then one request of its quota.
pub(crate) fn run(x: &mut Exchange<'_>) -> Verdict {
    let (Some(key), Some(plan_id)) = (x.caller.api_key, x.caller.plan) else {
        return Verdict::skip("The request was not let in with an API key, so no usage plan counts it")
            .at(x.route_item())
            .documented(PAGE);
    };
    let Some(plan) = x.design.usage_plans.get(&plan_id) else {
        return Verdict::skip("The usage plan is gone").at(x.route_item());
    };
    let item = Item::UsagePlan(plan_id);
    let mut seen = Verdict::pass("");
    let bucket = bucket(x, key, plan_id)
        .or(plan.throttle.map(|limit| (BucketKey::Plan { plan: plan_id, key }, limit)));
    if let Some((bucket, limit)) = bucket {
        let (ok, tokens) = throttle::spend(x, bucket, limit);
        seen = throttle::consulted(seen, "tokens of the key", tokens, limit, "usage plan");
        if !ok {
            let reason = format!(
                "The key's bucket in usage plan `{}` is empty: {} requests a second with bursts of {}",
                plan.name, limit.rate_rps, limit.burst
            );
            return refused(
                x,
                GatewayResponseType::Throttled,
                item,
                &reason,
                "throttled",
                "Send more slowly, or raise the plan's rate and burst",
            )
            .saw_all(seen.consulted);
        }
    }
    if let Some(quota) = plan.quota {
        let used = count(x, plan_id, key, quota);
        let limit = limit_of(quota, used);
        seen = seen.saw("requests in this period", used.used.to_string(), "session").saw(
            "quota",
            format!("{limit} a {}", quota.period.as_str().to_lowercase()),
            "usage plan",
        );
        if used.used >= limit {
            let reason = format!(
                "The key has used up the quota of usage plan `{}`: {limit} requests a {}",
                plan.name,
                quota.period.as_str().to_lowercase()
            );
            return refused(
                x,
                GatewayResponseType::QuotaExceeded,
                item,
                &reason,
                "quota-used-up",
                "Wait for the next period, or raise the plan's quota",
            )
            .saw_all(seen.consulted);
        }
        let counted = QuotaUse { used: used.used.saturating_add(1), ..used };
        x.state.quotas.insert((plan_id, key), counted);
    }
    seen.reason = match (plan.throttle.is_some() || bucket.is_some(), plan.quota.is_some()) {
        (false, false) => format!("Usage plan `{}` sets neither throttle nor quota", plan.name),
        (true, false) => format!("The key's bucket in usage plan `{}` had a token", plan.name),
        (false, true) => format!("The key's quota in usage plan `{}` is not used up", plan.name),
        (true, true) => {
            format!("Usage plan `{}` has a token for the key, and its quota is not used up", plan.name)
        }
    };
    seen.at(item).documented(PAGE)
}

/// The bucket of the method, where the plan has one for it.
fn bucket(
    x: &Exchange<'_>,
    key: ApiKeyId,
    plan_id: UsagePlanId,
) -> Option<(BucketKey, crate::design::Throttle)> {
    let ((stage, _), (route, _)) = (x.place.stage?, x.route?);
    let api = x.place.api_id;
    let plan = x.design.usage_plans.get(&plan_id)?;
    let covered = plan.stages.iter().find(|covered| covered.api == api && covered.stage == stage)?;
    let limit = covered.route_throttles.get(&route).copied()?;
    Some((BucketKey::PlanRoute { plan: plan_id, key, api, stage, route }, limit))
}

/// What the key has used in the current period.
fn count(x: &Exchange<'_>, plan: UsagePlanId, key: ApiKeyId, quota: PlanQuota) -> QuotaUse {
    let period = period(quota.period, x.epoch_ms);
    let fresh = QuotaUse { period, used: 0, first_period: period };
    x.state.quotas.get(&(plan, key)).map_or(fresh, |used| used.in_period(period))
}

impl QuotaUse {
    /// What of it counts in this period.
    fn in_period(self, period: u64) -> Self {
        if self.period == period { self } else { Self { period, used: 0, ..self } }
    }
}

/// What is used and what the limit is at a moment, and when the period ends, in milliseconds since 1970.
pub(crate) fn reading(quota: PlanQuota, used: QuotaUse, epoch_ms: u64) -> (u64, u64, u64) {
    let now = period(quota.period, epoch_ms);
    let used = used.in_period(now);
    let midnight = epoch_ms / DAY_MS * DAY_MS;
    // A month, the longest period, has 31 days at most.
    let mut midnights = (1..=31).map(|days| midnight.saturating_add(days * DAY_MS));
    let ends_ms = midnights.clone().find(|at_ms| period(quota.period, *at_ms) != now);
    (used.used, limit_of(quota, used), ends_ms.or(midnights.next_back()).unwrap_or(epoch_ms))
}

/// The period's number. Periods begin at midnight UTC; that weeks begin on Sunday and months on the first is
/// the common reading, which AWS does not document.
fn period(period: QuotaPeriod, epoch_ms: u64) -> u64 {
    let days = epoch_ms / DAY_MS;
    match period {
        QuotaPeriod::Day => days,
        // Day 0 was a Thursday.
        QuotaPeriod::Week => (days + 4) / 7,
        QuotaPeriod::Month => {
            let civil = Civil::at(epoch_ms);
            u64::try_from(civil.year).unwrap_or(0) * 12 + civil.month
        }
    }
}

/// The offset shortens the first period.
fn limit_of(quota: PlanQuota, used: QuotaUse) -> u64 {
    let offset = if used.period == used.first_period { quota.offset } else { 0 };
    u64::from(quota.limit.saturating_sub(offset))
}

fn refused(
    x: &mut Exchange<'_>,
    kind: GatewayResponseType,
    item: Item,
    reason: &str,
    code: &'static str,
    help: &str,
) -> Verdict {
    x.note(Diagnostic::note(code, reason).at(item).help(help));
    Verdict::refuse(Refusal::new(kind), reason).at(item).documented(PAGE)
}
