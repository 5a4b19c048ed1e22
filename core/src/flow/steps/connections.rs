//! `@connections`: what a backend does with the connections of a WebSocket API.

use serde_json::json;

use crate::aws;
use crate::design::Diagnostic;
use crate::flow::clock::Civil;
use crate::flow::connections::{Closing, NO_CODE};
use crate::flow::exchange::{self, Exchange};
use crate::flow::policy::{self, Call, Document, Facts, PolicyKind, Says};
use crate::flow::verdict::Verdict;
use crate::flow::{Delivery, Message, Outcome};
use crate::lang::percent;

const PAGE: &str = "apigateway-how-to-call-websocket-api-connections";
const IAM_PAGE: &str = "apigateway-websocket-control-access-iam";
/// What a caller needs.
const ACTION: &str = "execute-api:ManageConnections";
/// What the path of such a call begins with.
pub(crate) const PREFIX: &str = "/@connections/";
/// The event that access logs name (seen in the logs of emulators, not documented).
pub(crate) const EVENT: &str = "CONNECTION_API";

/// Says which connection is meant.
pub(crate) fn begin(x: &mut Exchange<'_>) -> Verdict {
    if let Some(refused) = super::endpoint::tls::refuse(x) {
        return refused;
    }
    let verdict = x.place.verdict.clone();
    if verdict.outcome == Outcome::Refuse {
        return verdict;
    }
    let id = percent::decode(x.place.route_path.strip_prefix(PREFIX).unwrap_or_default());
    let verb = x.request.method.clone();
    x.set("eventType", EVENT);
    x.set("routeKey", format!("{verb} {PREFIX}{{connectionId}}"));
    x.set("connectionId", id.clone());
    verdict.saw("connection_id", id, "request")
}

/// Asks whether the signed caller may manage connections.
pub(crate) fn authorize(x: &mut Exchange<'_>) -> Verdict {
    let scenario = x.scenario;
    let item = x.stage_item();
    let Some(identity) = scenario.identity.as_ref().and_then(|identity| identity.iam.as_ref()) else {
        x.note(
            Diagnostic::error("unsigned", "Calls of `@connections` are signed with IAM credentials")
                .at(item)
                .help("Sign the call (give the request an IAM identity)"),
        );
        let reason = "Calls of `@connections` are signed with IAM credentials, and this one is not";
        return failed(x, 403, "MissingAuthenticationTokenException", "Missing Authentication Token", reason)
            .documented(IAM_PAGE);
    };
    let Some(written) = &identity.policy else {
        let reason =
            format!("The call is signed by `{}`, which is taken to be allowed `{ACTION}`", identity.arn);
        return Verdict::pass(reason).at(item).assumed();
    };
    let (stage, method) = (x.stage_name(), &x.request.method);
    let tail = format!("{}/{stage}/{method}{PREFIX}{}", x.api_identifier(), x.context_value("connectionId"));
    let arn = exchange::arn(x.design, "execute-api", &tail);
    let document = Document::read(written, PolicyKind::Identity);
    let facts = Facts::signed(x, identity);
    let call = Call { action: ACTION, ..Call::of_identity(&arn, &facts) };
    let evaluation = policy::evaluate(&document, &call);
    let reason = evaluation.reason(&format!("the policy of `{}`", identity.arn));
    let rows = evaluation.rows("identity's policy");
    if evaluation.says == Says::Allow {
        return Verdict::pass(reason).at(item).documented(IAM_PAGE).saw_all(rows);
    }
    x.note(
        Diagnostic::error("iam-denied", reason.as_str())
            .at(item)
            .help(format!("Allow `{ACTION}` on `{arn}` in the caller's policy")),
    );
    let text = format!("User: {} is not authorized to access this resource", identity.arn);
    failed(x, 403, "ForbiddenException", &text, &reason)
        .documented(IAM_PAGE)
        .saw_all(rows)
        .saw("resource", arn, "request")
}

