//! Which API and stage the address names; the place is found before the pipeline is chosen.

mod decoding;
mod limits;
mod network;
pub(super) mod tls;

use crate::aws::{self, ApiKind, GatewayResponseType};
use crate::design::{Diagnostic, Item};

use crate::flow::Outcome;
use crate::flow::connections::{NO_CODE, NOT_TEXT, TOO_BIG};
use crate::flow::exchange::Exchange;
use crate::flow::verdict::{Refusal, Verdict};

/// Reports where the address leads, and refuses payloads over the limit.
pub(crate) fn run(x: &mut Exchange<'_>) -> Verdict {
    if let Some(refused) = tls::refuse(x) {
        return refused;
    }
    let verdict = x.place.verdict.clone();
    if verdict.outcome == Outcome::Refuse {
        return verdict;
    }
    if let Some(refused) = network::refuse(x) {
        return refused;
    }
    if x.request.bad_base64 {
        x.note(
            Diagnostic::warning("bad-base64", "`body_base64` is not base64, so it is sent as text")
                .at(Item::Design)
                .help("Give the body as base64, or use `body`"),
        );
    }
    if x.kind() == ApiKind::WebSocket {
        return event(x, verdict);
    }
    if let Some(refused) = limits::refuse(x) {
        return refused;
    }
    decoding::run(x, verdict)
}

/// Whether the scenario's method is one of the three WebSocket events, and the connection is there.
fn event(x: &mut Exchange<'_>, verdict: Verdict) -> Verdict {
    match x.request.method.as_str() {
        "CONNECT" | "GET" => {
            if let Some(refused) = wrong_path(x).or_else(|| limits::refuse_connection(x)) {
                return refused;
            }
            let id = x.scenario.connection_id.clone().unwrap_or_else(|| x.ids.extended());
            x.set("connectionId", id);
            x.set("eventType", "CONNECT");
            let now = x.epoch_ms.to_string();
            x.set("connectedAt", now);
            verdict
        }
        "MESSAGE" | "DISCONNECT" => {
            let verdict = known_connection(x, verdict);
            if verdict.outcome == Outcome::Refuse {
                return verdict;
            }
            if x.request.method == "DISCONNECT" {
                closing(x);
                return verdict;
            }
            too_big(x).unwrap_or(verdict)
        }
        other => {
            let reason = format!(
                "A WebSocket API takes the events CONNECT, MESSAGE and DISCONNECT, and `{other}` is none of them"
            );
            let refusal = Refusal::new(GatewayResponseType::WafFiltered).uncustomised();
            let api = x.api_item();
            Verdict::refuse(refusal, reason).at(api).assumed().saw("method", other, "request")
        }
    }
}

/// A WebSocket address is the stage's; nothing may follow it. AWS does not document what a longer path gets.
fn wrong_path(x: &mut Exchange<'_>) -> Option<Verdict> {
    if x.place.route_path.trim_matches('/').is_empty() {
        return None;
    }
    let reason = format!(
        "A WebSocket API is reached at its stage's address, and nothing is at `{}` below it",
        x.place.route_path
    );
    let api = x.api_item();
    x.note(
        Diagnostic::error("no-such-route", reason.as_str())
            .at(api)
            .help("Connect to the stage's address; send what the path would say as query parameters"),
    );
    let refusal = Refusal::new(GatewayResponseType::WafFiltered).uncustomised();
    let path = x.place.route_path.clone();
    Some(Verdict::refuse(refusal, reason).at(api).assumed().saw("path", path, "request"))
}

/// The code that closes the connection.
fn closing(x: &mut Exchange<'_>) {
    let frames = x.scenario.frames.as_ref();
    let (code, reason) = match frames.and_then(|frames| frames.close_code) {
        Some(code) => (code, frames.map_or("", |frames| frames.close_reason.as_str())),
        None => NO_CODE,
    };
    x.set("disconnectStatusCode", code.to_string());
    x.set("disconnectReason", reason);
}

/// Frames that API Gateway does not take: it closes the connection and no route is asked.
fn too_big(x: &mut Exchange<'_>) -> Option<Verdict> {
    let frames = x.scenario.frames.clone().unwrap_or_default();
    let size = u64::try_from(x.request.body.len()).unwrap_or(u64::MAX);
    let longest = frames.frame_bytes.map_or(size, |bytes| size.min(u64::from(bytes)));
    let limit = |id: &str| aws::quota(id).map_or(u64::MAX, |quota| quota.limit);
    let (message, frame) = (limit("websocket.message_bytes"), limit("websocket.frame_bytes"));
    let (code, reason, help) = if frames.binary {
        let reason = "WebSocket APIs take no binary frames".to_owned();
        (NOT_TEXT, reason, "Send the bytes as base64 text")
    } else if size > message {
        let reason = format!("The message has {size} bytes, and API Gateway takes at most {message}");
        (TOO_BIG, reason, "Send less, or send where it can be fetched")
    } else if longest > frame {
        let reason = format!("A frame has {longest} bytes, and API Gateway takes at most {frame}");
        (TOO_BIG, reason, "Let the client split the message into frames of 32 KB")
    } else {
        return None;
    };
    let api = x.api_item();
    x.note(Diagnostic::error("frame-refused", reason.as_str()).at(api).help(help));
    let id = x.context_value("connectionId").to_owned();
    super::connections::close(x, &id, code, "");
    let mut verdict = Verdict::answer(format!("{reason}: the connection is closed with code {code}"))
        .at(api)
        .documented("apigateway-execution-service-websocket-limits-table");
    verdict.outcome = Outcome::Refuse;
    Some(verdict.saw("message bytes", size.to_string(), "request"))
}

/// A message's connection: the named one, else the last one that was opened on this stage.
fn known_connection(x: &mut Exchange<'_>, verdict: Verdict) -> Verdict {
    x.set("eventType", x.request.method.clone());
    let here = |connection: &crate::flow::Connection| {
        connection.api == x.place.api_id && x.place.stage.is_some_and(|(id, _)| id == connection.stage)
    };
    let found = match &x.scenario.connection_id {
        Some(id) => x.state.connections.get_key_value(id.as_str()),
        None => x.state.connections.iter().rev().find(|(_, connection)| here(connection)),
    };
    if let Some(why) = x.scenario.connection_id.as_ref().and_then(|id| x.state.closed.get(id.as_str())) {
        let reason = format!("The connection is gone, so nothing can be sent over it: {why}");
        let mut refused = Verdict::answer(reason.clone()).at(x.api_item());
        refused.outcome = Outcome::Refuse;
        let help = "Connect again; clients reconnect when a connection runs out";
        x.note(Diagnostic::error("connection-gone", reason).at(x.api_item()).help(help));
        return refused.documented("apigateway-execution-service-websocket-limits-table");
    }
    let Some((id, connection)) = found.map(|(id, connection)| (id.clone(), connection.clone())) else {
        let id = x.scenario.connection_id.clone().unwrap_or_else(|| x.ids.extended());
        x.set("connectionId", id);
        let mut verdict = verdict;
        verdict.reason.push_str("; no earlier request opened the connection, so it is taken to be open");
        return verdict.assumed();
    };
    x.set("connectionId", id.clone());
    x.set("connectedAt", connection.connected_epoch_ms.to_string());
    x.caller.authorizer.clone_from(&connection.authorizer);
    crate::flow::context::authorized(x);
    if let Some(open) = x.state.connections.get_mut(id.as_str()) {
        open.last_active_ms = x.at_ms;
    }
    verdict.saw("connection_id", id, "session")
}
