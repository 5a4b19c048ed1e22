//! Methods, and what belongs to each: integration and responses.

use std::collections::BTreeSet;

use super::path::normal;
use super::{Rest, integration, response};
use crate::aws::Method;
use crate::design::{
    Authorization, AuthorizerMethod, Item, ParameterLocation, Route, RouteId, RouteKey, Target,
};
use crate::terraform::RestStyle;
use crate::terraform::export::module::{Address, Module, Of, one_line};
use crate::terraform::syntax::{Expr, Fields, object, reference, text, texts};

/// What a deployment takes a snapshot of.
const WATCHED: &[&str] = &[
    "http_method",
    "authorization",
    "authorizer_id",
    "authorization_scopes",
    "api_key_required",
    "request_validator_id",
    "request_parameters",
    "request_models",
];

/// Adds the methods.
pub(super) fn export(module: &mut Module<'_>, rest: &mut Rest<'_, '_>) {
    let api = rest.context.api;
    let mut seen: BTreeSet<(String, &str)> = BTreeSet::new();
    for (id, route) in &api.routes {
        let item = Item::Route(rest.context.id, *id);
        let RouteKey::Path(method, path) = &route.key else {
            let message = format!("Route `{}` has no method and path", route.key);
            module.refuse(item, message, "Give it a key such as `GET /orders`");
            continue;
        };
        let path = normal(path);
        // A path that AWS refuses has no resource, and was named already.
        let Some(resource) = rest.resources.get(&path).cloned() else { continue };
        if !seen.insert((path.clone(), method.as_str())) {
            let message = format!("Route `{}` is there twice", route.key);
            module.refuse(item, message, "Take one of the two away");
            continue;
        }
        let name = rest.context.take_route(module, "method", &route.key);
        let Some(address) = add(module, rest, *id, route, &name, &resource) else { continue };
        rest.methods += 1;
        let one = One { id: *id, route, name, resource, method: address };
        let integration = integration::export(module, rest, &one);
        response::export(module, rest, &one, integration.as_ref());
    }
}

/// One method, for the blocks that belong to it.
pub(super) struct One<'r> {
    pub(super) id: RouteId,
    pub(super) route: &'r Route,
    pub(super) name: String,
    pub(super) resource: String,
    pub(super) method: Address,
}

impl One<'_> {
    /// Says which of its like a block of this method may be folded with.
    pub(super) fn fold<'o>(&self, rest: &Rest<'_, '_>, of: Of<'o>, status: &str) -> Of<'o> {
        fold(rest, of, self.route, &self.name, status)
    }

    /// The arguments that every block of a method begins with.
    pub(super) fn place(&self, rest: &Rest<'_, '_>, method: Expr) -> Fields {
        Fields::new()
            .set("rest_api_id", rest.api.get("id"))
            .set("resource_id", reference(&self.resource))
            .set("http_method", method)
    }
}

/// Methods that answer preflights are alike, and so is what belongs to them; the others are folded by name.
fn fold<'o>(rest: &Rest<'_, '_>, of: Of<'o>, route: &Route, name: &str, status: &str) -> Of<'o> {
    let target = route.integration.and_then(|id| rest.context.api.integrations.get(&id));
    let mock = target.is_some_and(|integration| integration.target == Target::Mock);
    let preflight = mock && route.key.method() == Some(Method::Options);
    let name = rest.context.key(name);
    let ending = if status.is_empty() || route.responses.len() == 1 && preflight {
        String::new()
    } else {
        format!("_{status}")
    };
    if preflight {
        let key = name.strip_prefix("options_").unwrap_or(&name).to_owned();
        return of.fold(format!("{}preflight", rest.context.prefix), key + &ending);
    }
    of.fold(rest.context.class(), name + &ending)
}

