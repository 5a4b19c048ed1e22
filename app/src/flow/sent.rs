//! The requests of the session, newest first.

use leptos::prelude::*;

use super::state::FlowView;
use crate::ui::{Button, ButtonKind, Glyph};

/// Requests shown; older ones stay in the session and count.
const SHOWN_MAX: usize = 40;

/// What was sent and what came back; a press looks at it.
#[component]
pub fn SentList() -> impl IntoView {
    let view = FlowView::get();
    let rows = Memo::new(move |_| {
        let state = view.state.read();
        let traces = view.traces.read();
        let rows = state.sent.iter().zip(traces.iter()).enumerate().map(|(index, (sent, trace))| {
            let status = trace.response.status.map_or_else(|| "–".to_owned(), |status| status.to_string());
            (
                index,
                format!("{} {}", sent.method, sent.path),
                status,
                trace.response.status.unwrap_or(0) >= 400,
            )
        });
        rows.rev().take(SHOWN_MAX).collect::<Vec<_>>()
    });
    view! {
        <div class="flow-sent" role="group" aria-label="Requests of this session">
            <ol reversed=true>
                {move || rows.get().into_iter().map(|(index, words, status, failed)| {
                    let current = move || (view.state.read().chosen == index).then_some("true");
                    view! {
                        <li>
                            <button type="button" class="flow-sent-row" aria-current=current
                                on:click=move |_| view.choose(index)>
                                <b class:fail=failed class:pass=!failed>{status}</b>
                                <span class="mono truncate">{words}</span>
                            </button>
                        </li>
                    }
                }).collect_view()}
            </ol>
            <Button kind=ButtonKind::Ghost glyph=Glyph::Undo on_press=move |()| view.restart()
                hint="Forget what was sent: buckets are full again">"Start over"</Button>
        </div>
    }
}
