//! The answer to a request that a step refused.

use serde_json::{Value, json};

use crate::aws::{self, ApiKind};
use crate::design::Item;
use crate::flow::Message;
use crate::flow::exchange::Exchange;
use crate::flow::verdict::{Refusal, Verdict};
use crate::flow::{context, gateway};

const PAGE: &str = "supported-gateway-response-types";
const JSON: &str = "application/json";
const ERROR_TYPE: &str = "x-amzn-ErrorType";

/// Makes the answer; skips when nothing was refused.
pub(crate) fn run(x: &mut Exchange<'_>) -> Verdict {
    let Some(refusal) = x.refusal.clone() else {
        return Verdict::skip("No step refused the request").at(x.api_item());
    };
    let before = x.response.clone();
    if let Some(made) = &refusal.made {
        x.response.clone_from(made);
        return Verdict::skip("Another service made the answer, and gateway responses do not change it")
            .at(x.api_item())
            .documented(PAGE)
            .changed(before, x.response.clone());
    }
    let verdict = match x.kind() {
        ApiKind::Rest => rest(x, &refusal),
        ApiKind::Http => fixed(x, &refusal),
        ApiKind::WebSocket if x.context_value("eventType") == "MESSAGE" => frame(x, &refusal),
        ApiKind::WebSocket => fixed(x, &refusal),
    };
    verdict.changed(before, x.response.clone())
}

fn rest(x: &mut Exchange<'_>, refusal: &Refusal) -> Verdict {
    let api = x.place.api;
    let row = aws::gateway_response(refusal.kind);
    let custom = gateway::customised(api, refusal.kind).filter(|_| !refusal.uncustomised);
    let default_status = context::status(ApiKind::Rest, refusal);
    let mut response = Message { status: Some(default_status), ..Message::default() };
    response.headers.extend(refusal.headers.iter().cloned());
    if let Some(error_type) = refusal.error_type.clone().or_else(|| row.error_type.clone()) {
        response.headers.push((ERROR_TYPE.to_owned(), error_type));
    }
    let Some((held_by, custom)) = custom else {
        let key = refusal.body_key;
        let message = context::message(ApiKind::Rest, refusal).map_or(Value::Null, Value::String);
        response.headers.push(("Content-Type".to_owned(), JSON.to_owned()));
        response.body = json!({ key: message }).to_string().into_bytes();
        x.response = response;
        if refusal.uncustomised {
            let reason = "The request came to no stage whose gateway responses have a say, so API Gateway sends its own text";
            return Verdict::pass(reason).at(x.api_item()).documented(PAGE);
        }
        return Verdict::pass(format!(
            "Nobody customised `{}`, so API Gateway sends its own text",
            refusal.kind
        ))
        .at(x.api_item())
        .documented(PAGE)
        .saw("response type", refusal.kind.as_str(), "gateway responses");
    };
    response.status = Some(custom.status.unwrap_or(default_status));
    let status = response.status.map(|status| status.to_string()).unwrap_or_default();
    x.set("status", status);
    let accept = x.request.header("Accept").map(str::to_owned);
    let (kind, template) = gateway::template(custom, accept.as_deref())
        .unwrap_or((JSON, "{\"message\":$context.error.messageString}"));
    response.headers.push(("Content-Type".to_owned(), kind.to_owned()));
    response.body = gateway::substitute(x, template).into_bytes();
    for (name, source) in &custom.parameters {
        if let Some(header) = name.strip_prefix("gatewayresponse.header.") {
            response.headers.retain(|(other, _)| !other.eq_ignore_ascii_case(header));
            response.headers.push((header.to_owned(), gateway::source(x, source)));
        }
    }
    x.response = response;
    let reason = if held_by == refusal.kind {
        format!("The API's own gateway response `{held_by}` is sent")
    } else {
        format!("`{}` is not customised itself, so the API's `{held_by}` is sent", refusal.kind)
    };
    Verdict::pass(reason).at(Item::Api(x.place.api_id)).recorded().saw(
        "response type",
        refusal.kind.as_str(),
        "gateway responses",
    )
}

fn fixed(x: &mut Exchange<'_>, refusal: &Refusal) -> Verdict {
    let kind = x.kind();
    let message = context::message(kind, refusal).map_or(Value::Null, Value::String);
    let mut headers = vec![("content-type".to_owned(), JSON.to_owned())];
    headers.extend(refusal.headers.iter().cloned());
    let status = context::status(kind, refusal);
    x.response = Message {
        status: Some(status),
        headers,
        body: json!({ "message": message }).to_string().into_bytes(),
        ..Message::default()
    };
    Verdict::pass(format!("{} APIs send a fixed text that cannot be customised", kind.label()))
        .at(x.api_item())
        .documented("http-api-vs-rest")
        .saw("status", status.to_string(), "AWS")
}

/// The frame that a WebSocket client gets; the connection stays open.
fn frame(x: &mut Exchange<'_>, refusal: &Refusal) -> Verdict {
    let message = context::message(ApiKind::WebSocket, refusal).unwrap_or_default();
    let text = |value: &str| Value::String(value.to_owned()).to_string();
    let body = format!(
        "{{\"message\": {}, \"connectionId\":{}, \"requestId\":{}}}",
        text(&message),
        text(x.context_value("connectionId")),
        text(x.context_value("requestId"))
    );
    x.response = Message {
        status: Some(context::status(ApiKind::WebSocket, refusal)),
        body: body.into_bytes(),
        ..Message::default()
    };
    Verdict::pass("The client gets an error frame, and the connection stays open").at(x.api_item()).assumed()
}
