//! The event of WebSocket Lambda proxies.

use serde_json::{Map, Value, json};

use crate::flow::exchange::Exchange;

use super::{body, headers, multi, object, single, stage_variables};

/// The event of a route: headers and query only on `$connect`, a body only with a message.
pub(crate) fn websocket(x: &Exchange<'_>) -> Value {
    let mut event = Map::new();
    let kind = x.context_value("eventType");
    if kind == "CONNECT" {
        let headers = headers(x);
        event.insert("headers".to_owned(), single(&headers));
        event.insert(
            "multiValueHeaders".to_owned(),
            multi(&headers, |one, other| one.eq_ignore_ascii_case(other)),
        );
        if !x.request.query.is_empty() {
            event.insert("queryStringParameters".to_owned(), single(&x.request.query));
            let all = multi(&x.request.query, |one, other| one == other);
            event.insert("multiValueQueryStringParameters".to_owned(), all);
        }
    }
    event.insert("requestContext".to_owned(), request_context(x));
    let variables = stage_variables(x);
    if !variables.is_null() {
        event.insert("stageVariables".to_owned(), variables);
    }
    if kind == "MESSAGE" {
        event.insert("body".to_owned(), body(x, false));
    }
    event.insert("isBase64Encoded".to_owned(), Value::Bool(false));
    Value::Object(event)
}

/// `requestContext` of WebSocket events.
pub(super) fn request_context(x: &Exchange<'_>) -> Value {
    let text = |name: &str| Value::String(x.context_value(name).to_owned());
    let mut context = Map::new();
    let mut put = |name: &str, value: Value| context.insert(name.to_owned(), value);
    put("routeKey", text("routeKey"));
    if !x.caller.authorizer.is_empty() {
        put("authorizer", Value::Object(object(&x.caller.authorizer)));
    }
    if x.context_value("eventType") == "MESSAGE" {
        put("messageId", text("messageId"));
    }
    put("eventType", text("eventType"));
    if x.context_value("eventType") == "DISCONNECT" {
        let code: u64 = x.context_value("disconnectStatusCode").parse().unwrap_or_default();
        put("disconnectStatusCode", json!(code));
        put("disconnectReason", text("disconnectReason"));
    }
    put("extendedRequestId", text("extendedRequestId"));
    put("requestTime", text("requestTime"));
    put("messageDirection", json!("IN"));
    put("stage", text("stage"));
    let connected = x.context_value("connectedAt").parse().unwrap_or(x.epoch_ms);
    put("connectedAt", json!(connected));
    put("requestTimeEpoch", json!(x.epoch_ms));
    put("identity", json!({ "sourceIp": x.source_ip(), "userAgent": x.context_value("identity.userAgent") }));
    put("requestId", text("requestId"));
    put("domainName", text("domainName"));
    put("connectionId", text("connectionId"));
    put("apiId", text("apiId"));
    Value::Object(context)
}
