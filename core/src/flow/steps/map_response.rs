//! What the client gets of the backend's answer.

mod http;
mod lambda_proxy;
mod mapped;

use crate::aws::{self, ApiKind, ContentHandling, GatewayResponseType, HeaderAction, IntegrationKind};
use crate::design::{Diagnostic, Integration, Passing, Target};
use crate::flow::Message;
use crate::flow::binary::{self, Payload};
use crate::flow::exchange::Exchange;
use crate::flow::request::media_type;
use crate::flow::verdict::{Refusal, Verdict};

/// What response headers that clash with API Gateway's own are renamed to (recorded).
const REMAPPED: &str = "x-amzn-Remapped-";

/// Turns the backend's answer into the client's.
pub(crate) fn run(x: &mut Exchange<'_>) -> Verdict {
    let Some((_, integration)) = x.integration() else {
        x.response = Message { status: Some(200), ..Message::default() };
        return Verdict::skip("No integration was called").at(x.route_item());
    };
    let Some(answer) = x.backend.clone() else {
        return Verdict::skip("The backend gave no answer").at(x.route_item());
    };
    let verdict = match x.kind() {
        ApiKind::Rest => rest(x, integration, &answer),
        ApiKind::Http => http::run(x, integration, &answer),
        ApiKind::WebSocket => websocket(x, integration, &answer),
    };
    if verdict.refusal.is_some() {
        return verdict;
    }
    verdict.changed(answer, x.response.clone())
}

fn rest(x: &mut Exchange<'_>, integration: &Integration, answer: &Message) -> Verdict {
    match &integration.target {
        Target::Lambda { passing: Passing::Proxy, .. } => lambda_proxy::run(x, answer),
        Target::Http { passing: Passing::Proxy, .. } | Target::Service { passing: Passing::Proxy, .. } => {
            let headers = remapped(&answer.headers, integration.target.kind());
            let body = match converted(x, answer, None) {
                Ok(body) => body,
                Err(verdict) => return *verdict,
            };
            x.response = Message { headers, body, ..answer.clone() };
            Verdict::pass("A proxy integration's answer goes to the client as it is, but for headers that API Gateway renames or drops")
                .at(x.integration_item())
                .recorded()
        }
        _ => mapped::run(x, integration, answer),
    }
}

/// The backend's body as content handling makes it. Errors: the refusal of a body that is no base64.
fn converted(
    x: &mut Exchange<'_>,
    answer: &Message,
    handling: Option<ContentHandling>,
) -> Result<Vec<u8>, Box<Verdict>> {
    let kind = answer.headers.iter().rev().find(|(name, _)| name.eq_ignore_ascii_case("Content-Type"));
    let payload = Payload::of(x.place.api, kind.map(|(_, kind)| media_type(kind)).as_deref());
    let wanted = if binary::accept_matches(x) { Payload::Binary } else { Payload::Text };
    binary::convert(&answer.body, payload, wanted, handling).map_err(|binary::BadBase64| {
        let item = x.integration_item();
        let reason = "The backend's body is to be decoded from base64, and it is not base64";
        x.note(Diagnostic::error("bad-base64-answer", reason).at(item).at_place("content_handling").help(
            "Correct the API's binary media types and the content handling of the integration response",
        ));
        let refusal = Refusal::new(GatewayResponseType::ApiConfigurationError);
        Box::new(Verdict::refuse(refusal, reason).at(item).recorded())
    })
}

/// Response headers as a REST API sends them on: some dropped, some renamed.
fn remapped(headers: &[(String, String)], kind: IntegrationKind) -> Vec<(String, String)> {
    let action =
        |name: &str| aws::header_rule(name).map_or(HeaderAction::Pass, |rule| rule.on_response(kind));
    headers
        .iter()
        .filter_map(|(name, value)| match action(name) {
            HeaderAction::Remap => Some((format!("{REMAPPED}{name}"), value.clone())),
            HeaderAction::Drop | HeaderAction::Refuse => None,
            // API Gateway sets the length itself; the backend's is kept under the other name (recorded).
            HeaderAction::Pass | HeaderAction::Overwrite if name.eq_ignore_ascii_case("Content-Length") => {
                Some((format!("{REMAPPED}{name}"), value.clone()))
            }
            HeaderAction::Pass | HeaderAction::Overwrite => Some((name.clone(), value.clone())),
        })
        .collect()
}

/// Headers that an integration response sets: what a backend's header would lose, a mapped one keeps under the
/// other name; `TE` passes and `Transfer-Encoding` is lost (recorded).
fn remapped_by_mapping(headers: &[(String, String)], kind: IntegrationKind) -> Vec<(String, String)> {
    let action = |name: &str| aws::header_rule(name).map(|rule| rule.on_response(kind));
    let renamed = |name: &str| {
        matches!(action(name), Some(HeaderAction::Remap | HeaderAction::Drop))
            || name.eq_ignore_ascii_case("Content-Length")
    };
    headers
        .iter()
        .filter(|(name, _)| !name.eq_ignore_ascii_case("Transfer-Encoding"))
        .map(|(name, value)| {
            let renamed = renamed(name) && !name.eq_ignore_ascii_case("TE");
            (if renamed { format!("{REMAPPED}{name}") } else { name.clone() }, value.clone())
        })
        .collect()
}

fn websocket(x: &mut Exchange<'_>, integration: &Integration, answer: &Message) -> Verdict {
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
    x.response.body = shown.body;
    let verdict = Verdict::pass("The route is two-way, so the backend's body goes back to the client")
        .at(item)
        .documented("apigateway-websocket-api-route-response");
    if integration.responses.iter().any(|response| !response.templates.is_empty()) {
        let mut verdict = verdict.fidelity(crate::flow::Fidelity::NotSimulated);
        verdict.reason.push_str("; response templates are not simulated yet");
        return verdict;
    }
    verdict
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
