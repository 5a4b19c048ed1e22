//! The APIs of the files, and which resources belong to which.

use std::collections::BTreeMap;

use super::body::Body;
use super::link::APIS;
use super::{Build, rest, v2};
use crate::aws::ApiKind;
use crate::design::{ApiId, Diagnostic};

/// Resources that say which API they belong to.
const CHILDREN: &[(&str, &str)] = &[
    ("aws_api_gateway_authorizer", "rest_api_id"),
    ("aws_api_gateway_deployment", "rest_api_id"),
    ("aws_api_gateway_documentation_part", "rest_api_id"),
    ("aws_api_gateway_documentation_version", "rest_api_id"),
    ("aws_api_gateway_gateway_response", "rest_api_id"),
    ("aws_api_gateway_integration", "rest_api_id"),
    ("aws_api_gateway_integration_response", "rest_api_id"),
    ("aws_api_gateway_method", "rest_api_id"),
    ("aws_api_gateway_method_response", "rest_api_id"),
    ("aws_api_gateway_method_settings", "rest_api_id"),
    ("aws_api_gateway_model", "rest_api_id"),
    ("aws_api_gateway_request_validator", "rest_api_id"),
    ("aws_api_gateway_resource", "rest_api_id"),
    ("aws_api_gateway_rest_api_policy", "rest_api_id"),
    ("aws_api_gateway_rest_api_put", "rest_api_id"),
    ("aws_api_gateway_stage", "rest_api_id"),
    ("aws_apigatewayv2_authorizer", "api_id"),
    ("aws_apigatewayv2_deployment", "api_id"),
    ("aws_apigatewayv2_integration", "api_id"),
    ("aws_apigatewayv2_integration_response", "api_id"),
    ("aws_apigatewayv2_model", "api_id"),
    ("aws_apigatewayv2_route", "api_id"),
    ("aws_apigatewayv2_route_response", "api_id"),
    ("aws_apigatewayv2_stage", "api_id"),
];

/// The resources of an API, by type and in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Children(BTreeMap<&'static str, Vec<usize>>);

impl Children {
    /// Those of a type.
    pub(super) fn of(&self, kind: &str) -> Vec<usize> {
        self.0.get(kind).cloned().unwrap_or_default()
    }
}

/// Reads the APIs.
pub(super) fn read(build: &mut Build<'_, '_>) {
    let mut found: Vec<usize> = APIS.iter().flat_map(|kind| build.all(kind)).collect();
    found.sort_unstable();
    let mut children = children(build);
    for at in found {
        let own = children.remove(&at).unwrap_or_default();
        let id: ApiId = build.design.mint();
        let api = match kind(build, at) {
            ApiKind::Rest => rest::read(build, at, id, &own),
            kind => v2::read(build, at, id, kind, &own),
        };
        build.design.apis.insert(id, std::sync::Arc::new(api));
    }
}

fn kind(build: &Build<'_, '_>, at: usize) -> ApiKind {
    if build.work.graph.kind(at) == super::graph::REST_API {
        return ApiKind::Rest;
    }
    let body = Body::of(build.work, at, None);
    match body.and_then(|body| body.known_text("protocol_type")).as_deref() {
        Some("WEBSOCKET") => ApiKind::WebSocket,
        _ => ApiKind::Http,
    }
}

fn children(build: &Build<'_, '_>) -> BTreeMap<usize, Children> {
    let mut children: BTreeMap<usize, Children> = BTreeMap::new();
    for (kind, argument) in CHILDREN {
        for at in build.all(kind) {
            let Some(body) = Body::of(build.work, at, None) else { continue };
            match body.who(argument, APIS) {
                Some(api) => children.entry(api).or_default().0.entry(kind).or_default().push(at),
                None => {
                    let message = format!("The API of `{}` is not in the files", body.address());
                    let help = "It is kept as it was written; import it together with its API";
                    body.say(Diagnostic::warning("terraform-no-api", message).help(help));
                }
            }
        }
    }
    children
}
