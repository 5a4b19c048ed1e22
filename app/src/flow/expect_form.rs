//! What the request is called as a scenario, what it follows, and what its answer has to be.

use leptos::prelude::*;
use studio_core::aws::GatewayResponseType;
use studio_core::design::ScenarioId;
use studio_core::design::inputs::{Expectations, MAX_TIMES, StepExpectation};
use studio_core::flow::{StepKind, pipeline};

use super::expect_body::BodyFields;
use super::expect_headers::HeaderRows;
use super::request_form::current_kind;
use super::saved;
use super::state::FlowView;
use super::steps::title;
use crate::ui::{Button, Choice, CountInput, Field, Glyph, IconButton, Select, TextInput};

/// The scenario's own fields and its expectations.
#[component]
pub fn ExpectForm() -> impl IntoView {
    let view = FlowView::get();
    let locked = Signal::derive(move || view.studio.read_only().is_some());
    let saved = Memo::new(move |_| {
        let state = view.state.read();
        state.saved.and_then(|id| view.studio.document().scenarios.get(&id).cloned())
    });
    let changed = Memo::new(move |_| saved.get().is_some_and(|saved| *saved != view.state.read().draft));
    view! {
        <details class="details" data-testid="flow-expect-form">
            <summary>"Scenario and expectations"</summary>
            <div class="form-part">
                <Field label="Name" hint="What the request is saved as">
                    <TextInput
                        value=view.part(|draft| draft.name.clone())
                        on_commit=move |name| view.change(|draft| draft.name = name)
                    />
                </Field>
                <FollowsField />
                <Field label="Times" hint="Sent so often at one moment; the last answer counts">
                    <CountInput
                        value=view.part(|draft| draft.times.map(u64::from))
                        on_commit=move |times| put_times(view, times)
                        min=1
                        max=u64::from(MAX_TIMES)
                        optional=true
                        placeholder="once"
                    />
                </Field>
                <Field label="Status">
                    <CountInput
                        value=view.part(|draft| draft.expect.status.map(u64::from))
                        on_commit=move |status| put_status(view, status)
                        min=100
                        max=599
                        optional=true
                        placeholder="any"
                    />
                </Field>
                <TypeField />
                <HeaderRows />
                <BodyFields />
                <StepRows />
                <div class="row">
                    <Button glyph=Glyph::Save disabled=locked on_press=move |()| { saved::save(view); }>
                        {move || if changed.get() { "Save the changes" } else { "Save this request" }}
                    </Button>
                </div>
            </div>
        </details>
    }
}

fn put_times(view: FlowView, times: Option<u64>) {
    view.change(|draft| draft.times = times.and_then(|times| u32::try_from(times).ok()));
}

fn put_status(view: FlowView, status: Option<u64>) {
    change(view, |expect| expect.status = status.and_then(|status| u16::try_from(status).ok()));
}

/// Changes what the form expects.
pub fn change(view: FlowView, write: impl FnOnce(&mut Expectations)) {
    view.change(|draft| write(&mut draft.expect));
}

/// The scenario that runs before this one; those that follow this one cannot.
#[component]
fn FollowsField() -> impl IntoView {
    let view = FlowView::get();
    let choices = Memo::new(move |_| {
        let document = view.studio.document();
        let own = view.state.read().saved;
        let mut choices = vec![Choice::new("", "Nothing: a session of its own")];
        for (id, scenario) in &document.scenarios {
            let mut seen = vec![*id];
            let leads_here = loop {
                let Some(last) = seen.last() else { break false };
                if Some(*last) == own {
                    break true;
                }
                match document.scenarios.get(last).and_then(|scenario| scenario.follows) {
                    Some(before) if !seen.contains(&before) => seen.push(before),
                    _ => break false,
                }
            };
            if !leads_here {
                choices.push(Choice::new(id.to_string(), scenario.title()));
            }
        }
        choices
    });
    view! {
        <Field label="Follows" hint="Runs after it, with its buckets, caches and quotas">
            <Select
                value=view.part(|draft| draft.follows.map(|id| id.to_string()).unwrap_or_default())
                choices=choices
                on_change=move |id: String| view.change(|draft| draft.follows = id.parse().ok().map(ScenarioId))
            />
        </Field>
    }
}

