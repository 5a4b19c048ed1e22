//! Methods: who may call, what is declared, what is checked.

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;

use super::{Rest, key};
use crate::design::{
    Authorization, Diagnostic, Item, ModelId, ParameterLocation, RequestParameter, Route, RouteId,
};
use crate::terraform::import::build::body::Body;
use crate::terraform::import::build::kept::comment_of;
use crate::terraform::import::config::Value;

/// Reads the methods, and the parts of paths that lead to them.
pub(super) fn read(rest: &mut Rest<'_, '_, '_>) {
    let mut first: BTreeMap<(String, String), String> = BTreeMap::new();
    for body in rest.each("aws_api_gateway_method", None) {
        let Some((path, verb)) = rest.place(&body) else { continue };
        let Some(key) = key(&path, &verb) else {
            let message =
                format!("`{}` has the verb `{verb}`, which API Gateway does not know", body.address());
            body.say(Diagnostic::error("terraform-method", message).help("It is kept as it was written"));
            continue;
        };
        let before = first.get(&(path.clone(), verb.clone())).cloned();
        if let Some(first) = before {
            body.say(twice_told(&format!("method `{verb} {path}`"), &body.address(), &first));
            continue;
        }
        first.insert((path.clone(), verb.clone()), body.address());
        let known = rest.routes.get(&(path.clone(), verb.clone())).copied();
        let id: RouteId = known.unwrap_or_else(|| rest.build.design.mint());
        let item = Item::Route(rest.id, id);
        rest.build.became(body.at, item);
        let Some(body) = rest.build.body(body.at, item) else { continue };
        let before = rest.api.routes.get(&id).map(|route| (**route).clone()).unwrap_or_default();
        let route = route(rest, &body, Route { key, ..before });
        rest.api.routes.insert(id, Arc::new(route));
        rest.routes.insert((path, verb), id);
    }
    resources(rest);
}

fn route(rest: &mut Rest<'_, '_, '_>, body: &Body<'_, '_>, before: Route) -> Route {
    body.skip(&["rest_api_id", "resource_id"]);
    let validator = rest.build.linked(body, "request_validator_id", &["aws_api_gateway_request_validator"]);
    let validator = match validator {
        Some(Item::Validator(_, id)) => Some(id),
        _ => None,
    };
    if validator.is_none()
        && let Some(value) = body.peek("request_validator_id")
        && !body.work.was_seen(value)
    {
        body.keep("request_validator_id", value);
        body.raw("request_validator_id");
    }
    Route {
        operation_name: body.some_text("operation_name"),
        summary: comment_of(rest.build, body.at),
        authorization: authorization(rest, body),
        api_key_required: body.flag("api_key_required").unwrap_or_default(),
        parameters: parameters(body),
        body_models: models(rest, body, "request_models"),
        validator,
        ..before
    }
}

fn authorization(rest: &mut Rest<'_, '_, '_>, body: &Body<'_, '_>) -> Authorization {
    let scopes = body.texts("authorization_scopes");
    let kind = body.known_text("authorization").unwrap_or_default();
    match kind.as_str() {
        "AWS_IAM" => Authorization::Iam,
        "CUSTOM" | "COGNITO_USER_POOLS" => match rest.authorizer(body) {
            Some(id) => Authorization::Authorizer { id, scopes },
            None => unknown_authorizer(body, scopes),
        },
        "NONE" | "" if body.peek("authorization").is_none_or(|value| matches!(value, Value::Text(_))) => {
            Authorization::None
        }
        _ => match rest.authorizer(body) {
            Some(id) => {
                // The strictest of what it may be is what the design has.
                for name in ["authorization", "authorizer_id"] {
                    if let Some(value @ Value::Opaque(_)) = body.raw(name) {
                        body.keep(name, value);
                    }
                }
                Authorization::Authorizer { id, scopes }
            }
            None => unknown_authorizer(body, scopes),
        },
    }
}

