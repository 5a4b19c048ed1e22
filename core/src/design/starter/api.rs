//! New APIs and new designs.

use std::sync::Arc;

use indexmap::IndexMap;

use super::nodes;
use crate::aws::{ApiKind, CacheSize, EndpointKind, Method};
use crate::base::Milli;
use crate::design::inputs::{ApiTraffic, EachRequest, Period, Ranged, Rate, SocketTraffic};
use crate::design::recommend::{Need, Needs};
use crate::design::{
    Api, ApiId, Authorization, CacheSettings, Canary, Cors, Design, Document, MethodResponse, Route,
    RouteKey, StageId, Target,
};
use crate::design::{Item, ScenarioId};

/// The requests a month that a new design is priced for.
const FIRST_REQUESTS: i64 = 1_000_000;
/// The WebSocket connections a month that a new design is priced for.
const FIRST_CONNECTIONS: i64 = 100_000;

/// A new design with one API of this kind that has what is needed, as far as the kind can.
pub fn document(kind: ApiKind, needs: &Needs, name: &str) -> Document {
    let mut document = Document::default();
    let design = &mut document.design;
    design.name = name.to_owned();
    let id = add_api(design, kind, needs, name);
    let scenario = design.apis.get(&id).map(|api| nodes::scenario(api));
    if let Some(scenario) = scenario {
        let id: ScenarioId = design.mint();
        document.scenarios.insert(id, Arc::new(scenario));
    }
    document.traffic.apis.insert(id, first_traffic(kind));
    document
}

/// A new API with a route, an integration, a function and a stage; returns the changed design and the API.
pub fn api(design: &Design, kind: ApiKind, needs: &Needs, name: &str) -> (Design, Item) {
    let mut design = design.clone();
    let taken = |name: &str| design.apis.values().any(|api| api.name == name);
    let name = nodes::free_name(if name.is_empty() { "api" } else { name }, "-", taken);
    let id = add_api(&mut design, kind, needs, &name);
    (design, Item::Api(id))
}

fn first_traffic(kind: ApiKind) -> ApiTraffic {
    let a_month = |count: i64| Some(Rate::new(Ranged::exactly(Milli::whole(count)), Period::Month));
    let some = |count: i64| Some(Ranged::exactly(Milli::whole(count)));
    match kind {
        ApiKind::Rest | ApiKind::Http => ApiTraffic {
            requests: a_month(FIRST_REQUESTS),
            each: EachRequest { response_kb: some(2), ..EachRequest::default() },
            ..ApiTraffic::default()
        },
        ApiKind::WebSocket => ApiTraffic {
            socket: SocketTraffic {
                connections: a_month(FIRST_CONNECTIONS),
                connection_minutes: some(10),
                messages_in: some(5),
                messages_out: some(5),
                ..SocketTraffic::default()
            },
            ..ApiTraffic::default()
        },
    }
}

fn add_api(design: &mut Design, kind: ApiKind, needs: &Needs, name: &str) -> ApiId {
    let id: ApiId = design.mint();
    let function = design.mint();
    let node = nodes::function(design);
    design.functions.insert(function, Arc::new(node));
    let mut api = Api::new(kind, name);
    let backend = design.mint();
    let integration = nodes::integration(&api, function);
    api.integrations.insert(backend, Arc::new(integration));
    for key in first_keys(kind) {
        let route = Route { key: RouteKey::from(*key), integration: Some(backend), ..Route::default() };
        api.routes.insert(design.mint(), Arc::new(route));
    }
    if kind == ApiKind::WebSocket {
        api.settings.route_selection_expression = Some("$request.body.action".to_owned());
    }
    let stage: StageId = design.mint();
    let node = nodes::stage(&api);
    api.stages.insert(stage, Arc::new(node));
    meet(design, &mut api, stage, needs);
    design.apis.insert(id, Arc::new(api));
    share(design, id, stage, needs);
    id
}

const fn first_keys(kind: ApiKind) -> &'static [&'static str] {
    match kind {
        ApiKind::Rest | ApiKind::Http => &["GET /items", "POST /items", "GET /items/{id}"],
        ApiKind::WebSocket => &["$connect", "$disconnect", "$default", "sendMessage"],
    }
}

