//! New nodes, one function per noun.

use indexmap::IndexMap;

use crate::aws::{
    self, ApiKind, LogFormatName, LoggingLevel, Method, PassthroughBehavior, PayloadFormat, QuotaPeriod,
};
use crate::base::Milli;
use crate::design::inputs::Scenario;
use crate::design::{
    AccessLog, Alarm, Api, ApiId, ApiKey, Authorizer, AuthorizerMethod, ClientCertificate, Design, Domain,
    Function, FunctionId, Integration, IntegrationResponse, JwtIssuer, LogDestination, Model, Passing,
    PlanQuota, PlanStage, Route, RouteKey, RouteSettings, Stage, Target, TextMap, Throttle, UsagePlan,
    Validator, VpcLink, VpcLinkVersion, WafAction, WafRule, WafStatement, WebAcl, segments,
};

/// How long a new log group keeps its lines, in days.
const LOG_RETENTION_DAYS: u32 = 30;

/// The first of `name`, `name-2`, `name-3`… that `taken` does not know.
pub(super) fn free_name(name: &str, join: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(name) {
        return name.to_owned();
    }
    let mut number = 2_u32;
    loop {
        let text = format!("{name}{join}{number}");
        if !taken(&text) || number == u32::MAX {
            return text;
        }
        number += 1;
    }
}

/// A route with a key that the API does not have yet.
pub fn route(api: &Api) -> Route {
    let taken = |name: &str| match api.kind {
        ApiKind::WebSocket => api.routes.values().any(|route| route.key.to_string() == name),
        ApiKind::Rest | ApiKind::Http => api.routes.values().any(|route| {
            let path = route.key.path_template().unwrap_or_default();
            route.key.method() == Some(Method::Get) && segments(path).eq(segments(name))
        }),
    };
    let key = match api.kind {
        ApiKind::WebSocket => RouteKey::from(free_name("sendMessage", "", taken).as_str()),
        ApiKind::Rest | ApiKind::Http => RouteKey::path(Method::Get, free_name("/items", "-", taken)),
    };
    Route { key, integration: api.integrations.keys().next().copied(), ..Route::default() }
}

/// An integration with a function, as a proxy.
pub fn integration(api: &Api, function: FunctionId) -> Integration {
    let taken = |name: &str| api.integrations.values().any(|node| node.name == name);
    Integration {
        name: free_name("backend", "-", taken),
        target: Target::Lambda { function, passing: Passing::Proxy, asynchronous: false },
        payload_format: (api.kind == ApiKind::Http).then_some(PayloadFormat::V2),
        ..Integration::default()
    }
}

