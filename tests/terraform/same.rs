//! Designs that are the same to AWS: what is said in two ways there is said in one here.

use std::sync::Arc;

use studio_core::aws::{ApiKind, Method, ResponseTransferMode};
use studio_core::design::*;

use crate::normal;

/// Models that every REST API has from AWS.
const BUILT_IN: &[&str] = &["Empty", "Error"];
/// What AWS takes for every value in a sampling rule.
const ANY: &str = "*";
/// What an account has where nobody asked for more, which the export gives to a route of a stage that has settings
/// and no throttle: the provider would send 0 otherwise.
const RATE_RPS: u32 = 10_000;
const BURST: u32 = 5_000;

/// The design in the one form that all which are the same to AWS have.
pub fn same(design: &Design) -> Design {
    let mut design = design.clone();
    // Only an account that is managed has a block for its role.
    if !design.account.manage_cloudwatch_role {
        design.account.cloudwatch_role_arn = None;
    }
    for rule in &mut design.xray_sampling {
        for text in [&mut rule.url_path, &mut rule.http_method, &mut rule.host, &mut rule.service_name] {
            if text.is_empty() {
                *text = ANY.to_owned();
            }
        }
    }
    if let Some(body) = design.dashboard.as_mut().and_then(|dashboard| dashboard.body.as_mut()) {
        *body = normal::json(body);
    }
    for domain in design.domains.values_mut().map(Arc::make_mut) {
        // One that is named is taken, and none is made.
        domain.makes_certificate &= domain.certificate_arn.is_none();
        if let Some(tls) = domain.mutual_tls.as_mut().filter(|tls| tls.makes_truststore) {
            tls.truststore_version = None;
        }
        domain.policy = domain.policy.take().map(|policy| normal::json(&policy));
    }
    for link in design.vpc_links.values_mut().map(Arc::make_mut) {
        link.makes_security_group &= link.security_group_ids.is_empty();
    }
    for acl in design.web_acls.values_mut().map(Arc::make_mut) {
        acl.rules.iter_mut().for_each(|rule| statement(&mut rule.statement));
    }
    unnamed_functions(&mut design);
    for function in design.functions.values_mut().map(Arc::make_mut) {
        // The name ends a description.
        function.name = function.name.trim_end().to_owned();
    }
    for api in design.apis.values_mut().map(Arc::make_mut) {
        same_api(api);
    }
    design
}

/// A function that is called by its ARN has a name where a permission lets it be called.
fn unnamed_functions(design: &mut Design) {
    let mut named: Vec<FunctionId> = Vec::new();
    for api in design.apis.values() {
        let used = |id: &IntegrationId| api.routes.values().any(|route| route.integration == Some(*id));
        for (id, integration) in &api.integrations {
            if let Target::Lambda { function, .. } = &integration.target
                && integration.credentials.is_none()
                && (api.kind != ApiKind::Rest || used(id))
            {
                named.push(*function);
            }
        }
        let asked = api.authorizers.values().filter(|authorizer| authorizer.credentials.is_none());
        named.extend(asked.filter_map(|authorizer| authorizer.method.function()));
    }
    for (id, function) in &mut design.functions {
        if function.arn.is_some() && !named.contains(id) {
            Arc::make_mut(function).name.clear();
        }
    }
}

/// WAF asks for names of headers and of arguments in small letters.
fn statement(statement: &mut WafStatement) {
    let mut value = serde_json::to_value(&*statement).unwrap();
    lower(&mut value);
    *statement = serde_json::from_value(value).unwrap();
}

fn lower(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(map) => {
            for (name, value) in map {
                match value {
                    serde_json::Value::String(text) if name == "field" => *text = text.to_lowercase(),
                    value => lower(value),
                }
            }
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(lower),
        _ => {}
    }
}