#[component]
fn TypeField() -> impl IntoView {
    let view = FlowView::get();
    let mut choices = vec![Choice::new("", "Any, or none")];
    choices.extend(GatewayResponseType::ALL.iter().map(|kind| Choice::new(kind.as_str(), kind.as_str())));
    view! {
        <Field label="Gateway response type">
            <Select
                value=view.part(|draft| {
                    draft.expect.response_type.map(|kind| kind.as_str().to_owned()).unwrap_or_default()
                })
                choices=Signal::stored(choices)
                on_change=move |word: String| {
                    let found = GatewayResponseType::ALL.iter().find(|kind| kind.as_str() == word).copied();
                    change(view, |expect| expect.response_type = found);
                }
            />
        </Field>
    }
}

/// The words for what is expected of a step.
fn outcome_words(expected: StepExpectation) -> &'static str {
    match expected {
        StepExpectation::Pass => "passes",
        StepExpectation::Answer => "answers",
        StepExpectation::Refuse => "refuses",
        StepExpectation::Skip => "has nothing to decide",
        StepExpectation::NotReached => "is not reached",
    }
}

/// One row for each step that something is expected of.
#[component]
fn StepRows() -> impl IntoView {
    let view = FlowView::get();
    let kind = current_kind(view);
    let known = Memo::new(move |_| {
        let (mut steps, way_out) = kind.get().map(pipeline).unwrap_or_default();
        steps.extend(way_out);
        steps
    });
    let names = view.part(|draft| draft.expect.steps.keys().cloned().collect::<Vec<_>>());
    let free = Memo::new(move |_| {
        let names = names.read();
        let free = known.get().into_iter().filter(|step| !names.iter().any(|name| name == step.name()));
        let mut choices = vec![Choice::new("", "Add a step…")];
        choices.extend(free.map(|step| Choice::new(step.name(), title(step))));
        choices
    });
    let row = move |name: String| {
        let label = known
            .get_untracked()
            .into_iter()
            .find(|step: &StepKind| step.name() == name)
            .map_or_else(|| format!("Unknown step {name}"), |step| title(step).to_owned());
        let (read, write, gone) = (name.clone(), name.clone(), name);
        let value = view.part(move |draft| {
            draft.expect.steps.get(&read).map(|it| it.as_str().to_owned()).unwrap_or_default()
        });
        let choices = StepExpectation::ALL.map(|it| Choice::new(it.as_str(), outcome_words(it))).to_vec();
        view! {
            <div class="flow-expect-row">
                <span>{label.clone()}</span>
                <Select
                    label=format!("What step {label} has to do")
                    value=value
                    choices=Signal::stored(choices)
                    on_change=move |word: String| {
                        let found = StepExpectation::ALL.into_iter().find(|it| it.as_str() == word);
                        change(view, |expect| {
                            if let Some(found) = found {
                                expect.steps.insert(write.clone(), found);
                            }
                        });
                    }
                />
                <IconButton glyph=Glyph::Trash label=format!("Expect nothing of step {label}")
                    on_press=move |()| change(view, |expect| {
                        expect.steps.shift_remove(&gone);
                    }) />
            </div>
        }
    };
    let add = move |name: String| {
        if !name.is_empty() {
            change(view, |expect| {
                expect.steps.insert(name, StepExpectation::Pass);
            });
        }
    };
    view! {
        <div class="flow-expect-rows" role="group" aria-label="Expected of steps">
            <For each=move || names.get() key=Clone::clone let:name>{row(name)}</For>
            <Select label="Add an expected step" value="" choices=free on_change=add />
        </div>
    }
}
