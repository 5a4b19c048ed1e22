//! What saved requests have: headers, address, body.

use super::Subject;
use super::addresses::{default_host, scheme};
use crate::aws::{ApiKind, EndpointKind};
use crate::design::inputs::Scenario;
use crate::design::{Api, ApiId, Design, Item, Nodes, ScenarioId};
use crate::lang::percent;
use crate::quota::gauge::Gauge;

/// Bytes of a header line beside its name and value: a colon, a space and the line's end.
const AROUND_HEADER: usize = 4;
/// What the path of a call to a WebSocket client begins with, behind the stage.
const CONNECTIONS: &str = "/@connections/";

/// What is read of a request: a quota's id and a size.
type Sizes = Vec<(&'static str, usize)>;

pub fn measure(gauge: &mut Gauge<'_>, design: &Design, scenarios: &Nodes<ScenarioId, Scenario>) {
    let mut read: Vec<(&'static str, Vec<(Item, usize)>)> = Vec::new();
    for (id, scenario) in scenarios {
        let Some((api_id, api)) = api_of(design, scenario) else { continue };
        let subject = Subject { id: api_id, api, design };
        for (quota, size) in sizes(subject, scenario) {
            let entry = (Item::Scenario(*id), size);
            match read.iter_mut().find(|(known, _)| *known == quota) {
                Some((_, entries)) => entries.push(entry),
                None => read.push((quota, vec![entry])),
            }
        }
    }
    for (quota, entries) in read {
        gauge.requests(quota, entries);
    }
}

/// The API that a request goes to: the one that it names, or that its host leads to, or the first.
fn api_of<'a>(design: &'a Design, scenario: &Scenario) -> Option<(ApiId, &'a Api)> {
    let find = |wanted: ApiId| design.apis.get(&wanted).map(|api| (wanted, &**api));
    if let Some(name) = &scenario.api {
        return design.apis.iter().find(|(_, api)| api.name == *name).map(|(id, api)| (*id, &**api));
    }
    if let Some(host) = scenario.host.as_deref().filter(|host| !host.is_empty())
        && let Some(domain) = design.domains.values().find(|domain| domain.name.eq_ignore_ascii_case(host))
    {
        let path = scenario.path.trim_start_matches('/');
        let fits = domain.mappings.iter().filter(|mapping| path.starts_with(mapping.path.as_str()));
        return fits.max_by_key(|mapping| mapping.path.len()).and_then(|mapping| find(mapping.api));
    }
    design.apis.iter().next().map(|(id, api)| (*id, &**api))
}

fn sizes(subject: Subject<'_>, scenario: &Scenario) -> Sizes {
    let body = body_bytes(scenario);
    match subject.api.kind {
        ApiKind::Rest => vec![
            ("rest.payload_bytes", body),
            (rest_headers(subject.api.endpoint_kind()), header_bytes(scenario)),
            (rest_url(subject.api.endpoint_kind()), address_length(subject, scenario)),
        ],
        ApiKind::Http => {
            let line = scenario.method.len() + scenario.path.len() + query(scenario).len();
            vec![("http.payload_bytes", body), ("http.headers_bytes", header_bytes(scenario) + line)]
        }
        ApiKind::WebSocket => socket_sizes(subject, scenario, body),
    }
}

fn socket_sizes(subject: Subject<'_>, scenario: &Scenario, body: usize) -> Sizes {
    match scenario.method.as_str() {
        "CONNECT" => {
            let mut sizes = vec![("websocket.connection_url_length", address_length(subject, scenario))];
            let answer = scenario.identity.as_ref().and_then(|identity| identity.authorizer.as_ref());
            if let Some(result) = answer.and_then(|answer| answer.result.as_ref()) {
                sizes.push(("websocket.authorizer_result_bytes", result.to_string().len()));
            }
            sizes
        }
        "MESSAGE" => {
            let frame = scenario.frames.as_ref().and_then(|frames| frames.frame_bytes);
            let frame =
                frame.and_then(|bytes| usize::try_from(bytes).ok()).map_or(body, |bytes| body.min(bytes));
            vec![("websocket.message_bytes", body), ("websocket.frame_bytes", frame)]
        }
        "POST" if scenario.path.contains(CONNECTIONS) => vec![("websocket.callback_payload_bytes", body)],
        _ => Vec::new(),
    }
}

const fn rest_headers(endpoint: EndpointKind) -> &'static str {
    match endpoint {
        EndpointKind::Private => "rest.headers_private_bytes",
        EndpointKind::Regional | EndpointKind::Edge => "rest.headers_bytes",
    }
}

const fn rest_url(endpoint: EndpointKind) -> &'static str {
    match endpoint {
        EndpointKind::Regional => "rest.url_length_regional",
        EndpointKind::Edge => "rest.url_length_edge",
        EndpointKind::Private => "rest.url_length_private",
    }
}

/// Names, values and line ends of the headers.
fn header_bytes(scenario: &Scenario) -> usize {
    let lines = scenario.headers.iter().flat_map(|(name, values)| {
        values.values().iter().map(move |value| name.len() + value.len() + AROUND_HEADER)
    });
    lines.sum()
}

/// Bytes of the body as it is sent.
fn body_bytes(scenario: &Scenario) -> usize {
    let coded =
        |text: &String| text.bytes().filter(|byte| !matches!(byte, b'=' | b'\n' | b'\r')).count() * 3 / 4;
    let plain = || scenario.body.as_ref().map(String::len);
    scenario.body_base64.as_ref().map(coded).or_else(plain).unwrap_or(0)
}

/// Characters of the whole address.
fn address_length(subject: Subject<'_>, scenario: &Scenario) -> usize {
    let host = scenario.host.clone().filter(|host| !host.is_empty());
    let named = scenario.stage.as_deref().filter(|stage| host.is_none() && *stage != "$default");
    let stage = named.map_or(0, |stage| stage.chars().count() + 1);
    let host = host.unwrap_or_else(|| default_host(subject));
    let whole = [scheme(subject.api.kind), &host, &scenario.path, &query(scenario)];
    stage + whole.iter().map(|part| part.chars().count()).sum::<usize>()
}

/// The query string that is not part of the path, as a client writes it.
fn query(scenario: &Scenario) -> String {
    let mut text = String::new();
    for (name, values) in &scenario.query {
        for value in values.values() {
            let joint = if text.is_empty() && !scenario.path.contains('?') { '?' } else { '&' };
            text.push(joint);
            text.push_str(&percent::encode(name, ""));
            text.push('=');
            text.push_str(&percent::encode(value, ""));
        }
    }
    text
}
