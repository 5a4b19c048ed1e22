//! Integrations: what the new kind can call, and mappings in its spelling.

use std::sync::Arc;

use super::{Work, mappings};
use crate::aws::{self, ApiKind, Capability, PayloadFormat};
use crate::design::{
    Connection, Integration, IntegrationId, Item, ParameterLocation, Passing, RequestParameter, Target,
    TextMap, VpcLinkVersion,
};

pub(super) fn translate(work: &mut Work) {
    let Some(api) = work.snapshot() else { return };
    for (id, node) in &api.integrations {
        let item = Item::Integration(work.id, *id);
        let mut node = (**node).clone();
        if let Some((why, help)) = no_target(work.to, &node) {
            let message = format!("Integration `{}` is dropped: {why}", node.name);
            work.lose("integration-lost", item, message, &help);
            remove(work, *id);
            continue;
        }
        target(work, item, &mut node);
        parameters(work, item, *id, &mut node);
        connection(work, item, &mut node);
        if let Some(api) = work.api() {
            api.integrations.insert(*id, Arc::new(node));
        }
    }
}

/// Why the new kind cannot call this at all.
fn no_target(to: ApiKind, node: &Integration) -> Option<(String, String)> {
    let capability = match (&node.target, to) {
        (Target::Mock, ApiKind::Http) => Capability::MockIntegration,
        (Target::Service { .. }, ApiKind::Http) => Capability::AwsService,
        (Target::Action { .. }, ApiKind::Rest | ApiKind::WebSocket) => {
            let help = "Call the service by its URI with a request template";
            return Some(("only HTTP APIs have service actions".to_owned(), help.to_owned()));
        }
        _ => return None,
    };
    let support = aws::capability(capability, to);
    Some((support.reason.clone(), support.alternative.clone()))
}

fn remove(work: &mut Work, id: IntegrationId) {
    let Some(api) = work.api() else { return };
    api.integrations.shift_remove(&id);
    for route in api.routes.values_mut().filter(|route| route.integration == Some(id)) {
        Arc::make_mut(route).integration = None;
    }
}

fn target(work: &mut Work, item: Item, node: &mut Integration) {
    let to = work.to;
    let name = node.name.clone();
    if to == ApiKind::Http {
        let mapped = match &mut node.target {
            Target::Lambda { passing, asynchronous, .. } => {
                *asynchronous = false;
                std::mem::take(passing) == Passing::Mapped
            }
            Target::Http { passing, .. } => std::mem::take(passing) == Passing::Mapped,
            Target::Mock | Target::Service { .. } | Target::Action { .. } => false,
        };
        if mapped {
            let support = aws::capability(Capability::CustomIntegration, to);
            let message = format!("Integration `{name}` becomes a proxy: {}", support.reason);
            work.lose("custom-integration-lost", item, message, &support.alternative);
        }
        if matches!(node.target, Target::Lambda { .. }) {
            // The event that the function knows already.
            node.payload_format = Some(PayloadFormat::V1);
        }
    }
}

fn parameters(work: &mut Work, item: Item, id: IntegrationId, node: &mut Integration) {
    let translate = match (work.from, work.to) {
        (ApiKind::Rest, ApiKind::Http) => mappings::to_http,
        (ApiKind::Http, ApiKind::Rest) => mappings::to_rest,
        // Messages have no headers or query of their own to map from.
        _ => |_: &str, _: &str| None,
    };
    let old = std::mem::take(&mut node.request_parameters);
    let mut new = TextMap::new();
    let ignored = work.to == ApiKind::Rest && matches!(node.target, Target::Lambda { .. });
    for (key, value) in old {
        match translate(&key, &value).filter(|_| !ignored) {
            Some((key, value)) => {
                declare(work, id, &value);
                new.insert(key, value);
            }
            None if fills_itself(work.to, &key, &value) => {}
            None => {
                let message = format!("Integration `{}` loses the mapping of `{key}`", node.name);
                work.lose("mapping-lost", item, message, "Do in the backend what the mapping did");
            }
        }
    }
    node.request_parameters = new;
}

/// An HTTP API fills a variable of the address from the path variable of the same name.
///
/// Source: `http-api-develop-integrations-http` in the developer guide.
fn fills_itself(to: ApiKind, key: &str, value: &str) -> bool {
    let (target, source) =
        (key.strip_prefix("integration.request.path."), value.strip_prefix("method.request.path."));
    to == ApiKind::Http && target.is_some() && target == source
}

/// A REST method declares every parameter that its integration maps.
fn declare(work: &mut Work, id: IntegrationId, value: &str) {
    let Some((word, name)) = value.strip_prefix("method.request.").and_then(|rest| rest.split_once('.'))
    else {
        return;
    };
    let location = match word {
        "header" => ParameterLocation::Header,
        "querystring" => ParameterLocation::QueryString,
        "path" => ParameterLocation::Path,
        _ => return,
    };
    let Some(api) = work.api() else { return };
    for route in api.routes.values_mut().filter(|route| route.integration == Some(id)) {
        let route = Arc::make_mut(route);
        if !route.parameters.iter().any(|known| known.location == location && known.name == name) {
            let required = location == ParameterLocation::Path;
            let parameter =
                RequestParameter { location, name: name.to_owned(), required, description: String::new() };
            route.parameters.push(parameter);
        }
    }
}

fn connection(work: &mut Work, item: Item, node: &mut Integration) {
    let Connection::VpcLink { id, .. } = node.connection else { return };
    let version = work.design.vpc_links.get(&id).map(|link| link.version);
    let message = match (work.to, version) {
        (ApiKind::Http, Some(VpcLinkVersion::V1)) => {
            let connection = Connection::VpcLink { id: 0.into(), target_arn: None };
            node.connection = connection;
            "an HTTP API needs a VPC link of the second version"
        }
        (ApiKind::Http, _) => "an HTTP API names the listener or service itself as the target",
        (ApiKind::Rest, _) => "a REST API names an address and the load balancer's ARN",
        (ApiKind::WebSocket, _) => "AWS's sources conflict on VPC links for WebSocket APIs",
    };
    let message = format!("The private integration `{}` has to be set up anew: {message}", node.name);
    work.lose("private-integration", item, message, "Check its address and VPC link");
}
