//! Answers of WebSocket integrations.

use crate::aws::GatewayResponseType;
use crate::design::{Integration, IntegrationResponse, Passing, Target};
use crate::flow::Message;
use crate::flow::binary::{self, Payload};
use crate::flow::exchange::Exchange;
use crate::flow::template::{self, Side};
use crate::flow::verdict::{Refusal, Verdict};
use crate::lang::pattern;

use super::lambda_proxy;

/// Sends the backend's answer back where the route is two-way; on `$connect` it decides on the upgrade.
pub(super) fn run(x: &mut Exchange<'_>, integration: &Integration, answer: &Message) -> Verdict {
    let item = x.route_item();
    let is_lambda = matches!(integration.target, Target::Lambda { passing: Passing::Proxy, .. });
    let shown = if is_lambda {
        match lambda_proxy::read(&answer.body) {
            Ok(shape) => shape,
            Err(why) => {
                let reason = format!("The function's answer is malformed: {why}");
                return Verdict::refuse(Refusal::new(GatewayResponseType::IntegrationFailure), reason)
                    .at(item)
                    .assumed();
            }
        }
    } else {
        answer.clone()
    };
    if x.context_value("eventType") == "CONNECT" {
        return connected(x, shown);
    }
    let two_way = x.route.is_some_and(|(_, route)| route.two_way);
    x.response = Message { status: Some(200), ..Message::default() };
    if !two_way {
        return Verdict::pass("The route is one-way, so the backend's answer and status are dropped")
            .at(item)
            .documented("apigateway-websocket-api-route-response");
    }
    let verdict = Verdict::pass("The route is two-way, so the backend's body goes back to the client")
        .at(item)
        .documented("apigateway-websocket-api-route-response");
    let chosen = if is_lambda { None } else { choose(integration, &shown, x.mock_status) };
    let shown = match turned(x, chosen, shown) {
        Ok(shown) => shown,
        Err(verdict) => return *verdict,
    };
    let template = chosen.and_then(|response| {
        let expression = response.template_selection_expression.as_deref();
        template::selected(&response.templates, expression, &shown.body)
    });
    let Some((key, text)) = template else {
        x.response.body = shown.body;
        return verdict;
    };
    if text.is_empty() {
        x.response.body = shown.body;
        return verdict;
    }
    x.response.body = match template::render(x, Side::Response, (key, text), &shown.body) {
        Ok(body) => body,
        Err(verdict) => return *verdict,
    };
    Verdict {
        reason: format!(
            "The route is two-way, so what response template `{key}` makes goes back to the client"
        ),
        ..verdict
    }
    .saw("template", text, "integration")
}

/// The answer as the integration response's content handling makes it; bytes that are no text count as binary.
fn turned(
    x: &mut Exchange<'_>,
    chosen: Option<&IntegrationResponse>,
    answer: Message,
) -> Result<Message, Box<Verdict>> {
    let Some(handling) = chosen.and_then(|response| response.content_handling) else { return Ok(answer) };
    let text = std::str::from_utf8(&answer.body).is_ok();
    let payload = if text { Payload::Text } else { Payload::Binary };
    match binary::convert(&answer.body, payload, Payload::Text, Some(handling)) {
        Ok(body) => Ok(Message { body, ..answer }),
        Err(binary::BadBase64) => Err(Box::new(super::bad_base64(x))),
    }
}

/// The integration response whose key is the status as `/pattern/`, else the one called `$default`.
fn choose<'a>(
    integration: &'a Integration,
    answer: &Message,
    mock_status: Option<i64>,
) -> Option<&'a IntegrationResponse> {
    let status = mock_status.or(answer.status.map(i64::from));
    let status = status.map(|status| status.to_string()).unwrap_or_default();
    let fits = |response: &&IntegrationResponse| {
        let pattern = response.status.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
        pattern.is_some_and(|pattern| pattern::matches(pattern, &status) == Ok(true))
    };
    let responses = &integration.responses;
    responses.iter().find(fits).or_else(|| responses.iter().find(|response| response.status == "$default"))
}

/// A `$connect` answer other than 2xx refuses the upgrade.
fn connected(x: &mut Exchange<'_>, answer: Message) -> Verdict {
    let page = "apigateway-websocket-api-route-keys-connect-disconnect";
    let status = answer.status.unwrap_or(200);
    let item = x.route_item();
    let protocol =
        answer.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("Sec-WebSocket-Protocol")).cloned();
    if (200..300).contains(&status) {
        x.response = Message { headers: protocol.into_iter().collect(), ..Message::default() };
        return Verdict::pass(format!("`$connect` answers with status {status}, so the upgrade is accepted"))
            .at(item)
            .documented(page);
    }
    let refusal = Refusal::new(GatewayResponseType::AccessDenied).status(status);
    let refusal = match String::from_utf8(answer.body) {
        Ok(body) if !body.is_empty() => refusal.message(body),
        _ => refusal,
    };
    Verdict::refuse(refusal, format!("`$connect` answers with status {status}, so the upgrade is refused"))
        .at(item)
        .documented(page)
}
