//! The answers of Lambda proxy functions on REST APIs.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use crate::aws::{GatewayResponseType, IntegrationKind};
use crate::design::Diagnostic;
use crate::flow::exchange::Exchange;
use crate::flow::steps::integration::{bad_gateway, function_item};
use crate::flow::verdict::{Refusal, Verdict};
use crate::flow::{Message, binary};

use super::remapped;

const PAGE: &str = "set-up-lambda-proxy-integrations";
/// The only members that an answer may have (recorded).
const MEMBERS: [&str; 5] = ["statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"];

/// Reads the function's answer, or refuses it as malformed.
pub(super) fn run(x: &mut Exchange<'_>, answer: &Message) -> Verdict {
    let item = x.integration_item();
    let mut response = match read(&answer.body) {
        Ok(response) => response,
        Err(why) => return malformed(x, &why),
    };
    let encoded = is_encoded(&answer.body);
    let mut verdict =
        Verdict::pass("The function's answer has the shape that API Gateway wants").at(item).recorded();
    if encoded && binary::accept_matches(x) {
        match STANDARD.decode(response.body.as_slice()) {
            Ok(bytes) => response.body = bytes,
            Err(_) => {
                let reason = "The function says that its body is base64, and it is not";
                x.note(
                    Diagnostic::error("bad-base64-answer", reason)
                        .at(item)
                        .help("Encode the body, or set `isBase64Encoded` to false"),
                );
                return Verdict::refuse(Refusal::new(GatewayResponseType::ApiConfigurationError), reason)
                    .at(item)
                    .recorded();
            }
        }
        verdict
            .reason
            .push_str("; the body is decoded because the first type of `Accept` is a binary media type");
    } else if encoded {
        verdict.reason.push_str("; the base64 text is sent as it is, because the first type of `Accept` is no binary media type of the API");
        x.note(
            Diagnostic::warning("base64-not-decoded", "The client gets base64 text instead of bytes")
                .at(x.api_item())
                .at_place("binary_media_types")
                .help("Add the type that clients send first in `Accept` to the API's binary media types"),
        );
    }
    response.headers = remapped(&response.headers, IntegrationKind::AwsProxy);
    x.response = response;
    verdict
}

fn malformed(x: &mut Exchange<'_>, why: &str) -> Verdict {
    let item = x.integration_item();
    let function = x.integration().and_then(|(_, integration)| function_item(integration)).unwrap_or(item);
    x.note(
        Diagnostic::error(
            "malformed-proxy-response",
            format!("The function's answer is no proxy response: {why}"),
        )
        .at(function)
        .help("Return an object with `statusCode`, `headers` and a text `body` only"),
    );
    Verdict::refuse(bad_gateway(), format!("Malformed Lambda proxy response: {why}"))
        .at(item)
        .recorded()
        .saw("page", PAGE, "AWS")
}

fn is_encoded(body: &[u8]) -> bool {
    let answer: Option<Value> = serde_json::from_slice(body).ok();
    answer.and_then(|answer| answer.get("isBase64Encoded").and_then(Value::as_bool)).unwrap_or(false)
}

/// Reads a proxy answer. Errors: why it is malformed, as the end of a sentence.
pub(super) fn read(body: &[u8]) -> Result<Message, String> {
    let answer: Value = serde_json::from_slice(body).map_err(|_| "it is no JSON".to_owned())?;
    let Value::Object(answer) = answer else {
        return Err("it is no JSON object".to_owned());
    };
    if let Some(name) = answer.keys().find(|name| !MEMBERS.contains(&name.as_str())) {
        return Err(format!("it has a member `{name}`, which API Gateway does not know"));
    }
    let mut headers = single_values(&answer)?;
    let several = several_values(&answer)?;
    // Both maps count; a name that both have is spelt as the map of lists spells it.
    for (name, _) in &mut headers {
        if let Some((other, _)) = several.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)) {
            name.clone_from(other);
        }
    }
    headers.extend(several);
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("Content-Type")) {
        headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
    }
    let body = match answer.get("body") {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(_) => return Err("its `body` is no text".to_owned()),
    };
    Ok(Message { status: Some(status(&answer)?), headers, body: body.into_bytes(), ..Message::default() })
}

/// A whole number, or a text that holds one.
pub(super) fn status(answer: &Map<String, Value>) -> Result<u16, String> {
    let number = match answer.get("statusCode") {
        None | Some(Value::Null) => Some(200),
        Some(Value::Number(number)) => number.as_u64(),
        Some(Value::String(text)) => text.trim().parse().ok(),
        Some(_) => None,
    };
    number
        .and_then(|number| u16::try_from(number).ok())
        .filter(|status| (100..600).contains(status))
        .ok_or_else(|| "its `statusCode` is no HTTP status".to_owned())
}

/// `headers`: texts, numbers and booleans.
pub(super) fn single_values(answer: &Map<String, Value>) -> Result<Vec<(String, String)>, String> {
    let headers = match answer.get("headers") {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Object(headers)) => headers,
        Some(_) => return Err("its `headers` is no JSON object".to_owned()),
    };
    headers.iter().map(|(name, value)| Ok((name.clone(), scalar("headers", name, value)?))).collect()
}

/// `multiValueHeaders`: lists of the same.
pub(super) fn several_values(answer: &Map<String, Value>) -> Result<Vec<(String, String)>, String> {
    let headers = match answer.get("multiValueHeaders") {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Object(headers)) => headers,
        Some(_) => return Err("its `multiValueHeaders` is no JSON object".to_owned()),
    };
    let mut pairs = Vec::new();
    for (name, values) in headers {
        let Value::Array(values) = values else {
            return Err(format!("`multiValueHeaders` has `{name}`, which is no list"));
        };
        for value in values {
            pairs.push((name.clone(), scalar("multiValueHeaders", name, value)?));
        }
    }
    Ok(pairs)
}

fn scalar(map: &str, name: &str, value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(flag) => Ok(flag.to_string()),
        Value::Null => Ok(String::new()),
        Value::Array(_) | Value::Object(_) => Err(format!("`{map}` has `{name}`, which is no text")),
    }
}
