//! The session at the moment after the request in view: its clock, and what requests have used up or left.

mod ahead;
mod assumed;
mod clients;
mod clock;
mod readings;

use leptos::prelude::*;
use studio_core::flow::Session;

use super::state::FlowView;
use assumed::Assumed;
pub use assumed::RestsOn;
use clients::Clients;
use clock::Clock;
pub use clock::lasted;
use readings::Readings;

/// A session, and the moment at which it is read, in milliseconds since it began.
#[derive(Clone)]
pub struct Moment {
    session: Session,
    at_ms: u64,
}

/// Clock, readings, and the open questions.
#[component]
pub fn SessionDetail() -> impl IntoView {
    let view = FlowView::get();
    let clock_ms = Memo::new(move |_| view.state.read().clock_ms);
    let moment = Memo::new_with_compare(
        move |_| {
            let chosen = view.chosen.get();
            let last = chosen + 1 >= view.sent.read().len();
            let at_ms = view.with_trace(|trace| trace.at_ms).unwrap_or(0);
            let at_ms = if last { at_ms.max(clock_ms.get()) } else { at_ms };
            let mut session = view.session_before(chosen + 1);
            // Connections end by themselves while the clock goes on.
            session.run_out(at_ms);
            Moment { session, at_ms }
        },
        |_, _| true,
    );
    view! {
        <div class="flow-part" data-testid="flow-session">
            <Clock moment=moment />
            <Clients />
            <Readings moment=moment />
            <Assumed />
        </div>
    }
}
