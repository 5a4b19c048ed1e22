//! Which refusals a design can lead to without being wrong.

use crate::aws::{
    ApiKind, EndpointKind, GatewayResponseType as Type, IntegrationKind, PassthroughBehavior,
    UnauthorizedCacheStrategy,
};
use crate::design::{
    Api, ApiId, Authorization, Authorizer, AuthorizerMethod, CONNECT_ROUTE, DEFAULT_ROUTE, Design,
    Integration, Item, Route, RouteKey, Stage, Target, WafAction, WafStatement, WebAcl, merge,
};
use crate::flow::StepKind;

use super::{Coverage, CoverageGroup, Key};

/// Whether requests to the route are authorized: of a WebSocket API only `$connect` is.
pub(super) fn is_authorized(api: &Api, route: &Route) -> bool {
    api.kind != ApiKind::WebSocket || route.key == RouteKey::Named(CONNECT_ROUTE.to_owned())
}

struct Refusals<'a> {
    coverage: &'a mut Coverage,
    api: ApiId,
}

impl Refusals<'_> {
    fn add(&mut self, step: StepKind, kind: Type, item: Item, who: &str) {
        let key = Key::Refusal(self.api, step, kind, item);
        let label = format!("{who} refuses with `{kind}`");
        self.coverage.add(key, CoverageGroup::Refusals, item, label);
    }
}

/// Adds the refusals of an API.
pub(super) fn of_api(coverage: &mut Coverage, design: &Design, id: ApiId, api: &Api) {
    let mut refusals = Refusals { coverage, api: id };
    let refusals = &mut refusals;
    let item = Item::Api(id);
    let catches_all = api.routes.values().any(|route| route.key == RouteKey::Named(DEFAULT_ROUTE.to_owned()));
    match api.kind {
        ApiKind::Rest => {
            refusals.add(StepKind::Route, Type::MissingAuthenticationToken, item, "The route step")
        }
        _ if catches_all => {}
        _ => refusals.add(StepKind::Route, Type::ResourceNotFound, item, "The route step"),
    }
    let private = api.endpoint_kind() == EndpointKind::Private;
    if api.kind == ApiKind::Rest && (private || api.settings.resource_policy.is_some()) {
        refusals.add(StepKind::ResourcePolicy, Type::AccessDenied, item, "The resource policy");
    }
    for route in api.routes.values().filter(|route| is_authorized(api, route)) {
        of_authorization(refusals, api, route);
    }
    if api.kind != ApiKind::Http && api.routes.values().any(|route| route.api_key_required) {
        refusals.add(StepKind::ApiKey, Type::InvalidApiKey, item, "The API key step");
        of_plans(refusals, design);
    }
    for (stage_id, stage) in &api.stages {
        of_stage(refusals, design, api, Item::Stage(id, *stage_id), stage);
    }
    for (route_id, route) in &api.routes {
        of_validation(refusals, api, Item::Route(id, *route_id), route);
    }
    of_integrations(refusals, api);
}

fn of_authorization(refusals: &mut Refusals<'_>, api: &Api, route: &Route) {
    let id = refusals.api;
    let (item, name, kinds) = match &route.authorization {
        Authorization::None => return,
        Authorization::Iam => {
            (Item::Api(id), "IAM".to_owned(), vec![Type::MissingAuthenticationToken, Type::AccessDenied])
        }
        Authorization::Authorizer { id: authorizer, scopes } => {
            let Some(node) = api.authorizers.get(authorizer) else { return };
            let kinds = of_authorizer(api.kind, node, !scopes.is_empty());
            (Item::Authorizer(id, *authorizer), format!("Authorizer `{}`", node.name), kinds)
        }
    };
    for kind in kinds {
        refusals.add(StepKind::Authorizer, kind, item, &name);
    }
}

fn of_authorizer(kind: ApiKind, authorizer: &Authorizer, scopes: bool) -> Vec<Type> {
    let lambda = [Type::AccessDenied, Type::AuthorizerFailure, Type::AuthorizerConfigurationError];
    match &authorizer.method {
        // An HTTP API without identity sources calls the function whatever the request holds.
        AuthorizerMethod::LambdaRequest { identity_sources, .. }
            if identity_sources.is_empty() && kind == ApiKind::Http =>
        {
            lambda.to_vec()
        }
        AuthorizerMethod::LambdaToken { .. } | AuthorizerMethod::LambdaRequest { .. } => {
            std::iter::once(Type::Unauthorized).chain(lambda).collect()
        }
        AuthorizerMethod::Jwt { .. } if scopes && kind == ApiKind::Http => {
            vec![Type::Unauthorized, Type::AccessDenied]
        }
        AuthorizerMethod::Jwt { .. } | AuthorizerMethod::Cognito { .. } => vec![Type::Unauthorized],
    }
}

