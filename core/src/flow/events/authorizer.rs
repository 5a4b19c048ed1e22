//! The events of Lambda authorizers.

use serde_json::{Map, Value, json};

use crate::aws::ApiKind;
use crate::flow::exchange::Exchange;

use super::{headers, multi, rest, second, single, stage_variables, websocket};

/// The event of a `TOKEN` authorizer.
pub(crate) fn token_authorizer(x: &Exchange<'_>, token: &str) -> Value {
    json!({ "type": "TOKEN", "methodArn": x.method_arn(), "authorizationToken": token })
}

/// The event of a `REQUEST` authorizer; it holds no body.
pub(crate) fn request_authorizer(x: &Exchange<'_>, identity: &[String], second_format: bool) -> Value {
    match x.kind() {
        ApiKind::Rest => first(x, None),
        ApiKind::Http if second_format => second(x, identity),
        ApiKind::Http => first(x, Some(identity)),
        ApiKind::WebSocket => connect(x),
    }
}

fn first(x: &Exchange<'_>, identity: Option<&[String]>) -> Value {
    let mut event = Map::new();
    if let Some(identity) = identity {
        event.insert("version".to_owned(), json!("1.0"));
        event.insert("type".to_owned(), json!("REQUEST"));
        event.insert("methodArn".to_owned(), Value::String(x.method_arn()));
        event.insert("identitySource".to_owned(), Value::String(identity.join(",")));
        event.insert("authorizationToken".to_owned(), Value::String(identity.join(",")));
    } else {
        event.insert("type".to_owned(), json!("REQUEST"));
        event.insert("methodArn".to_owned(), Value::String(x.method_arn()));
    }
    event.extend(rest::shape(x, &headers(x)));
    event.insert("requestContext".to_owned(), rest::request_context(x));
    Value::Object(event)
}

fn second(x: &Exchange<'_>, identity: &[String]) -> Value {
    let mut event = Map::new();
    event.insert("version".to_owned(), json!("2.0"));
    event.insert("type".to_owned(), json!("REQUEST"));
    event.insert("routeArn".to_owned(), Value::String(x.method_arn()));
    event.insert("identitySource".to_owned(), Value::from(identity.to_vec()));
    event.insert("routeKey".to_owned(), Value::String(x.route_key()));
    event.extend(second::shared(x));
    event.insert("requestContext".to_owned(), second::request_context(x));
    second::insert_parameters(x, &mut event);
    second::insert_variables(x, &mut event);
    Value::Object(event)
}

fn connect(x: &Exchange<'_>) -> Value {
    let headers = headers(x);
    json!({
        "type": "REQUEST",
        "methodArn": x.method_arn(),
        "headers": single(&headers),
        "multiValueHeaders": multi(&headers, |one, other| one.eq_ignore_ascii_case(other)),
        "queryStringParameters": single(&x.request.query),
        "multiValueQueryStringParameters": multi(&x.request.query, |one, other| one == other),
        "stageVariables": stage_variables(x),
        "requestContext": websocket::request_context(x),
    })
}
