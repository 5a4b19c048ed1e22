//! The events that Lambda functions get, with AWS's keys in AWS's order.

mod authorizer;
mod rest;
mod second;
mod websocket;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::aws::{self, EndpointKind, HeaderAction, IntegrationKind};

use super::exchange::Exchange;
use super::request::grouped;

pub(crate) use authorizer::{request_authorizer, token_authorizer};
pub(crate) use rest::rest_proxy;
pub(crate) use second::second_format;
pub(crate) use websocket::websocket;

/// The client's headers as a REST or format 1.0 event and `$input.params` hold them: those that API Gateway drops left out, its own
/// added.
pub(crate) fn headers(x: &Exchange<'_>) -> Vec<(String, String)> {
    let iam = x.caller.iam;
    let edge = x.place.api.endpoint_kind() == EndpointKind::Edge;
    let mut headers: Vec<(String, String)> = Vec::new();
    for (name, value) in &x.request.headers {
        let rule = aws::header_rule(name);
        let action = rule.map_or(HeaderAction::Pass, |rule| rule.on_request(IntegrationKind::AwsProxy));
        let dropped = matches!(action, HeaderAction::Drop | HeaderAction::Refuse | HeaderAction::Overwrite);
        if dropped || (iam && name.eq_ignore_ascii_case("Authorization")) {
            continue;
        }
        // CloudFront, in front of an edge-optimized API, spells the names that it knows in its own way.
        let name = rule.filter(|_| edge).map_or(name.as_str(), |rule| rule.name.as_str());
        headers.push((name.to_owned(), value.clone()));
    }
    headers.extend(added(x));
    headers
}

/// Headers that API Gateway adds, and CloudFront in front of an edge-optimized API.
fn added(x: &Exchange<'_>) -> Vec<(String, String)> {
    let mut ids = x.ids.clone();
    let mut headers = Vec::new();
    let mut add = |name: &str, value: String| headers.push((name.to_owned(), value));
    add("Host", x.place.host.clone());
    if x.place.api.endpoint_kind() == EndpointKind::Edge {
        for (name, value) in [
            ("CloudFront-Forwarded-Proto", "https"),
            ("CloudFront-Is-Desktop-Viewer", "true"),
            ("CloudFront-Is-Mobile-Viewer", "false"),
            ("CloudFront-Is-SmartTV-Viewer", "false"),
            ("CloudFront-Is-Tablet-Viewer", "false"),
            ("CloudFront-Viewer-ASN", "64496"),
            ("CloudFront-Viewer-Country", "US"),
        ] {
            add(name, value.to_owned());
        }
        add("Via", format!("2.0 {}.cloudfront.net (CloudFront)", ids.uuid().replace('-', "")));
        add("X-Amz-Cf-Id", ids.extended());
    }
    add("X-Amzn-Trace-Id", ids.trace(x.epoch_ms / 1000));
    add("X-Forwarded-For", x.source_ip().to_owned());
    add("X-Forwarded-Port", "443".to_owned());
    add("X-Forwarded-Proto", "https".to_owned());
    headers
}

/// The last value of each name, or null when there is none at all.
fn single(pairs: &[(String, String)]) -> Value {
    let map = pairs.iter().map(|(name, value)| (name.clone(), Value::String(value.clone()))).collect();
    null_if_empty(map)
}

/// All values of each name, or null when there is none at all.
fn multi(pairs: &[(String, String)], same: impl Fn(&str, &str) -> bool) -> Value {
    let map = grouped(pairs, same).into_iter().map(|(name, values)| (name, Value::from(values))).collect();
    null_if_empty(map)
}

fn null_if_empty(map: Map<String, Value>) -> Value {
    if map.is_empty() { Value::Null } else { Value::Object(map) }
}

/// The stage's variables, or null when it has none.
fn stage_variables(x: &Exchange<'_>) -> Value {
    let variables = x.place.variables.iter();
    let map = variables.map(|(name, value)| (name.clone(), Value::String(value.clone())));
    null_if_empty(map.collect())
}

/// A `$context` value, or null when it is unset.
fn known(x: &Exchange<'_>, name: &str) -> Value {
    match x.context_value(name) {
        "" => Value::Null,
        value => Value::String(value.to_owned()),
    }
}

fn object(map: &IndexMap<String, Value>) -> Map<String, Value> {
    map.iter().map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// The body as an event holds it: base64 when it counts as binary, null when there is none.
fn body(x: &Exchange<'_>, binary: bool) -> Value {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    if x.request.body.is_empty() {
        return Value::Null;
    }
    let text = if binary { STANDARD.encode(&x.request.body) } else { x.request.text() };
    Value::String(text)
}