fn of_plans(refusals: &mut Refusals<'_>, design: &Design) {
    let api = refusals.api;
    for (id, plan) in &design.usage_plans {
        let Some(covered) = plan.stages.iter().find(|covered| covered.api == api) else { continue };
        if plan.api_keys.is_empty() {
            continue;
        }
        let name = format!("Usage plan `{}`", plan.name);
        if plan.throttle.is_some() || !covered.route_throttles.is_empty() {
            refusals.add(StepKind::UsagePlan, Type::Throttled, Item::UsagePlan(*id), &name);
        }
        if plan.quota.is_some() {
            refusals.add(StepKind::UsagePlan, Type::QuotaExceeded, Item::UsagePlan(*id), &name);
        }
    }
}

fn of_stage(refusals: &mut Refusals<'_>, design: &Design, api: &Api, item: Item, stage: &Stage) {
    let own = || stage.overrides.iter().filter(|(route, _)| api.routes.contains_key(*route));
    if stage.defaults.throttle.is_some() || own().any(|(_, settings)| settings.throttle.is_some()) {
        let name = format!("The throttle of stage `{}`", stage.name);
        refusals.add(StepKind::Throttle, Type::Throttled, item, &name);
    }
    if api.kind != ApiKind::Rest {
        return;
    }
    if let Some(id) = stage.web_acl
        && let Some(acl) = design.web_acls.get(&id).filter(|acl| blocks(acl))
    {
        let name = format!("Web ACL `{}`", acl.name);
        refusals.add(StepKind::Waf, Type::WafFiltered, Item::WebAcl(id), &name);
    }
    let strict = std::iter::once(merge(&stage.defaults, None))
        .chain(own().map(|(_, settings)| merge(&stage.defaults, Some(settings))))
        .filter_map(|settings| settings.cache)
        .any(|cache| cache.unauthorized_strategy == Some(UnauthorizedCacheStrategy::FailWith403));
    if stage.cache_cluster.is_some() && strict {
        let name = format!("The cache of stage `{}`", stage.name);
        refusals.add(StepKind::Cache, Type::AccessDenied, item, &name);
    }
}

fn blocks(acl: &WebAcl) -> bool {
    let stops = |action: &WafAction| {
        matches!(action, WafAction::Block { .. } | WafAction::Captcha | WafAction::Challenge)
    };
    stops(&acl.default_action)
        || acl.rules.iter().any(|rule| match &rule.statement {
            WafStatement::ManagedGroup { .. } => rule.action != WafAction::Count,
            _ => stops(&rule.action),
        })
}

fn of_validation(refusals: &mut Refusals<'_>, api: &Api, item: Item, route: &Route) {
    let name = format!("The validation of `{}`", route.key);
    if api.kind == ApiKind::WebSocket {
        // Messages to proxy integrations are not validated.
        let target = route.integration.and_then(|id| api.integrations.get(&id)).map(|it| it.target.kind());
        let proxy = matches!(target, Some(IntegrationKind::AwsProxy | IntegrationKind::HttpProxy));
        if !proxy && route.model_selection_expression.is_some() {
            refusals.add(StepKind::Validate, Type::BadRequestBody, item, &name);
        }
        return;
    }
    let validator = route.validator.and_then(|id| api.validators.get(&id));
    let Some(validator) = validator.filter(|_| api.kind == ApiKind::Rest) else { return };
    if validator.parameters && route.parameters.iter().any(|parameter| parameter.required) {
        refusals.add(StepKind::Validate, Type::BadRequestParameters, item, &name);
    }
    if validator.body && !route.body_models.is_empty() {
        refusals.add(StepKind::Validate, Type::BadRequestBody, item, &name);
    }
}

fn of_integrations(refusals: &mut Refusals<'_>, api: &Api) {
    let id = refusals.api;
    let mut called = false;
    for integration_id in api.routes.values().filter_map(|route| route.integration) {
        let Some(integration) = api.integrations.get(&integration_id) else { continue };
        called |= integration.target != Target::Mock;
        if api.kind != ApiKind::Http && is_strict(integration) {
            let item = Item::Integration(id, integration_id);
            refusals.add(StepKind::MapRequest, Type::UnsupportedMediaType, item, "The passthrough behavior");
        }
    }
    if called {
        for kind in [Type::IntegrationFailure, Type::IntegrationTimeout] {
            refusals.add(StepKind::Integration, kind, Item::Api(id), "A backend call");
        }
    }
}

/// Whether a body without a template of its own is refused.
fn is_strict(integration: &Integration) -> bool {
    use IntegrationKind::{Aws, Http, Mock};
    matches!(integration.target.kind(), Aws | Http | Mock)
        && match integration.passthrough_behavior {
            Some(PassthroughBehavior::Never) => true,
            Some(PassthroughBehavior::WhenNoTemplates) => !integration.request_templates.is_empty(),
            Some(PassthroughBehavior::WhenNoMatch) | None => false,
        }
}
