//! What the account in the design's Region lets through.

use crate::aws;
use crate::base::Milli;
use crate::design::{Design, Throttle};

/// The throttle of all the account's APIs together, raised where the design says so; none where a fact is missing.
pub(super) fn account_throttle(design: &Design) -> Option<Throttle> {
    let raised = |id: &str| design.account.raised_quotas.get(id).copied();
    let usual = |id: &str| Some(aws::quota(id)?.limit_in(&design.region));
    let (rate_id, burst_id) = ("account.throttle_rate_rps", "account.throttle_burst");
    let (rate, usual_rate) = (raised(rate_id), usual(rate_id)?);
    // AWS sets the burst from the rate: a raised rate without a burst says nothing of the burst but that it is not less.
    let burst = match (raised(burst_id), rate) {
        (Some(burst), _) => burst,
        (None, Some(rate)) if rate > usual_rate => u64::from(u32::MAX),
        (None, _) => usual(burst_id)?,
    };
    let rate = i64::try_from(rate.unwrap_or(usual_rate)).unwrap_or(i64::MAX);
    Some(Throttle { rate_rps: Milli::whole(rate), burst: u32::try_from(burst).unwrap_or(u32::MAX) })
}
