//! API keys and usage plans.

use std::sync::Arc;

use crate::aws::Method;
use crate::design::{
    ApiKey, ApiKeyId, Diagnostic, Item, PlanQuota, PlanStage, RouteId, Throttle, UsagePlan, UsagePlanId,
};
use crate::terraform::import::build::Build;
use crate::terraform::import::build::body::{Body, stay_together};
use crate::terraform::import::build::variables::variable_of;

/// How the export begins the description of the variable of a key's value.
const VALUE_OF: &str = "Value of the API key";
/// What the provider writes as a description when nobody gives one.
const MANAGED: &str = "Managed by Terraform";

/// Reads the keys.
pub(super) fn read(build: &mut Build<'_, '_>) {
    for at in build.all("aws_api_gateway_api_key") {
        let id: ApiKeyId = build.design.mint();
        let item = Item::ApiKey(id);
        build.became(at, item);
        let Some(body) = build.body(at, item) else { continue };
        let key = ApiKey {
            name: body.text("name"),
            description: Some(body.text("description")).filter(|text| text != MANAGED).unwrap_or_default(),
            value: value(build, &body),
            disabled: body.flag("enabled") == Some(false),
            customer_id: body.some_text("customer_id"),
            tags: build.tags(&body),
        };
        build.design.api_keys.insert(id, Arc::new(key));
    }
}

/// The value, which is a secret: where a variable holds it, the design names that variable.
fn value(build: &Build<'_, '_>, body: &Body<'_, '_>) -> Option<String> {
    let resource = build.work.graph.resource(body.at)?;
    if let Some(value) = body.raw("value") {
        if let Some(name) = variable_of(value)
            && build.variables.get(name).is_some_and(|variable| variable.description.starts_with(VALUE_OF))
        {
            build.work.claim_variable(name);
            return Some(format!("${{var.{name}}}"));
        }
        let text = build.work.text(body.at, value);
        // A state holds the value that AWS made, and a design is no place for it.
        let made = resource.block.is_none();
        if made {
            let message = format!("The value of `{}` is not taken over from the state", body.address());
            let help = "It is a secret, and the key keeps it where it is: Terraform leaves a value alone that no file sets";
            body.say(Diagnostic::note("terraform-secret", message).help(help));
        }
        return text.filter(|text| !made && !text.is_empty());
    }
    // A variable that is null by default: the export's own is told by its name and description.
    let variable = format!("{}_api_key_value", resource.address.name);
    let known = build.variables.get(&variable).is_some_and(|found| found.description.starts_with(VALUE_OF));
    if body.has("value") && known {
        build.work.claim_variable(&variable);
        return Some(format!("${{var.{variable}}}"));
    }
    None
}

/// Reads the plans and which keys belong to them.
pub(super) fn plans(build: &mut Build<'_, '_>) {
    for at in build.all("aws_api_gateway_usage_plan") {
        let id: UsagePlanId = build.design.mint();
        let item = Item::UsagePlan(id);
        build.became(at, item);
        let Some(body) = build.body(at, item) else { continue };
        let stages = body.blocks("api_stages").iter().filter_map(|block| stage(build, block)).collect();
        let plan = UsagePlan {
            name: body.text("name"),
            description: body.text("description"),
            quota: body.block("quota_settings").and_then(|block| quota(&block)),
            throttle: body.block("throttle_settings").and_then(|block| throttle(&block)),
            stages,
            api_keys: Vec::new(),
            product_code: body.some_text("product_code"),
            tags: build.tags(&body),
        };
        build.design.usage_plans.insert(id, Arc::new(plan));
    }
    for at in build.all("aws_api_gateway_usage_plan_key") {
        let Some(body) = build.body(at, None) else { continue };
        let plan = build.linked(&body, "usage_plan_id", &["aws_api_gateway_usage_plan"]);
        let key = build.linked(&body, "key_id", &["aws_api_gateway_api_key"]);
        let (Some(item @ Item::UsagePlan(plan)), Some(Item::ApiKey(key))) = (plan, key) else {
            let message = format!("The plan or key of `{}` is not in the files", body.address());
            body.say(Diagnostic::warning("terraform-plan", message).help("It is kept as it was written"));
            continue;
        };
        body.skip(&["key_type"]);
        build.work.claim(at, item, &key.to_string());
        if let Some(plan) = build.design.usage_plans.get_mut(&plan) {
            Arc::make_mut(plan).api_keys.push(key);
        }
    }
}

fn quota(body: &Body<'_, '_>) -> Option<PlanQuota> {
    let (limit, period, offset) = (body.number("limit"), body.word("period"), body.number("offset"));
    if stay_together(body, &["limit", "period", "offset"]) {
        return None;
    }
    Some(PlanQuota { limit: limit?, period: period?, offset: offset.unwrap_or_default() })
}

fn throttle(body: &Body<'_, '_>) -> Option<Throttle> {
    let (rate, burst) = (body.milli("rate_limit"), body.number("burst_limit"));
    if stay_together(body, &["rate_limit", "burst_limit"]) || (rate.is_none() && burst.is_none()) {
        return None;
    }
    if rate.is_none() || burst.is_none() {
        let message = format!("`{}` sets one half of a throttle", body.address());
        let help = "The design has both: the other half is 0 there, set it";
        body.say(Diagnostic::warning("terraform-settings", message).help(help));
    }
    Some(Throttle { rate_rps: rate.unwrap_or_default(), burst: burst.unwrap_or_default() })
}

fn stage(build: &Build<'_, '_>, body: &Body<'_, '_>) -> Option<PlanStage> {
    let Some((api, stage)) = build.stage(body, "api_id", "stage") else {
        let message = format!("A stage of `{}` is not in the files", body.address());
        let help = "Add the stage to the plan in the studio";
        body.say(Diagnostic::warning("terraform-plan", message).help(help));
        body.skip(&["api_id", "stage"]);
        return None;
    };
    let mut plan = PlanStage { api, stage, ..PlanStage::default() };
    for block in body.blocks("throttle") {
        let path = block.known_text("path").unwrap_or_default();
        let route = route(build, api, &path);
        let block = match route {
            Some(route) => block.found_by(&format!("api_stages[{stage}].throttle[{route}]")),
            None => block,
        };
        match (route, throttle(&block)) {
            (Some(route), Some(throttle)) => _ = plan.route_throttles.insert(route, throttle),
            (Some(_), None) => {}
            (None, _) => {
                let message = format!("`{}` limits `{path}`, which no method is", body.address());
                let help = "Set the limit in the studio, at the plan";
                body.say(Diagnostic::warning("terraform-plan", message).help(help));
            }
        }
    }
    Some(plan)
}

/// The method of `/orders/{id}/GET`.
fn route(build: &Build<'_, '_>, api: crate::design::ApiId, path: &str) -> Option<RouteId> {
    let (path, verb) = path.rsplit_once('/')?;
    let verb: Method = verb.parse().ok()?;
    let path = format!("/{}", path.trim_matches('/'));
    let routes = &build.design.apis.get(&api)?.routes;
    routes
        .iter()
        .find(|(_, route)| {
            route.key.method() == Some(verb)
                && route
                    .key
                    .path_template()
                    .is_some_and(|known| known.trim_end_matches('/') == path.trim_end_matches('/'))
        })
        .map(|(id, _)| *id)
}