/// An integration that answers by itself, with what it needs to answer 200.
pub fn mock_integration(api: &Api) -> Integration {
    let taken = |name: &str| api.integrations.values().any(|node| node.name == name);
    let template = TextMap::from([("application/json".to_owned(), r#"{"statusCode": 200}"#.to_owned())]);
    let status = if api.kind == ApiKind::WebSocket { "$default" } else { "200" };
    Integration {
        name: free_name("mock", "-", taken),
        target: Target::Mock,
        passthrough_behavior: Some(PassthroughBehavior::WhenNoMatch),
        request_templates: template,
        responses: vec![IntegrationResponse { status: status.to_owned(), ..IntegrationResponse::default() }],
        ..Integration::default()
    }
}

/// An authorizer of the method that suits the kind best: JWT on HTTP, a function elsewhere.
pub fn authorizer(api: &Api, function: FunctionId) -> Authorizer {
    let taken = |name: &str| api.authorizers.values().any(|node| node.name == name);
    let (name, method) = match api.kind {
        ApiKind::Http => (
            "jwt",
            AuthorizerMethod::Jwt {
                issuers: vec![JwtIssuer {
                    issuer: "https://example.com".to_owned(),
                    audiences: vec!["my-client".to_owned()],
                    key_set: None,
                }],
                identity_source: "$request.header.Authorization".to_owned(),
            },
        ),
        ApiKind::Rest => (
            "token",
            AuthorizerMethod::LambdaToken {
                function,
                header: "Authorization".to_owned(),
                validation_expression: None,
            },
        ),
        ApiKind::WebSocket => (
            "connect",
            AuthorizerMethod::LambdaRequest {
                function,
                identity_sources: vec!["route.request.header.Authorization".to_owned()],
                payload_format: None,
                simple_responses: false,
            },
        ),
    };
    Authorizer { name: free_name(name, "-", taken), method, ..Authorizer::default() }
}

/// A stage that logs, deploys by itself where the kind can, and holds back a runaway client.
pub fn stage(api: &Api) -> Stage {
    let taken = |name: &str| api.stages.values().any(|stage| stage.name == name);
    let name = if api.kind == ApiKind::Http && !taken("$default") { "$default" } else { "prod" };
    Stage {
        name: free_name(name, "-", taken),
        auto_deploy: api.kind != ApiKind::Rest,
        defaults: RouteSettings {
            throttle: Some(Throttle { rate_rps: Milli::whole(100), burst: 200 }),
            logging_level: (api.kind != ApiKind::Http).then_some(LoggingLevel::Error),
            detailed_metrics: Some(true),
            ..RouteSettings::default()
        },
        access_log: Some(access_log(api.kind)),
        ..Stage::default()
    }
}

/// An access log in the console's JSON format.
pub fn access_log(kind: ApiKind) -> AccessLog {
    let format = aws::log_format(kind, LogFormatName::Json).map(|row| row.text.clone());
    let retention_days = Some(LOG_RETENTION_DAYS);
    let destination = LogDestination::LogGroup { name: String::new(), retention_days, kms_key_arn: None };
    AccessLog { destination, format: format.unwrap_or_default() }
}

/// A model of an object with one property.
pub fn model(api: &Api) -> Model {
    let taken = |name: &str| api.models.values().any(|node| node.name == name);
    let schema = "{\n  \"$schema\": \"http://json-schema.org/draft-04/schema#\",\n  \"type\": \"object\",\n  \
                  \"properties\": { \"name\": { \"type\": \"string\" } },\n  \"required\": [\"name\"]\n}";
    Model {
        name: free_name("Item", "", taken),
        content_type: "application/json".to_owned(),
        schema: schema.to_owned(),
        ..Model::default()
    }
}

/// A validator that checks everything.
pub fn validator(api: &Api) -> Validator {
    let taken = |name: &str| api.validators.values().any(|node| node.name == name);
    Validator { name: free_name("everything", "-", taken), body: true, parameters: true }
}

/// A function.
pub fn function(design: &Design) -> Function {
    let taken = |name: &str| design.functions.values().any(|node| node.name == name);
    Function { name: free_name("handler", "-", taken), ..Function::default() }
}

/// A Regional domain with the first stage of the first API under it.
pub fn domain(design: &Design) -> Domain {
    let taken = |name: &str| design.domains.values().any(|node| node.name == name);
    let first = design.apis.iter().find_map(|(id, api)| Some((*id, *api.stages.keys().next()?)));
    let mapping = first.map(|(api, stage)| crate::design::ApiMapping { path: String::new(), api, stage });
    let name = free_name("api", "-", |name| taken(&format!("{name}.example.com")));
    Domain {
        name: format!("{name}.example.com"),
        mappings: mapping.into_iter().collect(),
        ..Domain::default()
    }
}

/// A VPC link of the second generation, in one subnet that is still to be named.
pub fn vpc_link(design: &Design) -> VpcLink {
    let taken = |name: &str| design.vpc_links.values().any(|node| node.name == name);
    VpcLink { name: free_name("link", "-", taken), version: VpcLinkVersion::V2, ..VpcLink::default() }
}

/// A key whose value AWS makes.
pub fn api_key(design: &Design) -> ApiKey {
    let taken = |name: &str| design.api_keys.values().any(|node| node.name == name);
    ApiKey { name: free_name("client", "-", taken), ..ApiKey::default() }
}

/// A usage plan over the stages of the REST APIs, with a quota and a throttle.
pub fn usage_plan(design: &Design) -> UsagePlan {
    let taken = |name: &str| design.usage_plans.values().any(|node| node.name == name);
    let rest = design.apis.iter().filter(|(_, api)| api.kind == ApiKind::Rest);
    let stages = rest.flat_map(|(id, api)| {
        api.stages.keys().map(|stage| PlanStage { api: *id, stage: *stage, route_throttles: IndexMap::new() })
    });
    UsagePlan {
        name: free_name("basic", "-", taken),
        quota: Some(PlanQuota { limit: 10_000, period: QuotaPeriod::Month, offset: 0 }),
        throttle: Some(Throttle { rate_rps: Milli::whole(10), burst: 20 }),
        stages: stages.collect(),
        ..UsagePlan::default()
    }
}

/// A web ACL with the common managed rules.
pub fn web_acl(design: &Design) -> WebAcl {
    let taken = |name: &str| design.web_acls.values().any(|node| node.name == name);
    let common = WafStatement::ManagedGroup {
        vendor: "AWS".to_owned(),
        name: "AWSManagedRulesCommonRuleSet".to_owned(),
        version: None,
        count_rules: Vec::new(),
    };
    let rule = WafRule {
        name: "common".to_owned(),
        priority: 1,
        action: WafAction::Block { status: None, body: None },
        statement: common,
        ..WafRule::default()
    };
    WebAcl {
        name: free_name("web-acl", "-", taken),
        default_action: WafAction::Allow,
        rules: vec![rule],
        ..WebAcl::default()
    }
}

/// A client certificate.
pub fn client_certificate() -> ClientCertificate {
    ClientCertificate { description: "Shown to HTTP backends".to_owned() }
}

/// An alarm on server errors of an API.
pub fn alarm(design: &Design, id: ApiId, api: &Api) -> Alarm {
    let taken = |name: &str| design.alarms.values().any(|node| node.name == name);
    let metric = match api.kind {
        ApiKind::Rest => "5XXError",
        ApiKind::Http => "5xx",
        ApiKind::WebSocket => "ExecutionError",
    };
    Alarm {
        name: free_name(&format!("{}-errors", api.name), "-", taken),
        api: id,
        stage: api.stages.keys().next().copied(),
        metric: metric.to_owned(),
        statistic: "Sum".to_owned(),
        comparison: "GreaterThanThreshold".to_owned(),
        threshold: Milli::whole(0),
        period_s: 60,
        evaluation_periods: 1,
        treat_missing_data: Some("notBreaching".to_owned()),
        ..Alarm::default()
    }
}

/// A request to the first route of an API.
pub fn scenario(api: &Api) -> Scenario {
    let stage = api.stages.values().next().map(|stage| stage.name.clone());
    let key = api.routes.values().next().map(|route| route.key.clone());
    let (method, path) = match (api.kind, key) {
        (ApiKind::WebSocket, _) => ("CONNECT".to_owned(), String::new()),
        (_, Some(RouteKey::Path(method, path))) => {
            let verb = if method == Method::Any { Method::Get } else { method };
            (verb.to_string(), example_path(&path))
        }
        _ => ("GET".to_owned(), "/".to_owned()),
    };
    let name = if api.kind == ApiKind::WebSocket { "Connect".to_owned() } else { format!("{method} {path}") };
    Scenario { name, api: Some(api.name.clone()), stage, method, path, ..Scenario::default() }
}

/// A path that a template takes: `/orders/{id}` becomes `/orders/1`.
fn example_path(template: &str) -> String {
    let parts = segments(template).map(|segment| match segment {
        crate::design::Segment::Static(text) => text.to_owned(),
        crate::design::Segment::Parameter(_) => "1".to_owned(),
        crate::design::Segment::Greedy(_) => "a/b".to_owned(),
    });
    format!("/{}", parts.collect::<Vec<_>>().join("/"))
}
