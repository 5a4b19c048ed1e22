//! Which API and stage the address names; the place is found before the pipeline is chosen.

use crate::aws::{self, ApiKind, GatewayResponseType};
use crate::design::{Diagnostic, Item};

use crate::flow::Outcome;
use crate::flow::exchange::Exchange;
use crate::flow::verdict::{Refusal, Verdict};

/// Reports where the address leads, and refuses payloads over the limit.
pub(crate) fn run(x: &mut Exchange<'_>) -> Verdict {
    let verdict = x.place.verdict.clone();
    if verdict.outcome == Outcome::Refuse {
        return verdict;
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
    too_large(x).unwrap_or(verdict)
}

/// Whether the scenario's method is one of the three WebSocket events, and the connection is there.
fn event(x: &mut Exchange<'_>, verdict: Verdict) -> Verdict {
    match x.request.method.as_str() {
        "CONNECT" | "GET" => {
            let id = x.scenario.connection_id.clone().unwrap_or_else(|| x.ids.extended());
            x.set("connectionId", id);
            x.set("eventType", "CONNECT");
            let now = x.epoch_ms.to_string();
            x.set("connectedAt", now);
            verdict
        }
        "MESSAGE" | "DISCONNECT" => known_connection(x, verdict),
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

/// Payloads over AWS's limit, and URLs longer than the endpoint takes.
fn too_large(x: &Exchange<'_>) -> Option<Verdict> {
    let id = if x.kind() == ApiKind::Http { "http.payload_bytes" } else { "rest.payload_bytes" };
    let limit = aws::quota(id)?.limit;
    let size = u64::try_from(x.request.body.len()).unwrap_or(u64::MAX);
    if size > limit {
        let reason = format!("The body has {size} bytes, and API Gateway takes at most {limit}");
        let verdict = Verdict::refuse(Refusal::new(GatewayResponseType::RequestTooLarge), reason)
            .at(x.api_item())
            .documented("limits")
            .saw("body bytes", size.to_string(), "request");
        return Some(verdict);
    }
    None
}
