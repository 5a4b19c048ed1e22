//! Ways past a refusal, each made by one press.

use leptos::prelude::*;
use studio_core::design::Certainty;
use studio_core::design::edit::Edit;
use studio_core::flow::{Remedy, Suggestion, remedies};

use super::logs::sentence;
use super::state::FlowView;
use super::steps::{step_id, title};
use crate::platform::dom;
use crate::text;
use crate::ui::{Button, ButtonKind, Glyph, Tone};

/// The heading of the ways, which takes the focus of who asks for them.
const HEADING: &str = "flow-remedies";

/// The ways past the refusal of the request in view, the shortest first.
fn found(view: FlowView) -> Memo<Vec<Remedy>> {
    Memo::new(move |_| {
        let design = view.studio.design();
        view.with_sent(|sent, trace| remedies(&design.read(), sent, trace)).unwrap_or_default()
    })
}

/// Beside the verdict: how many ways past the refusal there are; a press goes to them.
#[component]
pub fn ToRemedies() -> impl IntoView {
    let view = FlowView::get();
    let found = found(view);
    let words = move || {
        let found = found.read();
        let ways = found.iter().filter(|remedy| remedy.change != Suggestion::None).count();
        if ways == 0 { "What to do".to_owned() } else { format!("{} past it", text::count(ways, "way")) }
    };
    let go = move |()| {
        view.look_at_verdict();
        view.tab.set("step".to_owned());
        // The tab shows them once this change has been drawn.
        request_animation_frame(|| {
            dom::reveal(HEADING);
            dom::focus_id(HEADING);
        });
    };
    view! {
        <Show when=move || !found.read().is_empty()>
            <Button kind=ButtonKind::Ghost glyph=Glyph::Bolt on_press=go attr:data-testid="flow-to-remedies"
                hint="What would let this request pass">{words}</Button>
        </Show>
    }
}

/// What would let the request in view pass, where the step in view refuses it.
#[component]
pub fn Remedies() -> impl IntoView {
    let view = FlowView::get();
    let found = found(view);
    let here = Memo::new(move |_| {
        let kind = view.with_step(|step| step.kind);
        found.get().into_iter().filter(|remedy| Some(remedy.step) == kind).collect::<Vec<_>>()
    });
    view! {
        <Show when=move || !here.read().is_empty()>
            <section class="flow-remedies" data-testid="flow-remedies" aria-labelledby=HEADING>
                <h3 id=HEADING tabindex="-1">"What would let it pass"</h3>
                <ol>{move || here.get().into_iter().map(|remedy| one(view, remedy)).collect_view()}</ol>
            </section>
        </Show>
    }
}

/// What the request in view is answered with, in words, after a change of the design.
fn answered(view: FlowView) -> (Tone, String) {
    let told = untrack(|| {
        view.with_trace(|trace| {
            let status =
                trace.response.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
            match trace.refused() {
                None => (Tone::Pass, format!("The design is changed: the request returns {status}")),
                Some(step) => (
                    Tone::Note,
                    format!(
                        "The design is changed; now the request returns {status}, refused at {}",
                        title(step.kind)
                    ),
                ),
            }
        })
    });
    told.unwrap_or((Tone::Neutral, "The design is changed".to_owned()))
}

/// Changes the design, by which the request in view runs again, and says what came of it.
fn mend(view: FlowView, edit: Edit) {
    if view.studio.edit(edit) {
        view.look_at_verdict();
        let (tone, words) = answered(view);
        view.studio.say(tone, words);
        focus_verdict(view);
    }
}

/// The button that was pressed is gone with the refusal: the focus goes on to the step that decides now.
fn focus_verdict(view: FlowView) {
    let id = step_id(view.state.read_untracked().step);
    request_animation_frame(move || {
        dom::focus_id(&id);
    });
}

fn one(view: FlowView, remedy: Remedy) -> impl IntoView {
    let locked = Signal::derive(move || view.studio.read_only().is_some());
    let plain = remedy.sentence.replace('`', "");
    let button = match remedy.change {
        Suggestion::Design(fix) => {
            let edit = *fix.edit;
            let press = move |()| mend(view, edit.clone());
            let name = format!("Change the design: {plain}");
            let hint = match fix.certainty {
                Certainty::Certain => "Changes the design; undo takes it back",
                Certainty::Likely => "Changes the design, perhaps not as you want; undo takes it back",
            };
            Some(view! { <Button hint=hint disabled=locked on_press=press attr:aria-label=name>"Change the design"</Button> }.into_any())
        }
        Suggestion::Request(scenario) => {
            let press = move |()| {
                view.change(|draft| {
                    let (name, expect) = (draft.name.clone(), draft.expect.clone());
                    *draft = (*scenario).clone();
                    (draft.name, draft.expect) = (name, expect);
                });
                view.send_times(1);
                // The moment was this request's; the next one goes by the clock.
                view.change(|draft| draft.at_ms = None);
                focus_verdict(view);
            };
            let hint = "Puts this into the form, and sends it";
            let name = format!("Change the request and send: {plain}");
            Some(view! { <Button hint=hint on_press=press attr:aria-label=name>"Change the request and send"</Button> }.into_any())
        }
        Suggestion::None => None,
    };
    view! { <li><p>{text::rich(&sentence(&remedy.sentence))}</p> {button}</li> }
}
