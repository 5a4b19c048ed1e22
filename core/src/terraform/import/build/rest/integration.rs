//! Integrations: each method has one of its own; equal ones become one node.

use std::sync::Arc;

use super::Rest;
use crate::aws::{IntegrationKind, Method, ResponseTransferMode};
use crate::design::{Diagnostic, Integration, IntegrationResponse, Item, RouteId};
use crate::terraform::import::build::body::Body;
use crate::terraform::import::build::integration::take_asynchronous;
use crate::terraform::import::config::{Part, Value};

/// Reads the integrations with their responses.
pub(super) fn read(rest: &mut Rest<'_, '_, '_>) {
    let mut responses = super::response::by_route(rest);
    // In the order of the methods, as the export writes them: files may have another one.
    let bodies = rest.each("aws_api_gateway_integration", None).into_iter();
    let mut found: Vec<_> = bodies.filter_map(|body| Some((rest.route_of(&body)?, body))).collect();
    found.sort_by_cached_key(|(route, _)| rest.api.routes.get_index_of(route));
    for (route, body) in found {
        let item = Item::Route(rest.id, route);
        let Some(body) = rest.build.body(body.at, item) else { continue };
        rest.build.work.claim(body.at, item, "");
        let Some(mut integration) = integration(rest, &body, route) else { continue };
        integration.responses = responses.remove(&route).unwrap_or_default();
        let id = shared(rest, integration);
        rest.change(route, |route| route.integration = Some(id));
    }
    for (route, left) in responses {
        without_integration(rest, route, left);
    }
}

/// The node of an integration: one for all that are equal.
fn shared(rest: &mut Rest<'_, '_, '_>, integration: Integration) -> crate::design::IntegrationId {
    let text = serde_json::to_string(&integration).unwrap_or_default();
    if let Some(id) = rest.integrations.get(&text) {
        return *id;
    }
    let id = rest.build.design.mint();
    rest.integrations.insert(text, id);
    rest.api.integrations.insert(id, Arc::new(integration));
    id
}

/// Responses of a method whose integration a `body` made.
fn without_integration(rest: &mut Rest<'_, '_, '_>, route: RouteId, left: Vec<IntegrationResponse>) {
    let node = rest.api.routes.get(&route).and_then(|route| route.integration);
    let Some(node) = node.and_then(|id| rest.api.integrations.get(&id)) else { return };
    let mut integration = (**node).clone();
    for response in left {
        integration.responses.retain(|other| other.status != response.status);
        integration.responses.push(response);
    }
    let id = shared(rest, integration);
    rest.change(route, |route| route.integration = Some(id));
}

fn integration(rest: &mut Rest<'_, '_, '_>, body: &Body<'_, '_>, route: RouteId) -> Option<Integration> {
    body.skip(&["rest_api_id", "resource_id"]);
    let kind: Option<IntegrationKind> = body.word("type");
    let Some(kind) = kind else {
        let message = format!("The type of `{}` cannot be told", body.address());
        let help = "Choose what the method calls in the studio";
        body.say(Diagnostic::warning("terraform-integration", message).help(help));
        return None;
    };
    let method = backend_method(rest, body, route);
    let (mut target, streamed) = rest.build.target(body, kind, "uri", method);
    if kind == IntegrationKind::Mock {
        // A mock calls nothing, whatever stands there.
        body.skip(&["integration_http_method", "uri"]);
    }
    let mut request_parameters = body.text_map("request_parameters");
    take_asynchronous(&mut target, &mut request_parameters);
    let own = body.peek("resource_id").zip(body.peek("cache_namespace"));
    let namespace = body.some_text("cache_namespace");
    // AWS takes the resource's identifier when nothing is said.
    let namespace = namespace.filter(|_| own.is_none_or(|(resource, namespace)| resource != namespace));
    let mode: Option<ResponseTransferMode> = body.word("response_transfer_mode");
    let tls = body.block("tls_config");
    if let Some(tls) =
        tls.as_ref().filter(|tls| tls.glance("insecure_skip_verification").as_deref() == Some("false"))
    {
        // The block says something to Terraform even where it says what is so anyway.
        tls.keep_beside("insecure_skip_verification");
    }
    let name = rest.build.integration_name(&target);
    Some(Integration {
        name,
        target,
        connection: rest.build.connection(body),
        timeout_ms: body.number("timeout_milliseconds"),
        credentials: body.some_text("credentials"),
        passthrough_behavior: body.word("passthrough_behavior"),
        content_handling: body.word("content_handling"),
        request_parameters,
        request_templates: body.text_map("request_templates"),
        cache_key_parameters: body.texts("cache_key_parameters"),
        cache_namespace: namespace,
        tls_insecure_skip_verification: tls
            .and_then(|tls| tls.flag("insecure_skip_verification"))
            .unwrap_or_default(),
        response_transfer_mode: mode.or(streamed.then_some(ResponseTransferMode::Stream)),
        ..Integration::default()
    })
}

/// The verb that the backend sees; a proxy that names its own method's passes the client's on.
fn backend_method(rest: &Rest<'_, '_, '_>, body: &Body<'_, '_>, route: RouteId) -> Option<Method> {
    let value = body.peek("integration_http_method")?;
    if let Value::Template(parts) = value
        && let [Part::Reference(reference)] = parts.as_slice()
        && reference.address.kind == "aws_api_gateway_method"
    {
        let own = rest.build.work.graph.at(&reference.address).and_then(|at| rest.build.items.get(&at));
        if own == Some(&Item::Route(rest.id, route)) {
            body.raw("integration_http_method");
            return None;
        }
    }
    body.word("integration_http_method")
}
