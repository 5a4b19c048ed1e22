//! The event of HTTP API payload format 2.0.

use serde_json::{Map, Value, json};

use crate::flow::binary;
use crate::flow::exchange::Exchange;
use crate::flow::request::grouped;
use crate::lang::percent;

use super::rest::scopes;
use super::{body, headers, object, stage_variables};

/// The event: lower-case headers, repeated values joined by commas, absent maps left out.
pub(crate) fn second_format(x: &Exchange<'_>) -> Value {
    let binary = !binary::is_text(x.request.content_type().as_deref());
    let mut event = Map::new();
    event.insert("version".to_owned(), json!("2.0"));
    event.insert("routeKey".to_owned(), Value::String(x.route_key()));
    event.extend(shared(x));
    event.insert("requestContext".to_owned(), request_context(x));
    let body = body(x, binary);
    let has_body = !body.is_null();
    if has_body {
        event.insert("body".to_owned(), body);
    }
    insert_parameters(x, &mut event);
    event.insert("isBase64Encoded".to_owned(), Value::Bool(binary && has_body));
    insert_variables(x, &mut event);
    Value::Object(event)
}

/// What proxy and authorizer events of this format share.
pub(super) fn shared(x: &Exchange<'_>) -> Map<String, Value> {
    let mut event = Map::new();
    event.insert("rawPath".to_owned(), Value::String(percent::decode(&x.place.full_path)));
    event.insert("rawQueryString".to_owned(), Value::String(x.request.raw_query.clone()));
    let lower: Vec<(String, String)> =
        headers(x).into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
    let cookies: Vec<String> = lower
        .iter()
        .filter(|(name, _)| name == "cookie")
        .flat_map(|(_, value)| value.split(';').map(|cookie| cookie.trim().to_owned()))
        .filter(|cookie| !cookie.is_empty())
        .collect();
    if !cookies.is_empty() {
        event.insert("cookies".to_owned(), Value::from(cookies));
    }
    let others: Vec<(String, String)> = lower.into_iter().filter(|(name, _)| name != "cookie").collect();
    event.insert("headers".to_owned(), joined(&others));
    if !x.request.query.is_empty() {
        event.insert("queryStringParameters".to_owned(), joined(&x.request.query));
    }
    event
}

pub(super) fn insert_parameters(x: &Exchange<'_>, event: &mut Map<String, Value>) {
    if !x.path_parameters.is_empty() {
        event.insert("pathParameters".to_owned(), joined(&x.path_parameters));
    }
}

pub(super) fn insert_variables(x: &Exchange<'_>, event: &mut Map<String, Value>) {
    let variables = stage_variables(x);
    if !variables.is_null() {
        event.insert("stageVariables".to_owned(), variables);
    }
}

fn joined(pairs: &[(String, String)]) -> Value {
    let groups = grouped(pairs, |one, other| one == other);
    Value::Object(groups.into_iter().map(|(name, values)| (name, Value::String(values.join(",")))).collect())
}

/// `requestContext` of this format.
pub(super) fn request_context(x: &Exchange<'_>) -> Value {
    let text = |name: &str| Value::String(x.context_value(name).to_owned());
    let mut context = Map::new();
    context.insert("accountId".to_owned(), text("accountId"));
    context.insert("apiId".to_owned(), text("apiId"));
    if let Some(authorizer) = authorizer(x) {
        context.insert("authorizer".to_owned(), authorizer);
    }
    context.insert("domainName".to_owned(), text("domainName"));
    context.insert("domainPrefix".to_owned(), text("domainPrefix"));
    let http = json!({
        "method": x.request.method,
        "path": x.place.full_path,
        "protocol": x.context_value("protocol"),
        "sourceIp": x.context_value("identity.sourceIp"),
        "userAgent": x.context_value("identity.userAgent"),
    });
    context.insert("http".to_owned(), http);
    context.insert("requestId".to_owned(), text("requestId"));
    context.insert("routeKey".to_owned(), Value::String(x.route_key()));
    context.insert("stage".to_owned(), text("stage"));
    context.insert("time".to_owned(), text("requestTime"));
    context.insert("timeEpoch".to_owned(), json!(x.epoch_ms));
    Value::Object(context)
}

fn authorizer(x: &Exchange<'_>) -> Option<Value> {
    if let Some(claims) = &x.caller.claims {
        return Some(json!({ "jwt": { "claims": object(claims), "scopes": scopes(x) } }));
    }
    if x.caller.iam {
        let known = |name: &str| super::known(x, &format!("identity.{name}"));
        return Some(json!({ "iam": {
            "accessKey": known("accessKey"),
            "accountId": known("accountId"),
            "callerId": known("caller"),
            "cognitoIdentity": null,
            "principalOrgId": known("principalOrgId"),
            "userArn": known("userArn"),
            "userId": known("user"),
        }}));
    }
    let lambda = object(&x.caller.authorizer);
    (!lambda.is_empty()).then(|| json!({ "lambda": lambda }))
}
