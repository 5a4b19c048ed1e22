//! Usage plans and the keys that belong to them.

use crate::aws::{ApiKind, QuotaPeriod};
use crate::design::{Item, PlanQuota, PlanStage, RouteId, Throttle, UsagePlan, segments};
use crate::terraform::export::module::{Module, Of};
use crate::terraform::export::names::slug_or;
use crate::terraform::facts::facts;
use crate::terraform::syntax::{Fields, decimal, number, text};

/// Adds the plans.
pub(super) fn export(module: &mut Module<'_>) {
    let design = module.design;
    for (id, plan) in &design.usage_plans {
        let item = Item::UsagePlan(*id);
        if plan.quota.is_some_and(|quota| !offset_fits(module, item, plan, quota)) {
            continue;
        }
        let wanted = slug_or(&plan.name, &format!("plan_{id}"));
        let name = module.names.take("aws_api_gateway_usage_plan", &wanted, &id.to_string());
        let tags = module.tags(&plan.tags);
        let mut fields = Fields::new()
            .set("name", text(plan.name.as_str()))
            .set_text("description", &plan.description)
            .set_some("product_code", plan.product_code.as_deref().map(text))
            .set_some("tags", tags);
        for stage in &plan.stages {
            let Some(body) = plan_stage(module, item, plan, stage) else { continue };
            let mark = stage.stage.to_string();
            fields = match module.keeps_within(
                item,
                "aws_api_gateway_usage_plan",
                &format!("api_stages[{mark}]."),
            ) {
                true => fields.labelled("api_stages", &mark, body),
                false => fields.block("api_stages", body),
            };
        }
        let fields = fields
            .block_some("quota_settings", plan.quota.map(quota))
            .block_some("throttle_settings", plan.throttle.map(throttle));
        let address = module.resource("aws_api_gateway_usage_plan", &name, item, fields);
        for key in &plan.api_keys {
            let Some(key_address) = module.api_keys.get(key).cloned() else {
                module.refuse(
                    item,
                    format!("Usage plan `{}` names an API key that is not in the design", plan.name),
                    "Take the key off the plan",
                );
                continue;
            };
            let key_name = module.design.api_keys.get(key).map(|key| key.name.as_str()).unwrap_or_default();
            let wanted = format!("{name}_{}", slug_or(key_name, &format!("key_{key}")));
            let key_name = module.names.take("aws_api_gateway_usage_plan_key", &wanted, &key.to_string());
            let fields = Fields::new()
                .set("key_id", key_address.get("id"))
                .set("key_type", text("API_KEY"))
                .set("usage_plan_id", address.get("id"));
            let of = Of::new("aws_api_gateway_usage_plan_key", &key_name, item).part(key);
            module.add(of.fold("", key_name.as_str()), fields);
        }
    }
}

fn offset_fits(module: &mut Module<'_>, item: Item, plan: &UsagePlan, quota: PlanQuota) -> bool {
    let [day, week, month] = facts().quota_offset_max.value;
    let most = match quota.period {
        QuotaPeriod::Day => day,
        QuotaPeriod::Week => week,
        QuotaPeriod::Month => month,
    };
    if quota.offset > most {
        module.refuse(
            item,
            format!("The quota of usage plan `{}` has an offset of {}", plan.name, quota.offset),
            format!("AWS takes 0 to {most} for the period {}", quota.period),
        );
    }
    if quota.limit == 0 {
        module.refuse(
            item,
            format!("The quota of usage plan `{}` lets no request through", plan.name),
            "Give a limit of at least 1, or take the quota away",
        );
    }
    quota.offset <= most && quota.limit > 0
}

fn quota(quota: PlanQuota) -> Fields {
    Fields::new()
        .set("limit", number(quota.limit))
        .set_some("offset", (quota.offset > 0).then(|| number(quota.offset)))
        .set("period", text(quota.period.as_str()))
}

fn throttle(throttle: Throttle) -> Fields {
    Fields::new().set("burst_limit", number(throttle.burst)).set("rate_limit", decimal(throttle.rate_rps))
}

fn plan_stage(module: &mut Module<'_>, item: Item, plan: &UsagePlan, stage: &PlanStage) -> Option<Fields> {
    let api = module.design.apis.get(&stage.api);
    let address = module.stages.get(&stage.stage).cloned();
    let (Some(api), Some(address)) = (api, address) else {
        module.refuse(
            item,
            format!("Usage plan `{}` covers a stage that is not in the files", plan.name),
            "Choose a stage of a REST API in the design",
        );
        return None;
    };
    if api.kind != ApiKind::Rest {
        module.refuse(
            item,
            format!(
                "Usage plan `{}` covers a stage of the {} API `{}`",
                plan.name,
                api.kind.label(),
                api.name
            ),
            "Only stages of REST APIs have usage plans",
        );
        return None;
    }
    let mut fields =
        Fields::new().set("api_id", address.get("rest_api_id")).set("stage", address.get("stage_name"));
    let kept = |route: &RouteId| {
        let path = format!("api_stages[{}].throttle[{route}].", stage.stage);
        module.keeps_within(item, "aws_api_gateway_usage_plan", &path)
    };
    let routes = api.routes.keys().filter(|route| !stage.route_throttles.contains_key(*route));
    let kept: Vec<RouteId> = stage.route_throttles.keys().chain(routes).copied().filter(kept).collect();
    let limits = stage.route_throttles.iter().map(|(route, limit)| (route, Some(*limit)));
    let limits = limits.chain(
        kept.iter().filter(|route| !stage.route_throttles.contains_key(*route)).map(|route| (route, None)),
    );
    for (route, limit) in limits {
        let key = api.routes.get(route).map(|route| &route.key);
        let path = key.and_then(|key| key.path_template()).map(|path| (path, segments(path).count()));
        let method = key.and_then(|key| key.method());
        match (path, method) {
            (Some((path, 1..)), Some(method)) => {
                let path = path.trim_end_matches('/');
                let body = throttle_with_path(&format!("{path}/{method}"), limit);
                // The mark is how what is kept of the block finds it.
                fields = match kept.contains(route) {
                    true => fields.labelled("throttle", &route.to_string(), body),
                    false => fields.block("throttle", body),
                };
            }
            (Some(_), Some(_)) => module.leave_out(
                item,
                "stages",
                "The plan's throttle of a method of the root path",
                "How AWS spells that path in a usage plan is not documented",
            ),
            _ => module.refuse(
                item,
                format!("Usage plan `{}` limits a method that is not in the design", plan.name),
                "Take the limit off the plan",
            ),
        }
    }
    Some(fields)
}

fn throttle_with_path(path: &str, limit: Option<Throttle>) -> Fields {
    Fields::new()
        .set("path", text(path))
        .set_some("burst_limit", limit.map(|limit| number(limit.burst)))
        .set_some("rate_limit", limit.map(|limit| decimal(limit.rate_rps)))
}
