//! Lambda functions: the invocation as sent, and what its answer is.

use serde_json::{Value, json};

use crate::aws::{ApiKind, GatewayResponseType, PayloadFormat};
use crate::design::{Diagnostic, Function, FunctionId, Integration, Item, Passing};
use crate::flow::exchange::{self, Exchange};
use crate::flow::verdict::{Refusal, Verdict};
use crate::flow::{Message, events, mapping};

use super::{Wait, http_answer, shortened, stubbed, timed_out, wait};

/// Error types that Lambda gives when it does not run the function at all.
const THROTTLED: &str = "TooManyRequestsException";
const FORBIDDEN: &str = "AccessDeniedException";

/// Invokes the function.
pub(super) fn run(
    x: &mut Exchange<'_>,
    integration: &Integration,
    id: FunctionId,
    passing: Passing,
    asynchronous: bool,
) -> Verdict {
    let function = x.design.functions.get(&id).cloned();
    let Some(function) = function else {
        return super::misconfigured(
            x,
            "missing-function",
            "The integration's function does not exist",
            "Choose a function",
        )
        .assumed();
    };
    let payload = payload(x, integration, passing);
    let arn = mapping::with_stage_variables(x, &arn(x, &function));
    let mut headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    if asynchronous {
        headers.push(("X-Amz-Invocation-Type".to_owned(), "Event".to_owned()));
    }
    headers.extend(
        x.outgoing.headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("Content-Type")).cloned(),
    );
    x.sent = Some(Message {
        method: "POST".to_owned(),
        url: format!("https://lambda.{}.amazonaws.com/{}", x.region(), path(x, integration, &arn)),
        status: None,
        headers,
        body: payload,
    });
    let verdict = match wait(x, integration, function.duration_ms.map_or(0, u64::from)) {
        Wait::TimesOut(waited) => return timed_out(x, waited),
        Wait::Answers(latency) => answered(x, &function, passing).took(latency),
    };
    let request_id = x.ids.uuid();
    x.set("integration.requestId", request_id);
    verdict.saw("function", arn, "integration")
}

/// The path of the invocation; a function whose answer is streamed is invoked by another one.
fn path(x: &Exchange<'_>, integration: &Integration, arn: &str) -> String {
    match super::streams(x, integration) {
        true => format!("2021-11-15/functions/{arn}/response-streaming-invocations"),
        false => format!("2015-03-31/functions/{arn}/invocations"),
    }
}

/// The body of the invocation: the event, or what the template made.
fn payload(x: &Exchange<'_>, integration: &Integration, passing: Passing) -> Vec<u8> {
    if passing == Passing::Mapped {
        // A function that is invoked with nothing gets an empty object (recorded).
        const NOTHING: &[u8] = b"{}";
        let body = &x.outgoing.body;
        return if body.is_empty() { NOTHING.to_vec() } else { body.clone() };
    }
    let event = match (x.kind(), integration.payload_format.unwrap_or(PayloadFormat::V2)) {
        (ApiKind::Rest, _) | (ApiKind::Http, PayloadFormat::V1) => events::rest_proxy(x),
        (ApiKind::Http, PayloadFormat::V2) => events::second_format(x),
        (ApiKind::WebSocket, _) => events::websocket(x),
    };
    event.to_string().into_bytes()
}

fn arn(x: &Exchange<'_>, function: &Function) -> String {
    let own = || exchange::arn(x.design, "lambda", &format!("function:{}", function.name));
    let base = function.arn.clone().unwrap_or_else(own);
    match &function.qualifier {
        Some(qualifier) => format!("{base}:{qualifier}"),
        None => base,
    }
}

fn answered(x: &mut Exchange<'_>, function: &Function, passing: Passing) -> Verdict {
    let item = x.integration_item();
    let name = function.name.clone();
    let error = x.scenario.backend.as_ref().and_then(|answer| answer.error.clone());
    if let Some(error) = error {
        return failed(x, &name, passing, &error);
    }
    let result = result(x, passing);
    x.backend =
        Some(Message { status: Some(200), body: result.to_string().into_bytes(), ..Message::default() });
    let default = if passing == Passing::Proxy { "status 200 with an empty body" } else { "`{}`" };
    let verdict = Verdict::pass(format!("Function `{name}` is invoked and returns a result"))
        .at(item)
        .documented("getting-started-with-lambda-integration")
        .saw("result", shortened(&result.to_string()), "function");
    stubbed(x, verdict, default)
}

