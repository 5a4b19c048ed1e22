//! The WebSocket clients of the session side by side: what each did, and what it got.

use indexmap::IndexMap;
use leptos::prelude::*;
use studio_core::aws::ApiKind;

use super::clock::lasted;
use crate::flow::deliveries::{Event, events};
use crate::flow::state::FlowView;
use crate::text;
use crate::ui::{Button, ButtonKind};

/// Clients shown, and events of each; the latest are.
const CLIENTS_MAX: usize = 20;
const EVENTS_MAX: usize = 30;

/// A client's connection, with the requests that the events came with.
type Client = (String, Vec<(usize, Event)>);

/// Nothing where the session has no WebSocket client.
#[component]
pub fn Clients() -> impl IntoView {
    let view = FlowView::get();
    let clients = Memo::new(move |_| {
        let chosen = view.chosen.get();
        let mut clients: IndexMap<String, Vec<(usize, Event)>> = IndexMap::new();
        let traces = view.traces.read();
        let of_api = |trace: &&std::sync::Arc<_>| is_websocket(trace);
        for (index, trace) in traces.iter().enumerate().take(chosen + 1).filter(|(_, trace)| of_api(trace)) {
            for event in events(trace) {
                clients.entry(event.connection.clone()).or_default().push((index, event));
            }
        }
        clients.into_iter().rev().collect::<Vec<Client>>()
    });
    move || {
        let all = clients.get();
        let more = all.len().saturating_sub(CLIENTS_MAX);
        (!all.is_empty()).then(|| view! {
            <section data-testid="flow-clients">
                <h3>"WebSocket clients, latest first"</h3>
                <ul class="flow-clients">
                    {all.into_iter().take(CLIENTS_MAX).map(|client| shown(view, client)).collect_view()}
                </ul>
                {(more > 0).then(|| view! { <p class="muted">{format!("{} more before these", text::count(more, "client"))}</p> })}
            </section>
        })
    }
}

fn is_websocket(trace: &studio_core::flow::Trace) -> bool {
    trace.passage.kind == Some(ApiKind::WebSocket)
}

fn shown(view: FlowView, (connection, events): Client) -> impl IntoView {
    let earlier = events.len().saturating_sub(EVENTS_MAX);
    let speak = {
        let connection = connection.clone();
        move |()| {
            view.change(|draft| {
                draft.method = "MESSAGE".to_owned();
                draft.connection_id = Some(connection.clone());
            })
        }
    };
    let leave = {
        let connection = connection.clone();
        move |()| {
            view.change(|draft| {
                draft.method = "DISCONNECT".to_owned();
                draft.connection_id = Some(connection.clone());
                draft.body = None;
            })
        }
    };
    let lines = events.into_iter().skip(earlier).map(|(index, event)| {
        view! {
            <li>
                <button type="button" class="link" on:click=move |_| view.choose(index)>
                    {format!("Request {}, {}", index + 1, lasted(event.at_ms))}
                </button>
                <span class="wrap">{event.words}</span>
            </li>
        }
    });
    view! {
        <li>
            <div class="row wrap">
                <b class="mono wrap">{connection.clone()}</b>
                <span class="spacer"></span>
                <Button kind=ButtonKind::Ghost on_press=speak hint="Puts a message of this client into the form">"Message"</Button>
                <Button kind=ButtonKind::Ghost on_press=leave hint="Puts this client's leaving into the form">"Disconnect"</Button>
            </div>
            {(earlier > 0).then(|| view! { <p class="muted">{format!("{} before these", text::count(earlier, "event"))}</p> })}
            <ol>{lines.collect_view()}</ol>
        </li>
    }
}
