//! What templates see of an exchange: `$input`, `$context` and `$stageVariables`.

use serde_json::{Map, Value};

use crate::aws::{self, ApiKind, ContextUse};
use crate::flow::events;
use crate::flow::exchange::Exchange;
use crate::lang::json::{Json, Members};
use crate::lang::vtl::Inputs;

/// Names under `$context` that hold numbers; everything else is text.
const NUMBERS: [&str; 2] = ["requestTimeEpoch", "connectedAt"];

/// The inputs of a template with this text and body; a response's template sees what the request's one overrode.
///
/// What the text does not name is not made: a template has no other way to reach it.
pub(super) fn of(x: &Exchange<'_>, text: &str, body: &str) -> Inputs {
    let mut inputs = Inputs::default().with_body(body);
    if text.contains("params") {
        inputs = inputs.with_params(&params(x));
    }
    if text.contains("context") {
        inputs = inputs.with_context(&context(x));
    }
    if text.contains("stageVariables") {
        inputs = inputs.with_stage_variables(&stage_variables(x));
    }
    inputs
}

/// The method request's parameters, the last value of each name. A WebSocket API has none.
pub(super) fn params(x: &Exchange<'_>) -> Json {
    if x.kind() == ApiKind::WebSocket {
        return Json::object(Members::default());
    }
    let headers = events::headers(x);
    let parts = [
        ("path", texts(&x.path_parameters)),
        ("querystring", texts(&x.request.query)),
        ("header", texts(&headers)),
    ];
    Json::object(parts.into_iter().map(|(name, part)| (name.into(), part)).collect())
}

fn texts(pairs: &[(String, String)]) -> Json {
    Json::object(pairs.iter().map(|(name, value)| (name.as_str().into(), Json::string(value))).collect())
}

pub(super) fn stage_variables(x: &Exchange<'_>) -> Json {
    let pairs = x.place.variables.iter();
    Json::object(pairs.map(|(name, value)| (name.as_str().into(), Json::string(value))).collect())
}

/// `$context` as an object of objects, without the names that only access logs have.
pub(super) fn context(x: &Exchange<'_>) -> Json {
    let mut root = Map::new();
    for (name, text) in &x.context {
        let known = aws::context_variable(x.kind(), name);
        if known.is_none_or(|row| row.use_on(x.kind()) == Some(ContextUse::Log)) {
            continue;
        }
        let number = NUMBERS.contains(&name.as_str()).then(|| text.parse::<i64>().ok()).flatten();
        let value = number.map_or_else(|| Value::String(text.clone()), Value::from);
        insert(&mut root, name, value);
    }
    let json = Json::from_serde(&Value::Object(root)).unwrap_or(Json::Null);
    let Some(overrides) = &x.overrides else { return json };
    let mut members: Members = match json {
        Json::Object(members) => (*members).clone(),
        _ => Members::default(),
    };
    members.insert("requestOverride".into(), overrides.request.clone());
    members.insert("responseOverride".into(), overrides.response.clone());
    Json::object(members)
}

/// Puts `identity.sourceIp` into the object `identity`; what an authorizer or a token names may have dots in it.
fn insert(root: &mut Map<String, Value>, name: &str, value: Value) {
    let whole = ["authorizer.claims.", "authorizer."].into_iter().find(|start| name.starts_with(start));
    let (parents, last) = match whole {
        Some(start) => name.split_at(start.len()),
        None => name.split_at(name.rfind('.').map_or(0, |dot| dot + 1)),
    };
    let mut object = root;
    for parent in parents.split_terminator('.') {
        let child = object.entry(parent).or_insert_with(|| Value::Object(Map::new()));
        if !child.is_object() {
            *child = Value::Object(Map::new());
        }
        let Value::Object(inner) = child else { return };
        object = inner;
    }
    object.insert(last.to_owned(), value);
}
