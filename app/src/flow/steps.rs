//! The steps of a request, left to right.

use leptos::html;
use leptos::prelude::*;
use studio_core::flow::{Fidelity, Outcome, StepKind};

use super::state::FlowView;

/// What a step is called on the page.
pub fn title(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Endpoint => "Endpoint",
        StepKind::CorsPreflight => "Preflight",
        StepKind::Waf => "WAF",
        StepKind::Route => "Route",
        StepKind::Throttle => "Throttle",
        StepKind::ResourcePolicy => "Resource policy",
        StepKind::Authorizer => "Authorizer",
        StepKind::ResourcePolicyResult => "Policy and identity",
        StepKind::ApiKey => "API key",
        StepKind::UsagePlan => "Usage plan",
        StepKind::Validate => "Validation",
        StepKind::Cache => "Cache",
        StepKind::MapRequest => "Request mapping",
        StepKind::Integration => "Integration",
        StepKind::Connections => "@connections",
        StepKind::MapResponse => "Response mapping",
        StepKind::CorsHeaders => "CORS headers",
        StepKind::GatewayResponse => "Gateway response",
        StepKind::Response => "Response",
        StepKind::AccessLog => "Access log",
    }
}

/// The words for an outcome.
pub const fn outcome_text(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "passes",
        Outcome::Answer => "answers here",
        Outcome::Refuse => "refuses",
        Outcome::Skip => "nothing to decide",
    }
}

/// The words for how well an answer is founded.
pub fn fidelity_text(fidelity: Fidelity) -> &'static str {
    match fidelity {
        Fidelity::Recorded => "Recorded on AWS",
        Fidelity::Documented => "Documented by AWS",
        Fidelity::Assumed => "Not documented: our choice",
    }
}

/// The look of a step's mark.
const fn tone(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Refuse => ("stop", "✕"),
        Outcome::Skip => ("idle", "·"),
        Outcome::Answer => ("short", "↩"),
        Outcome::Pass => ("pass", "✓"),
    }
}

/// The steps as a list of buttons; arrow keys go from one to the next, and the one in view scrolls into sight.
#[component]
pub fn StepStrip() -> impl IntoView {
    let view = FlowView::get();
    let count = Memo::new(move |_| view.with_trace(|trace| trace.steps.len()).unwrap_or(0));
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let now = view.state.read_untracked().step;
        let step = match event.key().as_str() {
            "ArrowRight" => now + 1,
            "ArrowLeft" => now.saturating_sub(1),
            "Home" => 0,
            "End" => usize::MAX,
            _ => return,
        };
        event.prevent_default();
        view.look(step);
        crate::platform::dom::focus_id(&step_id(view.state.read_untracked().step));
    };
    view! {
        <ol class="flow-steps" aria-label="Steps of the request" data-testid="flow-steps" on:keydown=on_key>
            <For each=move || 0..count.get() key=|index| *index let:index>
                <StepButton index />
            </For>
        </ol>
    }
}

/// The element of a step.
pub fn step_id(index: usize) -> String {
    format!("flow-step-{index}")
}

#[component]
fn StepButton(index: usize) -> impl IntoView {
    let view = FlowView::get();
    let element = NodeRef::<html::Button>::new();
    let step = Memo::new(move |_| view.with_trace(|trace| trace.steps.get(index).cloned()).flatten());
    let current = Memo::new(move |_| view.step.get() == index);
    let assumptions = Memo::new(move |_| view.state.read().assumptions);
    Effect::new(move |_| {
        if current.get()
            && let Some(element) = element.get()
        {
            crate::platform::dom::reveal_element(&element);
        }
    });
    move || {
        let step = step.get()?;
        let (class, mark) = tone(step.outcome);
        let words = outcome_text(step.outcome);
        let switched = step.question.is_some_and(|question| !assumptions.get().is_default(question));
        Some(view! {
            <li class=format!("flow-step {class}") class:now=current>
                <button
                    type="button"
                    id=step_id(index)
                    node_ref=element
                    data-step=step.name.clone()
                    data-outcome=class
                    aria-current=move || current.get().then_some("step")
                    tabindex=move || if current.get() { "0" } else { "-1" }
                    title=step.reason.replace('`', "")
                    on:click=move |_| view.look(index)
                >
                    <span class="verdict" aria-hidden="true">{mark}</span>
                    <b>{title(step.kind)}</b>
                    <small>{words}</small>
                    {switched.then(|| view! { <small class="switched">"your choice"</small> })}
                </button>
            </li>
        })
    }
}