/// What the function returns: the scenario's result, or its HTTP answer in the form a proxy function returns.
fn result(x: &mut Exchange<'_>, passing: Passing) -> Value {
    let Some(answer) = x.scenario.backend.as_ref() else {
        return if passing == Passing::Proxy { json!({ "statusCode": 200, "body": "" }) } else { json!({}) };
    };
    if let Some(result) = &answer.result {
        return result.clone();
    }
    let is_http = answer.status.is_some() || answer.body.is_some() || answer.body_base64.is_some();
    if !is_http || passing == Passing::Mapped {
        return answer.body.clone().unwrap_or(Value::Null);
    }
    let item = x.integration_item();
    x.note(
        Diagnostic::note(
            "http-answer-for-function",
            "The backend's answer is an HTTP one, so the function is taken to return it in Lambda's form",
        )
        .at(item)
        .help("Give the function's return value as `result`"),
    );
    let message = http_answer(Some(answer)).unwrap_or_default();
    let headers: serde_json::Map<String, Value> =
        message.headers.into_iter().map(|(name, value)| (name, Value::String(value))).collect();
    match &answer.body_base64 {
        Some(encoded) => {
            json!({ "statusCode": message.status, "headers": headers, "body": encoded, "isBase64Encoded": true })
        }
        None => {
            json!({ "statusCode": message.status, "headers": headers, "body": String::from_utf8_lossy(&message.body) })
        }
    }
}

/// A function that failed, or was not run at all.
fn failed(x: &mut Exchange<'_>, name: &str, passing: Passing, error: &Value) -> Verdict {
    let text = |member: &str| error.get(member).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (kind, message) = (text("errorType"), text("errorMessage"));
    let item = x.integration_item();
    if kind == THROTTLED || kind == FORBIDDEN {
        return not_run(x, name, &kind);
    }
    if passing == Passing::Mapped {
        x.function_error = Some(message.clone());
        x.backend =
            Some(Message { status: Some(200), body: error.to_string().into_bytes(), ..Message::default() });
        return Verdict::pass(format!(
            "Function `{name}` failed with `{message}`; the error text chooses the integration response"
        ))
        .at(item)
        .documented("handle-errors-in-lambda-integration");
    }
    x.note(
        Diagnostic::error("function-failed", format!("Function `{name}` failed: {message}"))
            .at(item)
            .help("Catch the error in the function and return a response with a status"),
    );
    let reason = format!("Function `{name}` failed with `{message}` instead of returning a response");
    // Recorded on REST: 502. HTTP APIs answer 500.
    let refusal = match x.kind() {
        ApiKind::Rest => bad_gateway(),
        ApiKind::Http | ApiKind::WebSocket => Refusal::new(GatewayResponseType::IntegrationFailure),
    };
    let verdict = Verdict::refuse(refusal, reason).at(item);
    if x.kind() == ApiKind::Rest {
        verdict.recorded()
    } else {
        verdict.documented("http-api-troubleshooting-lambda")
    }
}

fn not_run(x: &mut Exchange<'_>, name: &str, kind: &str) -> Verdict {
    let item = x.integration_item();
    let (reason, help) = if kind == THROTTLED {
        (
            format!("Lambda refused to run function `{name}`: its concurrency is used up"),
            "Raise the function's reserved concurrency, or throttle the stage",
        )
    } else {
        (
            format!("API Gateway may not invoke function `{name}`"),
            "Give `apigateway.amazonaws.com` permission to invoke the function",
        )
    };
    let code = if kind == THROTTLED { "function-throttled" } else { "function-forbidden" };
    x.note(Diagnostic::error(code, reason.as_str()).at(item).help(help));
    let refusal = match (x.kind(), kind == THROTTLED) {
        (ApiKind::Http, true) => Refusal::new(GatewayResponseType::IntegrationFailure).status(503),
        (ApiKind::Http, false) => Refusal::new(GatewayResponseType::IntegrationFailure),
        (_, _) => Refusal::new(GatewayResponseType::ApiConfigurationError),
    };
    Verdict::refuse(refusal, reason).at(item).assumed()
}

/// What a REST API answers to a function's failure or malformed response (recorded).
pub(in crate::flow::steps) fn bad_gateway() -> Refusal {
    Refusal::new(GatewayResponseType::IntegrationFailure)
        .status(502)
        .message(crate::aws::cause_text("gateway.internal", &[]))
}

/// The function of an integration, as an item.
pub(in crate::flow::steps) fn function_item(integration: &Integration) -> Option<Item> {
    match &integration.target {
        crate::design::Target::Lambda { function, .. } => Some(Item::Function(*function)),
        _ => None,
    }
}
