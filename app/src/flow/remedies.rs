//! Ways past a refusal, each made by one press.

use leptos::prelude::*;
use studio_core::design::Certainty;
use studio_core::flow::{Remedy, Suggestion, remedies};

use super::logs::sentence;
use super::state::FlowView;
use crate::text;
use crate::ui::Button;

/// What would let the request in view pass, where the step in view refuses it.
#[component]
pub fn Remedies() -> impl IntoView {
    let view = FlowView::get();
    let found = Memo::new(move |_| {
        let state = view.state.read();
        let (traces, design) = (view.traces.read(), view.studio.design());
        let (Some(sent), Some(trace)) = (state.sent.get(state.chosen), traces.get(state.chosen)) else {
            return Vec::new();
        };
        let here = trace.steps.get(state.step).map(|step| step.kind);
        let all = remedies(&design.read(), sent, trace);
        all.into_iter().filter(|remedy| Some(remedy.step) == here).collect::<Vec<_>>()
    });
    view! {
        <Show when=move || !found.read().is_empty()>
            <section class="flow-remedies" data-testid="flow-remedies" aria-labelledby="flow-remedies">
                <h3 id="flow-remedies">"What would let it pass"</h3>
                <ul>{move || found.get().into_iter().map(|remedy| one(view, remedy)).collect_view()}</ul>
            </section>
        </Show>
    }
}

fn one(view: FlowView, remedy: Remedy) -> impl IntoView {
    let locked = Signal::derive(move || view.studio.read_only().is_some());
    let button = match remedy.change {
        Suggestion::Design(fix) => {
            let edit = *fix.edit;
            let press = move |()| {
                if view.studio.edit(edit.clone()) {
                    view.look_at_verdict();
                }
            };
            let hint = match fix.certainty {
                Certainty::Certain => "Changes the design; undo takes it back",
                Certainty::Likely => "Changes the design, perhaps not as you want; undo takes it back",
            };
            Some(view! { <Button hint=hint disabled=locked on_press=press>{fix.label}</Button> }.into_any())
        }
        Suggestion::Request(scenario) => {
            let press = move |()| {
                view.change(|draft| {
                    let (name, expect) = (draft.name.clone(), draft.expect.clone());
                    *draft = (*scenario).clone();
                    (draft.name, draft.expect) = (name, expect);
                });
                view.send_times(1);
            };
            let hint = "Puts this into the form, and sends it";
            Some(view! { <Button hint=hint on_press=press>"Change the request and send"</Button> }.into_any())
        }
        Suggestion::None => None,
    };
    view! { <li><p>{text::rich(&sentence(&remedy.sentence))}</p> {button}</li> }
}