/// A method does not become public because its authorizer is not in the files.
pub(in crate::terraform::import::build) fn unknown_authorizer(
    body: &Body<'_, '_>,
    scopes: Vec<String>,
) -> Authorization {
    if let Some(value) = body.raw("authorizer_id") {
        body.keep("authorizer_id", value);
        // Of the authorizer itself only its kind is known, by the method.
        ["authorization", "authorization_type"].into_iter().for_each(|name| body.keep_beside(name));
    }
    let message = format!("The authorizer of `{}` cannot be told", body.address());
    let help = "The export writes it as it is; in the studio nobody gets through until you choose one";
    body.say(Diagnostic::warning("terraform-authorizer", message).help(help));
    Authorization::Authorizer { id: crate::design::AuthorizerId(0), scopes }
}

/// A route or method that the files make a second time.
pub(in crate::terraform::import::build) fn twice_told(what: &str, second: &str, first: &str) -> Diagnostic {
    let message = format!("`{second}` makes the {what} of `{first}` a second time; AWS answers 409");
    Diagnostic::error("terraform-twice", message).help("Take one of the two out of the files")
}

fn parameters(body: &Body<'_, '_>) -> Vec<RequestParameter> {
    let Some(value) = body.raw("request_parameters") else { return Vec::new() };
    let Value::Map(map) = value else {
        body.keep("request_parameters", value);
        return Vec::new();
    };
    let mut parameters = Vec::new();
    for (key, value) in map {
        let required = match value {
            Value::Bool(required) => *required,
            Value::Text(text) => text == "true",
            other => {
                body.keep(&format!("request_parameters[\"{key}\"]"), other);
                false
            }
        };
        let place = key.strip_prefix("method.request.").and_then(|rest| rest.split_once('.'));
        let location = match place.map(|(word, _)| word) {
            Some("header") => ParameterLocation::Header,
            Some("path") => ParameterLocation::Path,
            Some("querystring") => ParameterLocation::QueryString,
            _ => {
                let message =
                    format!("`{}` declares `{key}`, which is no parameter of a request", body.address());
                let help = "AWS knows method.request.header, .path and .querystring";
                body.say(Diagnostic::error("terraform-value", message).help(help));
                continue;
            }
        };
        let name = place.map(|(_, name)| name.to_owned()).unwrap_or_default();
        parameters.push(RequestParameter { location, name, required, description: String::new() });
    }
    parameters
}

/// Models by content type.
pub(super) fn models(
    rest: &mut Rest<'_, '_, '_>,
    body: &Body<'_, '_>,
    argument: &str,
) -> IndexMap<String, ModelId> {
    let Some(value) = body.raw(argument) else { return IndexMap::new() };
    let Value::Map(map) = value else {
        body.keep(argument, value);
        return IndexMap::new();
    };
    let mut models = IndexMap::new();
    for (kind, value) in map {
        match rest.model(value) {
            Some(model) => _ = models.insert(kind.clone(), model),
            None => {
                let message = format!("The model for `{kind}` of `{}` is not in the files", body.address());
                body.say(
                    Diagnostic::warning("terraform-model", message).help("Choose a model in the studio"),
                );
            }
        }
    }
    models
}

/// The parts of paths become methods' paths; one that leads to none has no place in a design.
fn resources(rest: &mut Rest<'_, '_, '_>) {
    let mut owners: Vec<(String, RouteId)> = Vec::new();
    for (id, route) in &rest.api.routes {
        let path = route.key.path_template().unwrap_or_default();
        owners.push((path.trim_end_matches('/').to_owned(), *id));
    }
    for body in rest.each("aws_api_gateway_resource", None) {
        let Some(path) = rest.build.work.graph.path(body.at) else {
            let message = format!("The path of `{}` cannot be told", body.address());
            let help = "It is kept as it was written; its parent is not in the files";
            body.say(Diagnostic::warning("terraform-method", message).help(help));
            continue;
        };
        let below = |owner: &str| {
            owner.strip_prefix(path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let owner = owners.iter().find(|(owner, _)| below(owner)).map(|(_, id)| *id);
        if owner.is_none() && rest.build.work.graph.is_needed(body.at) {
            continue;
        }
        let item = owner.map_or(rest.item(), |id| Item::Route(rest.id, id));
        let depth = path.matches('/').count();
        body.skip(&["rest_api_id", "parent_id", "path_part"]);
        rest.build.work.claim(body.at, item, &depth.to_string());
        if owner.is_none() {
            let message = format!("`{path}` of `{}` has no method", body.address());
            let help = "A design has no path without a method, so the export leaves it out";
            body.say(Diagnostic::warning("terraform-method", message).help(help));
        }
    }
}