/// Sends to the client, tells of it, or closes the connection.
pub(crate) fn run(x: &mut Exchange<'_>) -> Verdict {
    let id = x.context_value("connectionId").to_owned();
    let here = |found: &&crate::flow::Connection| found.api == x.place.api_id;
    let Some(connection) = x.state.connections.get(&id).filter(here).cloned() else {
        return gone(x, &id);
    };
    match x.request.method.as_str() {
        "POST" => post(x, id),
        "GET" => {
            let at = |epoch_ms: u64| Civil::at(epoch_ms).iso();
            let began = x.epoch_ms.saturating_sub(x.at_ms);
            let told = json!({
                "connectedAt": at(connection.connected_epoch_ms),
                "identity": { "sourceIp": connection.source_ip, "userAgent": connection.user_agent },
                "lastActiveAt": at(began.saturating_add(connection.last_active_ms)),
            });
            answer(x, 200, told.to_string());
            Verdict::answer(format!("The connection `{id}` is open")).at(x.stage_item()).documented(PAGE)
        }
        "DELETE" => {
            answer(x, 204, String::new());
            close(x, &id, NO_CODE.0, "");
            Verdict::answer(format!(
                "The connection `{id}` is closed, and `$disconnect` runs; AWS does not document the close code that the client gets"
            ))
            .at(x.stage_item())
            .documented(PAGE)
            .assumed()
        }
        other => {
            let reason = format!("`@connections` takes POST, GET and DELETE, and `{other}` is none of them");
            failed(x, 403, "MissingAuthenticationTokenException", "Missing Authentication Token", &reason)
                .assumed()
        }
    }
}

fn post(x: &mut Exchange<'_>, id: String) -> Verdict {
    let most = aws::quota("websocket.callback_payload_bytes").map_or(u64::MAX, |quota| quota.limit);
    let size = u64::try_from(x.request.body.len()).unwrap_or(u64::MAX);
    if size > most {
        let reason = format!("The message has {size} bytes, and `@connections` takes at most {most}");
        x.note(
            Diagnostic::error("message-too-large", reason.as_str())
                .at(x.stage_item())
                .help("Send the message in parts, or send where it can be fetched"),
        );
        return failed(x, 413, "PayloadTooLargeException", "Payload Too Large", &reason).documented(PAGE);
    }
    if let Some(open) = x.state.connections.get_mut(&id) {
        open.last_active_ms = x.at_ms;
    }
    let body = x.request.body.clone();
    x.deliveries.push(Delivery { connection_id: id.clone(), body, close: None });
    answer(x, 200, String::new());
    Verdict::answer(format!("The message is sent to the client of connection `{id}`"))
        .at(x.stage_item())
        .documented(PAGE)
}

/// A connection that is not there, or not any more.
fn gone(x: &mut Exchange<'_>, id: &str) -> Verdict {
    let reason = match x.state.closed.get(id) {
        Some(why) => format!("The connection `{id}` is gone: {why}"),
        None => format!("No connection is called `{id}`"),
    };
    x.note(
        Diagnostic::note("connection-gone", reason.as_str())
            .at(x.stage_item())
            .help("Forget connections when `$disconnect` runs, and when a call answers 410"),
    );
    let reason = format!("{reason}; AWS documents status and error type of this answer, not its body");
    failed(x, 410, "GoneException", "", &reason).documented(PAGE)
}

/// Closes a connection: its client gets a close frame, and `$disconnect` runs after this request.
pub(crate) fn close(x: &mut Exchange<'_>, id: &str, code: u16, reason: &str) {
    let close = Some((code, reason.to_owned()));
    x.deliveries.push(Delivery { connection_id: id.to_owned(), body: Vec::new(), close });
    x.state.closing.push(Closing { id: id.to_owned(), code, reason: reason.to_owned() });
}

fn answer(x: &mut Exchange<'_>, status: u16, body: String) {
    let headers = match body.is_empty() {
        true => Vec::new(),
        false => vec![("Content-Type".to_owned(), "application/json".to_owned())],
    };
    x.response = Message { status: Some(status), headers, body: body.into_bytes(), ..Message::default() };
}

/// An error of the management API, which gateway responses do not change.
fn failed(x: &mut Exchange<'_>, status: u16, kind: &str, text: &str, reason: &str) -> Verdict {
    let body = if text.is_empty() { String::new() } else { json!({ "message": text }).to_string() };
    answer(x, status, body);
    x.response.headers.push(("x-amzn-ErrorType".to_owned(), kind.to_owned()));
    let mut verdict = Verdict::answer(reason).at(x.stage_item());
    verdict.outcome = Outcome::Refuse;
    verdict
}
