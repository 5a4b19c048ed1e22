//! Method responses and integration responses.

use std::collections::BTreeMap;

use super::{Rest, method};
use crate::design::{Diagnostic, IntegrationResponse, Item, MethodResponse, RouteId};
use crate::terraform::import::build::body::Body;
use crate::terraform::import::config::Value;

/// Reads the responses that methods declare.
pub(super) fn read(rest: &mut Rest<'_, '_, '_>) {
    for body in rest.each("aws_api_gateway_method_response", None) {
        let Some(route) = rest.route_of(&body) else { continue };
        let item = Item::Route(rest.id, route);
        let Some(body) = rest.build.body(body.at, item) else { continue };
        let Some(status) = status(&body) else { continue };
        body.skip(&["rest_api_id", "resource_id", "http_method"]);
        rest.build.work.claim(body.at, item, &status);
        let models = method::models(rest, &body, "response_models");
        let mut response = MethodResponse { models, ..MethodResponse::default() };
        headers(&body, &mut response);
        rest.change(route, |route| _ = route.responses.insert(status, response));
    }
}

fn headers(body: &Body<'_, '_>, response: &mut MethodResponse) {
    let Some(value) = body.raw("response_parameters") else { return };
    let Value::Map(map) = value else { return body.keep("response_parameters", value) };
    for (key, value) in map {
        let required = match value {
            Value::Bool(required) => *required,
            Value::Text(text) => text == "true",
            other => {
                body.keep(&format!("response_parameters[\"{key}\"]"), other);
                true
            }
        };
        match key.strip_prefix("method.response.header.") {
            Some(name) => _ = response.headers.insert(name.to_owned(), required),
            None => {
                let message =
                    format!("`{}` declares `{key}`, which is no header of a response", body.address());
                let help = "AWS knows method.response.header";
                body.say(Diagnostic::error("terraform-value", message).help(help));
            }
        }
    }
}

fn status(body: &Body<'_, '_>) -> Option<String> {
    let status = body.known_text("status_code");
    if status.is_none() {
        let message = format!("The status of `{}` cannot be told without a plan", body.address());
        body.say(Diagnostic::warning("terraform-method", message).help("It is kept as it was written"));
    }
    status
}

/// The responses that integrations make of their answers, by method.
pub(super) fn by_route(rest: &mut Rest<'_, '_, '_>) -> BTreeMap<RouteId, Vec<IntegrationResponse>> {
    let mut found: BTreeMap<RouteId, Vec<IntegrationResponse>> = BTreeMap::new();
    for body in rest.each("aws_api_gateway_integration_response", None) {
        let Some(route) = rest.route_of(&body) else { continue };
        let item = Item::Route(rest.id, route);
        let Some(body) = rest.build.body(body.at, item) else { continue };
        let Some(status) = status(&body) else { continue };
        body.skip(&["rest_api_id", "resource_id", "http_method"]);
        rest.build.work.claim(body.at, item, &status);
        let response = IntegrationResponse {
            status,
            selection_pattern: body.some_text("selection_pattern"),
            parameters: body.text_map("response_parameters"),
            templates: body.text_map("response_templates"),
            content_handling: body.word("content_handling"),
            template_selection_expression: None,
        };
        found.entry(route).or_default().push(response);
    }
    found
}