fn add(
    module: &mut Module<'_>,
    rest: &mut Rest<'_, '_>,
    id: RouteId,
    route: &Route,
    name: &str,
    resource: &str,
) -> Option<Address> {
    let item = Item::Route(rest.context.id, id);
    module.leave_out_set(
        item,
        "Only routes of WebSocket APIs have it",
        &[
            ("model_selection_expression", "The model selection", route.model_selection_expression.is_some()),
            ("two_way", "The route response", route.two_way),
        ],
    );
    let guard = guard(module, rest, item, route)?;
    let validator = route.validator.and_then(|validator| {
        let address = rest.validators.get(&validator).map(|address| address.get("id"));
        if address.is_none() {
            let message = format!("The validator of method `{}` is not in the design", route.key);
            module.refuse(item, message, "Choose a validator of the API");
        }
        address
    });
    let parameters = object(route.parameters.iter().map(|parameter| {
        // A path parameter is always there.
        let required = parameter.required || parameter.location == ParameterLocation::Path;
        (parameter.key(), Expr::from(required))
    }));
    let mut models: Vec<(&str, Expr)> = Vec::new();
    for (kind, model) in &route.body_models {
        match rest.models.get(model) {
            Some(name) => models.push((kind, name.clone())),
            None => {
                let message = format!("The model of method `{}` is not in the files", route.key);
                module.refuse(item, message, "Choose a model of the API, or mend it");
            }
        }
    }
    let method = route.key.method()?;
    let mut fields = Fields::new()
        .set("rest_api_id", rest.api.get("id"))
        .set("resource_id", reference(resource))
        .set("http_method", text(method.as_str()));
    for (argument, value) in guard {
        fields = fields.set(argument, value);
    }
    fields = fields
        .set_true("api_key_required", route.api_key_required)
        .set_some("operation_name", route.operation_name.as_deref().map(text))
        .set_some("request_validator_id", validator)
        .set_some("request_parameters", (!route.parameters.is_empty()).then_some(parameters))
        .set_some("request_models", (!models.is_empty()).then(|| object(models)));
    let comment = one_line(&route.summary);
    let of = Of::new("aws_api_gateway_method", name, item).comment(&comment);
    Some(rest.add(module, fold(rest, of, route, name, ""), fields, WATCHED))
}

/// Who may call; none, and a refusal, when that cannot be written: a method is never left open instead.
fn guard(
    module: &mut Module<'_>,
    rest: &Rest<'_, '_>,
    item: Item,
    route: &Route,
) -> Option<Vec<(&'static str, Expr)>> {
    let (id, scopes) = match &route.authorization {
        Authorization::None => return Some(vec![("authorization", text("NONE"))]),
        Authorization::Iam => return Some(vec![("authorization", text("AWS_IAM"))]),
        Authorization::Authorizer { id, scopes } => (id, scopes),
    };
    let authorizer = rest.context.api.authorizers.get(id);
    let (Some(authorizer), Some(address)) = (authorizer, module.authorizers.get(id)) else {
        // A document has no place for it, and would leave the method open.
        let is_resource = module.options.rest_style == RestStyle::Resources;
        if is_resource && module.keeps(item, "aws_api_gateway_method", "authorizer_id") {
            return Some(kept_guard("authorization", scopes));
        }
        let message = format!("The authorizer of method `{}` is not in the files", route.key);
        module.refuse(item, message, "Choose an authorizer of the API, or mend it");
        return None;
    };
    let cognito = matches!(authorizer.method, AuthorizerMethod::Cognito { .. });
    let word = if cognito { "COGNITO_USER_POOLS" } else { "CUSTOM" };
    let mut guard = vec![("authorization", text(word)), ("authorizer_id", address.get("id"))];
    if cognito && !scopes.is_empty() {
        guard.push(("authorization_scopes", texts(scopes)));
    }
    if !cognito && !scopes.is_empty() {
        module.leave_out(item, "authorization", "The scopes", "Only Cognito authorizers look at them");
    }
    Some(guard)
}

/// Who may call where the user's files have an authorizer from elsewhere: its arguments, which are put in at the end.
pub(in crate::terraform::export) fn kept_guard(
    kind: &'static str,
    scopes: &[String],
) -> Vec<(&'static str, Expr)> {
    let mut guard = vec![(kind, Expr::Null), ("authorizer_id", Expr::Null)];
    if !scopes.is_empty() {
        guard.push(("authorization_scopes", texts(scopes)));
    }
    guard
}