/// Gives the API itself what is needed, as far as its kind can.
fn meet(design: &mut Design, api: &mut Api, stage: StageId, needs: &Needs) {
    let wants =
        |need: Need| needs.contains(&need) && crate::aws::capability(need.capability(), api.kind).can();
    let settings = &mut api.settings;
    if wants(Need::PrivateAccess) {
        settings.endpoint.kind = Some(EndpointKind::Private);
        settings.endpoint.ip_address_kind = Some(crate::aws::IpAddressKind::Dualstack);
        settings.resource_policy = Some(PRIVATE_POLICY.to_owned());
    } else if wants(Need::Edge) {
        settings.endpoint.kind = Some(EndpointKind::Edge);
    }
    if wants(Need::BuiltInCors) && api.kind == ApiKind::Http {
        settings.cors = Some(Cors {
            allow_origins: vec!["https://app.example.com".to_owned()],
            allow_methods: vec!["GET".to_owned(), "POST".to_owned()],
            allow_headers: vec!["content-type".to_owned(), "authorization".to_owned()],
            ..Cors::default()
        });
    }
    let (caching, canary, tracing) = (wants(Need::Caching), wants(Need::Canary), wants(Need::Tracing));
    let (jwt, keys, validation) = (wants(Need::Jwt), wants(Need::UsagePlans), wants(Need::Validation));
    if let Some(stage) = api.stages.get_mut(&stage).map(Arc::make_mut) {
        if caching {
            stage.cache_cluster = Some(CacheSize::Gb0_5);
            stage.defaults.cache =
                Some(CacheSettings { encrypted: Some(true), ttl_s: Some(60), ..CacheSettings::default() });
        }
        stage.canary = canary.then(|| Canary { percent_traffic: Milli::whole(10), ..Canary::default() });
        stage.xray_tracing = tracing;
    }
    if jwt && api.kind == ApiKind::Http {
        let id = design.mint();
        let node = nodes::authorizer(api, crate::design::FunctionId(0));
        api.authorizers.insert(id, Arc::new(node));
        for route in api.routes.values_mut() {
            Arc::make_mut(route).authorization = Authorization::Authorizer { id, scopes: Vec::new() };
        }
    }
    if keys && api.kind == ApiKind::Rest {
        for route in api.routes.values_mut() {
            Arc::make_mut(route).api_key_required = true;
        }
    }
    if validation && api.kind == ApiKind::Rest {
        validate(design, api);
    }
    if api.kind == ApiKind::Rest {
        declare_responses(api);
    }
}

/// Reads: anybody who comes through the VPC endpoint of the variable.
const PRIVATE_POLICY: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "execute-api:Invoke",
      "Resource": "execute-api:/*"
    }
  ]
}"#;

/// A model and a validator for the routes that take a body.
fn validate(design: &mut Design, api: &mut Api) {
    let (model, validator) = (design.mint(), design.mint());
    let (a_model, a_validator) = (nodes::model(api), nodes::validator(api));
    api.models.insert(model, Arc::new(a_model));
    api.validators.insert(validator, Arc::new(a_validator));
    for route in api.routes.values_mut().filter(|route| route.key.method() == Some(Method::Post)) {
        let route = Arc::make_mut(route);
        route.validator = Some(validator);
        route.body_models = IndexMap::from([("application/json".to_owned(), model)]);
    }
}

/// A method of a REST API declares its responses; a proxy needs only one.
fn declare_responses(api: &mut Api) {
    let lambda = api.integrations.values().all(|node| matches!(node.target, Target::Lambda { .. }));
    for route in api.routes.values_mut().filter(|_| lambda) {
        let response = MethodResponse { description: "Success".to_owned(), ..MethodResponse::default() };
        Arc::make_mut(route).responses = IndexMap::from([("200".to_owned(), response)]);
    }
}

/// Gives the design what the API needs beside itself.
fn share(design: &mut Design, api: ApiId, stage: StageId, needs: &Needs) {
    let Some(kind) = design.apis.get(&api).map(|api| api.kind) else { return };
    let wants = |need: Need| needs.contains(&need) && crate::aws::capability(need.capability(), kind).can();
    if wants(Need::UsagePlans) && kind == ApiKind::Rest {
        let (key, plan) = (design.mint(), design.mint());
        let node = nodes::api_key(design);
        design.api_keys.insert(key, Arc::new(node));
        let mut node = nodes::usage_plan(design);
        node.stages.retain(|covered| covered.api == api);
        node.api_keys.push(key);
        design.usage_plans.insert(plan, Arc::new(node));
    }
    if wants(Need::Waf) {
        let acl = design.mint();
        let node = nodes::web_acl(design);
        design.web_acls.insert(acl, Arc::new(node));
        let stage = design.apis.get_mut(&api).map(Arc::make_mut).and_then(|api| api.stages.get_mut(&stage));
        if let Some(stage) = stage {
            Arc::make_mut(stage).web_acl = Some(acl);
        }
    }
    if kind != ApiKind::Http {
        design.account.manage_cloudwatch_role = true;
    }
}
