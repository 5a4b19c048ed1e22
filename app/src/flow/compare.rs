//! Two requests of the session side by side.

use leptos::prelude::*;
use studio_core::flow::{Outcome, StepKind, Trace};

use super::message;
use super::state::FlowView;
use super::steps::{outcome_text, title};
use crate::text;
use crate::ui::{Choice, DiffView, EmptyState, Field, Select, Table};

/// A step as one of the requests has it: what it decided, and why.
type Side = Option<(String, String)>;

/// Chooses another request, and shows in what it differs from the one in view.
#[component]
pub fn Compare() -> impl IntoView {
    let view = FlowView::get();
    let choices = Memo::new(move |_| {
        let (all, chosen, traces) = (view.sent.read(), view.chosen.get(), view.traces.read());
        let mut choices = vec![Choice::new("", "Choose a request of this session…")];
        let others = all.iter().zip(traces.iter()).enumerate().rev();
        for (index, (sent, trace)) in others.filter(|(index, _)| *index != chosen) {
            let status = trace.response.status.map_or_else(|| "–".to_owned(), |status| status.to_string());
            let number = index + 1;
            choices.push(Choice::new(
                index.to_string(),
                format!("{number}: {} {} → {status}", sent.method, sent.path),
            ));
        }
        choices
    });
    let other = Memo::new(move |_| {
        let index = view.compared.get()?;
        view.traces.read().get(index).cloned()
    });
    let only = Memo::new(move |_| view.sent.read().len() < 2);
    view! {
        <Show when=move || only.get()>
            <EmptyState title="Nothing to compare with" text="Send another request, or the same one changed." />
        </Show>
        <Show when=move || !only.get()>
            <Field label="Compare with">
                <Select
                    value=Signal::derive(move || view.compared.get().map(|index| index.to_string()).unwrap_or_default())
                    choices=choices
                    on_change=move |index: String| view.compared.set(index.parse().ok())
                />
            </Field>
        </Show>
        {move || {
            let other = other.get()?;
            view.with_trace(|trace| differences(trace, &other))
        }}
    }
}

fn differences(now: &Trace, other: &Trace) -> impl IntoView + use<> {
    let rows = rows(now, other);
    let same = rows.is_empty();
    let (before, after) = (message::text(&other.response), message::text(&now.response));
    view! {
        <div class="flow-compare" data-testid="flow-compare">
            <h3>"Steps that differ"</h3>
            {same.then(|| view! { <p class="muted">"Every step decides the same, for the same reason."</p> })}
            {(!same).then(|| view! {
                <Table caption="Steps that differ" class="compact">
                    <thead><tr><th>"Step"</th><th>"The other"</th><th>"In view"</th></tr></thead>
                    <tbody>
                        {rows.into_iter().map(|(kind, other, now)| view! {
                            <tr><th scope="row">{title(kind)}</th><td class="wrap">{cell(other)}</td><td class="wrap">{cell(now)}</td></tr>
                        }).collect_view()}
                    </tbody>
                </Table>
            })}
            <h3>"Answers"</h3>
            <DiffView before=before after=after before_label="The other" after_label="In view" />
        </div>
    }
}

fn cell(side: Side) -> impl IntoView {
    match side {
        Some((outcome, reason)) => view! { <b>{outcome}</b> ": " {text::rich(&reason)} }.into_any(),
        None => view! { <span class="muted">"not reached"</span> }.into_any(),
    }
}

/// The steps in which one of the requests decides or says something else, in the order of the pipeline.
fn rows(now: &Trace, other: &Trace) -> Vec<(StepKind, Side, Side)> {
    let side = |trace: &Trace, kind: StepKind| {
        let step = trace.steps.iter().find(|step| step.kind == kind)?;
        (step.outcome != Outcome::Skip).then(|| (outcome_text(step.outcome).to_owned(), step.reason.clone()))
    };
    let (longer, shorter) = if now.steps.len() >= other.steps.len() { (now, other) } else { (other, now) };
    let mut kinds: Vec<StepKind> = longer.steps.iter().map(|step| step.kind).collect();
    kinds.extend(
        shorter
            .steps
            .iter()
            .map(|step| step.kind)
            .filter(|kind| !longer.steps.iter().any(|step| step.kind == *kind)),
    );
    kinds
        .into_iter()
        .map(|kind| (kind, side(other, kind), side(now, kind)))
        .filter(|(_, other, now)| other != now)
        .collect()
}
