//! Quotas of the account in a Region.

use crate::aws::EndpointKind;
use crate::design::{Design, Item, Throttle};
use crate::quota::gauge::Gauge;

pub fn measure(gauge: &mut Gauge<'_>, design: &Design) {
    let count = |kind| design.apis.values().filter(|api| api.endpoint_kind() == kind).count();
    gauge.count("account.regional_apis", Item::Design, count(EndpointKind::Regional));
    gauge.count("account.edge_apis", Item::Design, count(EndpointKind::Edge));
    gauge.count("account.private_apis", Item::Design, count(EndpointKind::Private));
    gauge.count("rest.client_certificates", Item::Design, design.client_certificates.len());

    let throttles: Vec<(Item, Throttle)> = throttles(design).collect();
    let rate =
        |throttle: Throttle| u64::try_from(throttle.rate_rps.thousandths()).unwrap_or(0).div_ceil(1000);
    let rates = throttles.iter().map(|(item, throttle)| (*item, rate(*throttle)));
    gauge.settings("account.throttle_rate_rps", rates);
    let bursts = throttles.iter().map(|(item, throttle)| (*item, u64::from(throttle.burst)));
    gauge.settings("account.throttle_burst", bursts);
}

/// Every throttle that a stage or usage plan sets; none of them can let more through than the account.
fn throttles(design: &Design) -> impl Iterator<Item = (Item, Throttle)> {
    let stages = design.apis.iter().flat_map(|(api, node)| {
        node.stages.iter().flat_map(move |(id, stage)| {
            let settings = std::iter::once(&stage.defaults).chain(stage.overrides.values());
            settings.filter_map(move |settings| Some((Item::Stage(*api, *id), settings.throttle?)))
        })
    });
    let plans = design.usage_plans.iter().flat_map(|(id, plan)| {
        let methods = plan.stages.iter().flat_map(|stage| stage.route_throttles.values().copied());
        plan.throttle.into_iter().chain(methods).map(move |throttle| (Item::UsagePlan(*id), throttle))
    });
    stages.chain(plans)
}
