//! Routes of an HTTP or WebSocket API.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;

use super::Second;
use crate::design::{Authorization, Diagnostic, Item, ModelId, Route, RouteId, RouteKey};
use crate::terraform::import::build::body::{Body, known_text};
use crate::terraform::import::build::kept::comment_of;
use crate::terraform::import::build::rest::{twice_told, unknown_authorizer};
use crate::terraform::import::config::Value;

/// Reads the routes.
pub(super) fn read(second: &mut Second<'_, '_, '_>) {
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    let mut selecting = Vec::new();
    for body in second.each("aws_apigatewayv2_route") {
        let Some(key) = body.known_text("route_key") else {
            let message = format!("The key of `{}` cannot be told without a plan", body.address());
            body.say(Diagnostic::warning("terraform-route", message).help("It is kept as it was written"));
            continue;
        };
        let before = first.get(&key).cloned();
        let is_twice = before.is_some();
        if let Some(first) = &before {
            body.say(twice_told(&format!("route `{key}`"), &body.address(), first));
        } else {
            first.insert(key.clone(), body.address());
        }
        let known = second.routes.get(&key).copied().filter(|_| !is_twice);
        let id: RouteId = known.unwrap_or_else(|| second.build.design.mint());
        let item = Item::Route(second.id, id);
        second.build.became(body.at, item);
        let Some(body) = second.build.body(body.at, item) else { continue };
        let before = second.api.routes.get(&id).map(|route| (**route).clone()).unwrap_or_default();
        let route = route(second, &body, Route { key: RouteKey::from(key.as_str()), ..before });
        if route.two_way {
            selecting.push((id, body));
        }
        second.api.routes.insert(id, Arc::new(route));
        second.routes.entry(key).or_insert(id);
    }
    answers(second, &selecting);
}

fn route(second: &mut Second<'_, '_, '_>, body: &Body<'_, '_>, before: Route) -> Route {
    body.skip(&["api_id", "route_key"]);
    let integration = body.raw("target").and_then(|value| {
        let found = second.integration(value);
        if found.is_none() {
            let message = format!("The integration of `{}` is not in the design", body.address());
            let help = "Choose what the route calls in the studio";
            body.say(Diagnostic::warning("terraform-route", message).help(help));
        }
        found
    });
    Route {
        operation_name: body.some_text("operation_name"),
        summary: comment_of(second.build, body.at),
        authorization: authorization(second, body),
        api_key_required: body.flag("api_key_required").unwrap_or_default(),
        body_models: models(second, body),
        integration: integration.or(before.integration),
        model_selection_expression: body.some_text("model_selection_expression"),
        two_way: body.some_text("route_response_selection_expression").is_some(),
        ..before
    }
}

fn authorization(second: &Second<'_, '_, '_>, body: &Body<'_, '_>) -> Authorization {
    let scopes = body.texts("authorization_scopes");
    let authorizer = second.build.linked(body, "authorizer_id", &["aws_apigatewayv2_authorizer"]);
    let kind = body.raw("authorization_type").map(|value| known_text(body.work, value));
    match (kind, authorizer) {
        (Some(Some(kind)), _) if kind == "AWS_IAM" => Authorization::Iam,
        (None, None) => Authorization::None,
        (Some(Some(kind)), _) if kind == "NONE" || kind.is_empty() => {
            body.skip(&["authorizer_id"]);
            Authorization::None
        }
        (kind, Some(Item::Authorizer(_, id))) => {
            if kind == Some(None) {
                // The strictest of what it may be is what the design has.
                for name in ["authorization_type", "authorizer_id"] {
                    if let Some(value @ Value::Opaque(_)) = body.raw(name) {
                        body.keep(name, value);
                    }
                }
            }
            Authorization::Authorizer { id, scopes }
        }
        _ => unknown_authorizer(body, scopes),
    }
}

fn models(second: &Second<'_, '_, '_>, body: &Body<'_, '_>) -> IndexMap<String, ModelId> {
    let Some(value) = body.raw("request_models") else { return IndexMap::new() };
    let Value::Map(map) = value else {
        body.keep("request_models", value);
        return IndexMap::new();
    };
    let mut models = IndexMap::new();
    for (key, value) in map {
        let linked = second.build.work.graph.who(value, &["aws_apigatewayv2_model"]);
        let linked = match linked.and_then(|at| second.build.items.get(&at)) {
            Some(Item::Model(_, id)) => Some(*id),
            _ => None,
        };
        let named = || {
            let name = known_text(second.build.work, value)?;
            second.api.models.iter().find(|(_, model)| model.name == name).map(|(id, _)| *id)
        };
        match linked.or_else(named) {
            Some(model) => _ = models.insert(key.clone(), model),
            None => {
                let message = format!("The model `{key}` of `{}` is not in the files", body.address());
                body.say(
                    Diagnostic::warning("terraform-model", message).help("Choose a model in the studio"),
                );
            }
        }
    }
    models
}

/// The responses by which answers reach the client, of which these routes select one.
fn answers(second: &mut Second<'_, '_, '_>, selecting: &[(RouteId, Body<'_, '_>)]) {
    let mut answered: BTreeSet<RouteId> = BTreeSet::new();
    for body in second.each("aws_apigatewayv2_route_response") {
        let owner = second.build.linked(&body, "route_id", &["aws_apigatewayv2_route"]);
        let Some(Item::Route(_, id)) = owner else {
            let message = format!("The route of `{}` is not in the files", body.address());
            body.say(Diagnostic::warning("terraform-route", message).help("It is kept as it was written"));
            continue;
        };
        let item = Item::Route(second.id, id);
        body.skip(&["api_id", "route_id", "route_response_key"]);
        second.build.work.claim(body.at, item, "");
        second.change(id, |route| route.two_way = true);
        answered.insert(id);
    }
    for (id, body) in selecting {
        if !answered.contains(id) {
            let message = format!("`{}` selects a response, and the files have none for it", body.address());
            let help = "The export adds it: without one AWS sends no answer";
            body.say(Diagnostic::note("terraform-route", message).help(help));
        }
    }
}
