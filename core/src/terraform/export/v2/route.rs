//! Routes of an HTTP or WebSocket API.

use std::collections::BTreeSet;

use super::Second;
use crate::design::{Authorization, AuthorizerMethod, DEFAULT_ROUTE, Item, Route, RouteId, RouteKey};
use crate::terraform::export::module::{Address, Module, Of, one_line};
use crate::terraform::export::rest::kept_guard;
use crate::terraform::syntax::{Expr, Fields, Part, object, template, text, texts};

/// What a deployment takes a snapshot of.
const WATCHED: &[&str] = &[
    "route_key",
    "target",
    "authorization_type",
    "authorizer_id",
    "authorization_scopes",
    "api_key_required",
    "model_selection_expression",
    "request_models",
    "route_response_selection_expression",
];

/// Adds the routes.
pub(super) fn export(module: &mut Module<'_>, second: &mut Second<'_, '_>) {
    let api = second.context.api;
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for (id, route) in &api.routes {
        let item = Item::Route(second.context.id, *id);
        let key = route.key.to_string();
        if !key_fits(second, &route.key) {
            let message = format!("{} APIs have no route key `{key}`", second.context.api.kind.label());
            let help = if second.is_http() {
                "Use `GET /path`, `ANY /path` or `$default`"
            } else {
                "Use a key \
                such as `$connect`, `$default` or the text that messages carry"
            };
            module.refuse(item, message, help);
            continue;
        }
        if !seen.insert(key.clone()) {
            module.refuse(item, format!("Route `{key}` is there twice"), "Take one of the two away");
            continue;
        }
        let Some(fields) = fields(module, second, *id, route) else { continue };
        let name = second.context.take_route(module, "aws_apigatewayv2_route", &route.key);
        let comment = one_line(&route.summary);
        let of = Of::new("aws_apigatewayv2_route", &name, item).comment(&comment);
        let of = of.fold(second.context.class(), second.context.key(&name));
        let address = second.add(module, of, fields, WATCHED);
        if route.two_way && !second.is_http() {
            answer(module, second, item, &name, &address);
        }
        second.routes.insert(*id, address);
    }
}

fn key_fits(second: &Second<'_, '_>, key: &RouteKey) -> bool {
    match (second.is_http(), key) {
        (true, RouteKey::Path(_, path)) => {
            let parts: Vec<&str> = path.split('/').skip(1).collect();
            let greedy_last = parts.iter().rev().skip(1).all(|part| !part.ends_with("+}"));
            path.starts_with('/')
                && greedy_last
                && !path.contains(char::is_whitespace)
                && !path.contains("//")
        }
        (true, RouteKey::Named(name)) => name == DEFAULT_ROUTE,
        (false, RouteKey::Path(..)) => false,
        (false, RouteKey::Named(name)) => !name.is_empty(),
    }
}

fn uncovered(module: &mut Module<'_>, second: &Second<'_, '_>, item: Item, route: &Route) {
    let http = second.is_http();
    let why = format!("Routes of {} APIs have none", second.context.api.kind.label());
    module.leave_out_set(
        item,
        &why,
        &[
            ("parameters", "Declared parameters", !route.parameters.is_empty()),
            ("validator", "The request validator", route.validator.is_some()),
            ("responses", "Declared responses", !route.responses.is_empty()),
            ("api_key_required", "The API key", http && route.api_key_required),
            ("body_models", "Models of the body", http && !route.body_models.is_empty()),
            (
                "model_selection_expression",
                "The model selection",
                http && route.model_selection_expression.is_some(),
            ),
            ("two_way", "The route response", http && route.two_way),
        ],
    );
}

fn fields(module: &mut Module<'_>, second: &Second<'_, '_>, id: RouteId, route: &Route) -> Option<Fields> {
    let item = Item::Route(second.context.id, id);
    let http = second.is_http();
    uncovered(module, second, item, route);
    let target = match route.integration.map(|id| second.integrations.get(&id)) {
        Some(Some(address)) => {
            Some(template(&[Part::text("integrations/"), Part::reference(address.path("id"))]))
        }
        Some(None) => {
            let message = format!("The integration of route `{}` is not in the files", route.key);
            module.refuse(item, message, "Choose an integration of the API, or mend it");
            return None;
        }
        None => None,
    };
    let mut fields = Fields::new()
        .set("api_id", second.api.get("id"))
        .set("route_key", text(route.key.to_string()))
        .set_some("target", target);
    for (argument, value) in guard(module, second, item, route)? {
        fields = fields.set(argument, value);
    }
    fields = fields.set_some("operation_name", route.operation_name.as_deref().map(text));
    if http {
        return Some(fields);
    }
    let mut models: Vec<(&str, Expr)> = Vec::new();
    for (key, model) in &route.body_models {
        match second.models.get(model) {
            Some(address) => models.push((key, address.get("name"))),
            None => {
                let message = format!("The model of route `{}` is not in the files", route.key);
                module.refuse(item, message, "Choose a model of the API, or mend it");
            }
        }
    }
    Some(
        fields
            .set_true("api_key_required", route.api_key_required)
            .set_some("model_selection_expression", route.model_selection_expression.as_deref().map(text))
            .set_some("request_models", (!models.is_empty()).then(|| object(models)))
            .set_some("route_response_selection_expression", route.two_way.then(|| text(DEFAULT_ROUTE))),
    )
}

/// Who may call; none, and a refusal, when that cannot be written: a route is never left open instead.
fn guard(
    module: &mut Module<'_>,
    second: &Second<'_, '_>,
    item: Item,
    route: &Route,
) -> Option<Vec<(&'static str, Expr)>> {
    let (id, scopes) = match &route.authorization {
        Authorization::None => return Some(Vec::new()),
        Authorization::Iam => return Some(vec![("authorization_type", text("AWS_IAM"))]),
        Authorization::Authorizer { id, scopes } => (id, scopes),
    };
    let authorizer = second.context.api.authorizers.get(id);
    let (Some(authorizer), Some(address)) = (authorizer, module.authorizers.get(id)) else {
        if module.keeps(item, "aws_apigatewayv2_route", "authorizer_id") {
            return Some(kept_guard("authorization_type", scopes));
        }
        let message = format!("The authorizer of route `{}` is not in the files", route.key);
        module.refuse(item, message, "Choose an authorizer of the API, or mend it");
        return None;
    };
    let jwt = matches!(authorizer.method, AuthorizerMethod::Jwt { .. });
    let mut guard = vec![
        ("authorization_type", text(if jwt { "JWT" } else { "CUSTOM" })),
        ("authorizer_id", address.get("id")),
    ];
    if jwt && !scopes.is_empty() {
        guard.push(("authorization_scopes", texts(scopes)));
    }
    if !jwt && !scopes.is_empty() {
        module.leave_out(item, "authorization", "The scopes", "Only JWT authorizers look at them");
    }
    Some(guard)
}

/// The response by which a route's answer reaches the client.
fn answer(module: &mut Module<'_>, second: &mut Second<'_, '_>, item: Item, name: &str, route: &Address) {
    let fields = Fields::new()
        .set("api_id", second.api.get("id"))
        .set("route_id", route.get("id"))
        .set("route_response_key", text(DEFAULT_ROUTE));
    let of = Of::new("aws_apigatewayv2_route_response", name, item);
    let of = of.fold(second.context.class(), second.context.key(name));
    second.add(module, of, fields, &[]);
}
