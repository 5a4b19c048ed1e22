//! Answers of HTTP API integrations.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use crate::aws::{self, GatewayResponseType, HeaderUse, PayloadFormat};
use crate::design::{Diagnostic, Integration, Passing, Target, TextMap};
use crate::flow::exchange::Exchange;
use crate::flow::steps::integration::function_item;
use crate::flow::steps::map_request::{change, with_absent};
use crate::flow::verdict::{Refusal, Verdict};
use crate::flow::{Message, mapping};

use super::lambda_proxy;

const LAMBDA_PAGE: &str = "http-api-develop-integrations-lambda";
const MAPPING_PAGE: &str = "http-api-parameter-mapping";

/// Reads a function's answer or passes an HTTP answer on, then applies the status's parameter mappings.
pub(super) fn run(x: &mut Exchange<'_>, integration: &Integration, answer: &Message) -> Verdict {
    let item = x.integration_item();
    let lambda = matches!(integration.target, Target::Lambda { passing: Passing::Proxy, .. });
    let mut verdict = if lambda {
        match lambda_answer(integration, answer) {
            Ok((response, why)) => {
                x.response = response;
                Verdict::pass(why).at(item).documented(LAMBDA_PAGE)
            }
            Err(why) => return malformed(x, integration, &why),
        }
    } else {
        x.response = answer.clone();
        Verdict::pass("The backend's answer goes to the client as it is")
            .at(item)
            .documented("http-api-develop-integrations-http")
    };
    let status = x.response.status.map(|status| status.to_string()).unwrap_or_default();
    if let Some(mappings) = integration.response_parameters.get(&status) {
        let (refused, absent) = apply(x, mappings);
        verdict.reason.push_str(&format!("; the parameter mappings of status {status} change it"));
        verdict = verdict.saw("mapping page", MAPPING_PAGE, "AWS");
        verdict = with_absent(verdict, &absent);
        if !refused.is_empty() {
            let names = refused.join("`, `");
            verdict.reason.push_str(&format!("; `{names}` is left out, because AWS refuses such a mapping"));
            verdict = verdict.assumed();
            x.note(
                Diagnostic::error("mapping-refused", format!("AWS does not take the mappings of `{names}`"))
                    .at(item)
                    .at_place("response_parameters")
                    .help("Correct the mapping's name or its source"),
            );
        }
    }
    verdict
}

/// The response and how it came about. Errors: why the answer is malformed.
fn lambda_answer(integration: &Integration, answer: &Message) -> Result<(Message, &'static str), String> {
    let value: Value = serde_json::from_slice(&answer.body).map_err(|_| "it is no JSON".to_owned())?;
    let second = integration.payload_format.unwrap_or(PayloadFormat::V2) == PayloadFormat::V2;
    match value {
        Value::Object(map) if map.contains_key("statusCode") || !second => {
            Ok((shaped(&map, second)?, "The function's answer names its status, headers and body"))
        }
        other if second => Ok((
            inferred(&other),
            "The function's answer has no `statusCode`, so it is the body of a response with status 200",
        )),
        _ => Err("it is no JSON object".to_owned()),
    }
}

fn inferred(value: &Value) -> Message {
    let body = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    Message {
        status: Some(200),
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: body.into_bytes(),
        ..Message::default()
    }
}

fn shaped(map: &Map<String, Value>, second: bool) -> Result<Message, String> {
    if !map.contains_key("statusCode") {
        return Err("it has no `statusCode`".to_owned());
    }
    let status = lambda_proxy::status(map)?;
    let mut headers = lambda_proxy::single_values(map)?;
    let several = lambda_proxy::several_values(map)?;
    headers.retain(|(name, _)| !several.iter().any(|(other, _)| other.eq_ignore_ascii_case(name)));
    headers.extend(several);
    if let Some(Value::Array(cookies)) = map.get("cookies").filter(|_| second) {
        headers.extend(
            cookies
                .iter()
                .filter_map(Value::as_str)
                .map(|cookie| ("set-cookie".to_owned(), cookie.to_owned())),
        );
    }
    for (name, _) in &mut headers {
        name.make_ascii_lowercase();
    }
    if !headers.iter().any(|(name, _)| name == "content-type") {
        headers.push((
            "content-type".to_owned(),
            if second { "text/plain;charset=UTF-8" } else { "application/json" }.to_owned(),
        ));
    }
    let body = match map.get("body") {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Object(_) | Value::Array(_)) => return Err("its `body` is no text".to_owned()),
        Some(other) => other.to_string(),
    };
    let encoded = map.get("isBase64Encoded").and_then(Value::as_bool).unwrap_or(false);
    let body = if encoded {
        STANDARD.decode(body.trim()).map_err(|_| "its `body` is no base64".to_owned())?
    } else {
        body.into_bytes()
    };
    Ok(Message { status: Some(status), headers, body, ..Message::default() })
}

fn malformed(x: &mut Exchange<'_>, integration: &Integration, why: &str) -> Verdict {
    let item = x.integration_item();
    x.note(
        Diagnostic::error(
            "malformed-proxy-response",
            format!("The function's answer is no proxy response: {why}"),
        )
        .at(function_item(integration).unwrap_or(item))
        .help("Return an object with `statusCode`, `headers` and a text `body`"),
    );
    let reason = format!(
        "The function's answer is malformed: {why}; an HTTP API answers 500 where a REST API answers 502"
    );
    Verdict::refuse(Refusal::new(GatewayResponseType::IntegrationFailure), reason)
        .at(item)
        .documented("http-api-troubleshooting-lambda")
}

/// Applies response mappings; returns those that AWS does not take, and the variables without a value.
fn apply(x: &mut Exchange<'_>, mappings: &TextMap) -> (Vec<String>, Vec<String>) {
    let answer = x.response.clone();
    let (mut refused, mut absent) = (Vec::new(), Vec::new());
    for (target, value) in mappings {
        let value = mapping::http_value(x, Some(&answer), value);
        let done = value.unknown.is_empty() && set(&mut x.response, target, value.text);
        if !done {
            refused.push(target.clone());
        } else if !target.starts_with("remove:") {
            absent.extend(value.absent);
        }
    }
    (refused, absent)
}

/// Applies one mapping; false when it is none that AWS takes.
fn set(response: &mut Message, target: &str, text: String) -> bool {
    let Some((operation, place)) = target.split_once(':') else { return false };
    if (operation, place) == ("overwrite", "statuscode") {
        let status = text.trim().parse::<u16>().ok().filter(|status| (100..600).contains(status));
        response.status = status.or(response.status);
        return status.is_some();
    }
    let Some(name) = place.strip_prefix("header.") else { return false };
    !aws::is_reserved_header(HeaderUse::HttpParameterMapping, name)
        && change(&mut response.headers, operation, name, text, |one, other| one.eq_ignore_ascii_case(other))
}
