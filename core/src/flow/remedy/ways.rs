//! Ways to the API and to a route.

use std::sync::Arc;

use crate::aws::{ApiKind, Method};
use crate::design::edit::Edit;
use crate::design::inputs::{ClientCertificateShown, TlsOrigin};
use crate::design::{ApiMapping, DEFAULT_ROUTE, Item, Route, RouteId, RouteKey};
use crate::flow::StepKind;
use crate::flow::index::RouteIndex;

use super::Case;

/// Past the endpoint or the route step.
pub(super) fn find(case: &mut Case<'_>) {
    if case.step.kind == StepKind::Route {
        return route(case);
    }
    if case.has("unknown-api") {
        case.request("Call an API of the design", |request| request.api = None);
    }
    if case.has("unknown-host") {
        let api = case.api.map(|(_, api)| api);
        let first = case.scenario.path.trim_start_matches('/').split(['/', '?']).next().unwrap_or_default();
        let named = api.is_some_and(|api| api.stages.values().any(|stage| stage.name == first));
        let stage = api.and_then(|api| api.stages.values().next()).map(|stage| stage.name.clone());
        case.request("Call the API's default address", |request| {
            request.host = None;
            if !named && request.stage.is_none() {
                request.stage = stage;
            }
        });
    }
    let Some((id, api)) = case.api else { return };
    if case.has("default-endpoint-disabled") {
        let mut changed = api.clone();
        changed.settings.disable_execute_api_endpoint = false;
        case.design("Enable the API's default endpoint", Edit::PutApi(id, Arc::new(changed)));
    }
    if case.has("unknown-stage")
        && let Some(stage) = api.stages.values().next()
    {
        let name = stage.name.clone();
        case.request(format!("Call stage `{name}`"), |request| request.stage = Some(name));
    }
    if case.has("unmapped-path") {
        mapping(case);
    }
    connection(case);
    if case.has("frame-refused") {
        let frames = |bytes| {
            move |request: &mut crate::design::inputs::Scenario| {
                let frames = request.frames.get_or_insert_with(Default::default);
                frames.frame_bytes = Some(bytes);
                frames.binary = false;
                request.connection_id = None;
            }
        };
        let whole = case.scenario.body.as_ref().map_or(0, String::len);
        if whole <= 131_072 {
            case.request(
                "Let the client connect again and send text frames of at most 32 KB",
                frames(32_768),
            );
        }
    }
    if case.has("connection-gone") && case.scenario.method == "MESSAGE" {
        case.request("Connect again and send over the new connection", |request| {
            request.connection_id = None
        });
    }
}

/// The way over the network, and the TLS connection.
fn connection(case: &mut Case<'_>) {
    if case.has("client-certificate") {
        case.request("Show a client certificate that the trust store accepts", |request| {
            let tls = request.tls.get_or_insert_with(TlsOrigin::default);
            let shown = tls.client_certificate.get_or_insert_with(ClientCertificateShown::default);
            shown.refused_because = None;
        });
    }
    if case.has("private-from-outside") {
        case.request("Call from a VPC, through one of its endpoints", |request| request.vpc = None);
    }
    if case.has("public-through-vpc-endpoint") {
        case.request("Call over the internet", |request| request.vpc = None);
    }
    if case.has("tls-version") {
        case.request("Let the client use TLS 1.3", |request| {
            request.tls.get_or_insert_with(TlsOrigin::default).version = Some("TLSv1.3".to_owned());
        });
    }
}

/// A mapping with the empty path, which takes what nothing else takes.
fn mapping(case: &mut Case<'_>) {
    let Some(Item::Domain(id)) = case.step.item else { return };
    let Some(domain) = case.design.domains.get(&id) else { return };
    let to = domain.mappings.first().map(|mapping| (mapping.api, mapping.stage));
    let first = || {
        let (id, api) = case.design.apis.first()?;
        Some((*id, *api.stages.keys().next()?))
    };
    let Some((api, stage)) = to.or_else(first) else { return };
    let mut changed = (**domain).clone();
    changed.mappings.retain(|mapping| !mapping.path.is_empty());
    changed.mappings.push(ApiMapping { path: String::new(), api, stage });
    let name = case.design.apis.get(&api).map_or("", |api| api.name.as_str()).to_owned();
    let sentence = format!("Map everything else on the domain to API `{name}`");
    case.design(sentence, Edit::PutDomain(id, Arc::new(changed)));
}

fn route(case: &mut Case<'_>) {
    let Some((_, api)) = case.api else { return };
    let path = case.trace.passage.route_path.clone();
    let method = case.trace.passage.request.method.clone();
    if api.kind == ApiKind::WebSocket {
        let sentence = "Add a `$default` route, which takes every message";
        return add_route(case, sentence.to_owned(), RouteKey::Named(DEFAULT_ROUTE.to_owned()));
    }
    let index = RouteIndex::new(api);
    let bare = path.trim_end_matches('/');
    if api.kind == ApiKind::Http && bare.len() < path.len() && index.find(api.kind, &method, bare).is_some() {
        let (path, query) = split(&case.scenario.path);
        let path = format!("{}{query}", path.trim_end_matches('/'));
        case.request("Leave out the slash at the path's end", |request| request.path = path);
    }
    if let Some(verb) = index.verbs(api.kind, &path).first() {
        let verb = verb.to_string();
        case.request(format!("Call with `{verb}`"), |request| request.method = verb);
    }
    let known = Method::ALL.iter().find(|known| known.as_str() == method);
    let plain = path.starts_with('/') && !path.contains(['{', '}', '%', '?', ' ']) && !path.contains("//");
    let bare = if path.len() > 1 { path.trim_end_matches('/') } else { path.as_str() };
    let takes = api.kind == ApiKind::Rest || bare == path;
    if let Some(verb) = known.filter(|_| plain && takes) {
        let key = RouteKey::path(*verb, bare);
        add_route(case, format!("Add the route `{key}`"), key);
    }
}

/// A route that calls the API's first integration.
fn add_route(case: &mut Case<'_>, sentence: String, key: RouteKey) {
    let Some((id, api)) = case.api else { return };
    let mut design = case.design.clone();
    let route_id: RouteId = design.mint();
    let route = Route { key, integration: api.integrations.keys().next().copied(), ..Route::default() };
    case.design(sentence, Edit::PutRoute(id, route_id, Arc::new(route)));
}

/// A path and its query string with the question mark.
fn split(path: &str) -> (&str, &str) {
    match path.find('?') {
        Some(at) => path.split_at_checked(at).unwrap_or((path, "")),
        None => (path, ""),
    }
}