fn same_api(api: &mut Api) {
    let rest = api.kind == ApiKind::Rest;
    for integration in api.integrations.values_mut().map(Arc::make_mut) {
        if let Target::Service { method, .. } = &mut integration.target {
            // An AWS service is called by POST where no verb is given.
            *method = Some(method.unwrap_or(Method::Post));
        }
        // AWS waits for the whole answer where nothing is said.
        integration.response_transfer_mode =
            integration.response_transfer_mode.filter(|mode| *mode != ResponseTransferMode::Buffered);
    }
    for route in api.routes.values_mut().map(Arc::make_mut).filter(|_| rest) {
        if let RouteKey::Path(_, path) = &mut route.key {
            // A resource's path has no slash at its end.
            let trimmed = path.trim_end_matches('/');
            *path = if trimmed.is_empty() { "/".to_owned() } else { trimmed.to_owned() };
        }
    }
    for stage in api.stages.values_mut().map(Arc::make_mut) {
        settings(stage, rest);
    }
    if rest {
        built_in_models(api);
    }
}

/// AWS keeps the settings of a method whole: what they share with the stage's is not their own.
fn settings(stage: &mut Stage, rest: bool) {
    let defaults = stage.defaults.clone();
    let common = defaults.cache.clone().unwrap_or_default();
    for own in stage.overrides.values_mut() {
        own.throttle = own.throttle.filter(|own| defaults.throttle != Some(*own));
        own.logging_level = own.logging_level.filter(|own| defaults.logging_level != Some(*own));
        own.data_trace = own.data_trace.filter(|own| defaults.data_trace != Some(*own));
        own.detailed_metrics = own.detailed_metrics.filter(|own| defaults.detailed_metrics != Some(*own));
        if let Some(cache) = &mut own.cache {
            cache.enabled = cache.enabled.filter(|own| common.enabled != Some(*own));
            cache.ttl_s = cache.ttl_s.filter(|own| common.ttl_s != Some(*own));
            cache.encrypted = cache.encrypted.filter(|own| common.encrypted != Some(*own));
            let own = cache.require_authorization;
            cache.require_authorization = own.filter(|own| common.require_authorization != Some(*own));
            let own = cache.unauthorized_strategy;
            cache.unauthorized_strategy = own.filter(|own| common.unauthorized_strategy != Some(*own));
        }
        own.cache = own.cache.take().filter(|cache| *cache != CacheSettings::default());
    }
    if !rest {
        let account = |throttle: &Throttle| {
            throttle.burst == BURST && throttle.rate_rps.thousandths() == i64::from(RATE_RPS) * 1000
        };
        for own in stage.overrides.values_mut().chain([&mut stage.defaults]) {
            own.throttle = own.throttle.filter(|own| !account(own));
        }
    }
    // Settings of a cache that say nothing are none.
    stage.defaults.cache = stage.defaults.cache.take().filter(|cache| *cache != CacheSettings::default());
    stage.overrides.retain(|_, own| *own != RouteSettings::default());
}

/// What a model of AWS's says is AWS's; it is in no file but where it is named.
fn built_in_models(api: &mut Api) {
    let named = |id: &ModelId| {
        api.routes.values().any(|route| {
            let responses = route.responses.values().flat_map(|response| response.models.values());
            route.body_models.values().chain(responses).any(|model| model == id)
        })
    };
    let (mut own, mut theirs) = (Nodes::default(), Nodes::default());
    for (id, model) in &api.models {
        if !BUILT_IN.contains(&model.name.as_str()) {
            own.insert(*id, model.clone());
            continue;
        }
        let schema = format!("#/definitions/{}", model.name);
        if named(id) || api.models.values().any(|other| other.schema.contains(&schema)) {
            let model = Model { name: model.name.clone(), ..Model::default() };
            theirs.insert(*id, Arc::new(model));
        }
    }
    theirs.sort_by(|_, one: &Arc<Model>, _, other| one.name.cmp(&other.name));
    own.extend(theirs);
    api.models = own;
}
