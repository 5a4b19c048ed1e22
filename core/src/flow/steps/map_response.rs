//! What the client gets of the backend's answer.

mod http;
mod lambda_proxy;
mod mapped;
mod websocket;

use crate::aws::{self, ApiKind, ContentHandling, GatewayResponseType, HeaderAction, IntegrationKind};
use crate::design::{Diagnostic, Integration, Passing, Target};
use crate::flow::Message;
use crate::flow::binary::{self, Payload};
use crate::flow::exchange::Exchange;
use crate::flow::request::media_type;
use crate::flow::template::{self, Side};
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
    template::keep(x, Side::Response, &answer.body);
    let verdict = match x.kind() {
        ApiKind::Rest => rest(x, integration, &answer),
        ApiKind::Http => http::run(x, integration, &answer),
        ApiKind::WebSocket => websocket::run(x, integration, &answer),
    };
    if verdict.refusal.is_some() {
        return verdict;
    }
    let mut verdict = verdict;
    if super::integration::streams(x, integration) {
        verdict.reason.push_str(
            "; it is streamed to the client as it comes, the first 10 MB at full speed and what follows at 2 MB a second",
        );
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
    binary::convert(&answer.body, payload, wanted, handling)
        .map_err(|binary::BadBase64| Box::new(bad_base64(x)))
}

/// The refusal of a backend's body that content handling cannot decode.
fn bad_base64(x: &mut Exchange<'_>) -> Verdict {
    let item = x.integration_item();
    let reason = "The backend's body is to be decoded from base64, and it is not base64";
    x.note(
        Diagnostic::error("bad-base64-answer", reason).at(item).at_place("content_handling").help(
            "Correct the API's binary media types and the content handling of the integration response",
        ),
    );
    Verdict::refuse(Refusal::new(GatewayResponseType::ApiConfigurationError), reason).at(item).recorded()
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
