//! What WebSocket clients do and get, in words.

use leptos::prelude::*;
use studio_core::aws::ApiKind;
use studio_core::flow::{Delivery, Trace};

use super::state::FlowView;
use crate::ui::Table;

/// Characters of a message that are shown in a line.
const SHOWN_CHARS: usize = 160;

/// Something that happened to a connection.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The connection.
    pub connection: String,
    /// When, in milliseconds since the session began.
    pub at_ms: u64,
    /// What the client did, or what it got.
    pub words: String,
}

/// Everything that a request did to connections: what ran out before it, the request itself, who got what, and what
/// it closed.
pub fn events(trace: &Trace) -> Vec<Event> {
    let mut all: Vec<Event> = trace.earlier.iter().flat_map(own).collect();
    all.extend(own(trace));
    all.extend(trace.later.iter().flat_map(own));
    all
}

/// What the client did, then what clients got.
fn own(trace: &Trace) -> Vec<Event> {
    let of = |connection: &str, words: String| Event {
        connection: connection.to_owned(),
        at_ms: trace.at_ms,
        words,
    };
    let client = trace.context.get("connectionId").filter(|_| trace.passage.kind == Some(ApiKind::WebSocket));
    let done = client.zip(did(trace)).map(|(client, words)| of(client, words));
    let got = trace.deliveries.iter().map(|delivery| of(&delivery.connection_id, got(delivery)));
    done.into_iter().chain(got).collect()
}

/// What a client did with this event; none for a backend's call.
fn did(trace: &Trace) -> Option<String> {
    let refused = trace.refused().is_some();
    let status = trace.response.status;
    let words = match trace.context.get("eventType").map(String::as_str)? {
        "CONNECT" => match status {
            Some(status) if refused || status >= 400 => {
                format!("asks to connect and is refused with {status}")
            }
            _ => "connects".to_owned(),
        },
        "MESSAGE" => {
            let verb = if refused { "sends in vain" } else { "sends" };
            format!("{verb} {}", short(&trace.passage.request.body))
        }
        "DISCONNECT" => "is disconnected".to_owned(),
        _ => return None,
    };
    Some(words)
}

fn got(delivery: &Delivery) -> String {
    match &delivery.close {
        Some((code, reason)) if reason.is_empty() => format!("gets a close frame with code {code}"),
        Some((code, reason)) => format!("gets a close frame with code {code}, {reason}"),
        None => format!("gets {}", short(&delivery.body)),
    }
}

/// A message in one line.
fn short(body: &[u8]) -> String {
    let Ok(text) = std::str::from_utf8(body) else {
        return format!("{} bytes that are not text", body.len());
    };
    if text.is_empty() {
        return "an empty message".to_owned();
    }
    let mut shown: String = text.chars().take(SHOWN_CHARS).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

/// Who got what by the request in view, where it was a WebSocket API's.
#[component]
pub fn Deliveries() -> impl IntoView {
    let view = FlowView::get();
    let all = Memo::new(move |_| {
        view.with_trace(|trace| (trace.passage.kind == Some(ApiKind::WebSocket)).then(|| events(trace)))
            .flatten()
    });
    move || {
        let all = all.get()?;
        if all.is_empty() {
            return Some(
                view! { <p class="muted">"No WebSocket client did or got anything."</p> }.into_any(),
            );
        }
        let rows = all.into_iter().map(|event| {
            view! {
                <tr><td class="mono wrap">{event.connection}</td><td class="wrap">{event.words}</td></tr>
            }
        });
        let table = view! {
            <Table caption="What WebSocket clients did and got" class="compact">
                <thead><tr><th scope="col">"Connection"</th><th scope="col">"What"</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </Table>
        };
        Some(view! { <div data-testid="flow-deliveries">{table}</div> }.into_any())
    }
}
