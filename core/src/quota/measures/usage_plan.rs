//! Quotas on usage plans and API keys.

use crate::design::{Design, Item};
use crate::quota::gauge::Gauge;

pub fn measure(gauge: &mut Gauge<'_>, design: &Design) {
    gauge.count("usage_plan.plans", Item::Design, design.usage_plans.len());
    gauge.count("usage_plan.api_keys", Item::Design, design.api_keys.len());
    let plans_of = |key| design.usage_plans.values().filter(|plan| plan.api_keys.contains(key)).count();
    let keys = design.api_keys.keys().map(|key| (Item::ApiKey(*key), plans_of(key)));
    gauge.counts("usage_plan.plans_per_key", keys);
    let throttles = design.usage_plans.iter().flat_map(|(id, plan)| {
        plan.stages.iter().map(move |stage| (Item::UsagePlan(*id), stage.route_throttles.len()))
    });
    gauge.counts("usage_plan.method_throttles_per_stage", throttles);
}
