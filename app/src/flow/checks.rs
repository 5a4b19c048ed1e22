//! Whether the answer in view is what its scenario expects, and taking it as the expectation.

use leptos::prelude::*;
use studio_core::design::inputs::{MAX_TIMES, Scenario};
use studio_core::flow::{Check, expected_of, judge};

use super::saved;
use super::state::FlowView;
use super::steps::title;
use crate::text;
use crate::ui::{Button, ButtonKind, Chip, DiffView, EmptyState, Glyph, Tone};

/// The expectations of the request in view with what came of them.
pub fn checks(view: FlowView) -> Memo<Vec<Check>> {
    Memo::new(move |_| {
        let state = view.state.read();
        let Some(sent) = state.sent.get(state.chosen) else { return Vec::new() };
        // What is changed in the form counts at once, without sending again.
        let same = view.is_drafted(&state);
        let expect = if same { state.draft.expect.clone() } else { sent.expect.clone() };
        view.with_trace(|trace| judge(&expect, trace)).unwrap_or_default()
    })
}

/// The list of expectations, and the button that takes the answer as they should be.
#[component]
pub fn ExpectDetail() -> impl IntoView {
    let view = FlowView::get();
    let checks = checks(view);
    let locked = Signal::derive(move || view.studio.read_only().is_some());
    view! {
        <div class="row" data-testid="flow-expect">
            <Button glyph=Glyph::Check disabled=locked on_press=move |()| expect_answer(view)
                hint="Saves the request with this answer as what it has to be">"Expect this answer"</Button>
        </div>
        <Show when=move || checks.read().is_empty()>
            <EmptyState title="Nothing is expected"
                text="Press “Expect this answer”, or say in the form what the answer has to be." />
        </Show>
        <div class="flow-checks" data-testid="flow-checks">
            <For each=move || checks.get() key=|check| format!("{check:?}") let:check>
                <One check=check />
            </For>
        </div>
    }
}

#[component]
fn One(check: Check) -> impl IntoView {
    let view = FlowView::get();
    let (tone, words) = if check.met { (Tone::Pass, "met") } else { (Tone::Fail, "not met") };
    let step = check.step.and_then(|at| {
        // The row is made anew with its check.
        let kind = untrack(|| view.with_trace(|trace| trace.steps.get(at).map(|step| step.kind)))??;
        Some((at, format!("Go to step {}", title(kind))))
    });
    let long = |text: &str| text.contains('\n') || text.len() > 60;
    let differs = !check.met && (long(&check.expected) || long(&check.actual));
    let detail = if differs {
        let (before, after) = (laid_out(&check.expected), laid_out(&check.actual));
        view! { <DiffView before=before after=after before_label="Expected" after_label="Got" /> }.into_any()
    } else if check.met {
        view! { <p class="mono wrap">{check.actual.clone()}</p> }.into_any()
    } else {
        view! {
            <p>"Expected " <code>{check.expected.clone()}</code> ", got " <code>{check.actual.clone()}</code></p>
        }
        .into_any()
    };
    view! {
        <article class="flow-check">
            <div class="row">
                <Chip tone=tone>{words}</Chip>
                <b class="mono wrap">{check.what.clone()}</b>
                <span class="spacer"></span>
                {step.map(|(at, label)| view! {
                    <Button kind=ButtonKind::Ghost on_press=move |()| view.show_step(at)>{label}</Button>
                })}
            </div>
            {detail}
            {(!check.met).then(|| view! { <p class="flow-reason">{text::rich(&check.sentence)}</p> })}
        </article>
    }
}

fn laid_out(text: &str) -> String {
    super::message::laid_out(text).unwrap_or_else(|| text.to_owned())
}

/// Saves the request in view with its answer as the expectation, and says when earlier requests had a part in it.
fn expect_answer(view: FlowView) {
    let state = view.state.get_untracked();
    let Some(sent) = state.sent.get(state.chosen) else { return };
    let Some(expect) = view.traces.read_untracked().get(state.chosen).map(|trace| expected_of(trace)) else {
        return;
    };
    let mut scenario = sent.clone();
    let before = state.sent.get(..state.chosen).unwrap_or_default();
    let same = |other: &Scenario| Scenario { expect: scenario.expect.clone(), ..other.clone() } == scenario;
    let burst = !before.is_empty() && before.iter().all(same);
    let opened = view.is_drafted(&state);
    if burst {
        scenario.times = u32::try_from(before.len() + 1).ok().map(|times| times.min(MAX_TIMES));
    }
    if scenario.at_ms == Some(0) {
        scenario.at_ms = None;
    }
    scenario.expect = expect;
    scenario.start_epoch_s = Some(state.began_epoch_ms / 1000);
    if opened {
        scenario.name.clone_from(&state.draft.name);
        scenario.follows = state.draft.follows;
        scenario.start_epoch_s = scenario.start_epoch_s.filter(|_| scenario.follows.is_none());
    } else if state.saved.is_some() {
        view.state.update(|state| state.saved = None);
        scenario.name.clear();
    }
    view.change(|draft| *draft = scenario);
    if saved::save(view)
        && !before.is_empty()
        && !burst
        && view.state.read_untracked().draft.follows.is_none()
    {
        view.studio.say(
            Tone::Note,
            "Saved. It runs in a session of its own: choose what it follows if its answer depends on earlier requests.",
        );
    }
}
