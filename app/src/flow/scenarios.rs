//! The saved scenarios: how they went, and what of the design they cover.

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::design::ScenarioId;
use studio_core::design::inputs::Scenario;
use studio_core::flow::{CoverageGroup, CoveragePoint, Judged, ScenarioResult};

use super::state::FlowView;
use crate::text;
use crate::ui::{Button, ButtonKind, Chip, EmptyState, Glyph, Tone};

/// Things without a scenario that are listed for each group; the rest is counted.
const MISSING_SHOWN: usize = 60;

/// One line of the list.
#[derive(Clone, PartialEq)]
struct Row {
    id: ScenarioId,
    title: String,
    judged: Option<Judged>,
    /// What it follows.
    after: Option<String>,
    /// The first expectation that is not met.
    unmet: Option<String>,
}

/// The scenarios in the document's order, and the coverage below them.
#[component]
pub fn Scenarios() -> impl IntoView {
    let view = FlowView::get();
    let rows = Memo::new(move |_| rows(view));
    let none = Memo::new(move |_| rows.read().is_empty());
    view! {
        <div class="form" data-testid="flow-scenarios">
            <Show when=move || none.get()>
                <EmptyState title="No scenario yet" glyph=Glyph::Play
                    text="Send a request, then press “Expect this answer”: it is saved in the design and runs after every change." />
            </Show>
            <Show when=move || !none.get()>
                <Summary />
                <ul class="flow-scenarios">
                    <For each=move || rows.get() key=|row| row.key() let:row>
                        <One row=row />
                    </For>
                </ul>
            </Show>
            <CoverageView />
        </div>
    }
}

impl Row {
    /// Another key for a row that looks otherwise.
    fn key(&self) -> String {
        format!("{} {} {:?} {:?} {:?}", self.id, self.title, self.judged, self.after, self.unmet)
    }
}

fn rows(view: FlowView) -> Vec<Row> {
    let document = view.studio.document();
    let report = view.report.get();
    let row = |(id, scenario): (&ScenarioId, &Arc<Scenario>)| {
        let result = report.iter().flat_map(|report| &report.results).find(|result| result.id == *id);
        let unmet = result.and_then(|result| result.checks.iter().find(|check| !check.met));
        let before = scenario.follows.and_then(|before| document.scenarios.get(&before));
        Row {
            id: *id,
            title: scenario.title(),
            judged: result.map(ScenarioResult::judged),
            after: before.map(|before| before.title()),
            unmet: unmet
                .map(|check| format!("{}: expected {}, got {}", check.what, check.expected, check.actual)),
        }
    };
    document.scenarios.iter().map(row).collect()
}

/// How many went how, told to screen readers when it changes.
#[component]
fn Summary() -> impl IntoView {
    let view = FlowView::get();
    let words = move || {
        let report = view.report.read();
        let Some(report) = report.as_ref() else { return "Running…".to_owned() };
        let (passed, failed) = (report.count(Judged::Passed), report.count(Judged::Failed));
        format!("{passed} passed, {failed} failed, {} expect nothing", report.count(Judged::NothingExpected))
    };
    let busy = move || view.running.get().to_string();
    view! { <p class="muted" role="status" data-testid="flow-summary" aria-busy=busy>{words}</p> }
}

#[component]
fn One(row: Row) -> impl IntoView {
    let view = FlowView::get();
    let Row { id, title, judged, after, unmet } = row;
    let (tone, words) = match judged {
        Some(Judged::Passed) => (Tone::Pass, "passed"),
        Some(Judged::Failed) => (Tone::Fail, "failed"),
        Some(Judged::NothingExpected) => (Tone::Neutral, "expects nothing"),
        None => (Tone::Neutral, "runs"),
    };
    let current = move || (view.state.read().saved == Some(id)).then_some("true");
    view! {
        <li>
            <button type="button" class="flow-scenario" aria-current=current on:click=move |_| view.open(id)>
                <span class="flow-scenario-title">{title}</span>
                <Chip tone=tone>{words}</Chip>
                {after.map(|after| view! { <small class="muted">"after “" {after} "”"</small> })}
                {unmet.map(|unmet| view! { <small class="flow-unmet">{unmet}</small> })}
            </button>
        </li>
    }
}

/// How much of the design the scenarios cover, group by group, with what is missing.
#[component]
fn CoverageView() -> impl IntoView {
    let view = FlowView::get();
    view! {
        <section class="flow-coverage" aria-labelledby="flow-coverage" data-testid="flow-coverage">
            <h3 id="flow-coverage">"What the scenarios cover"</h3>
            {CoverageGroup::ALL.map(|group| view! { <Group view=view group=group /> }).into_iter().collect_view()}
        </section>
    }
}

#[component]
fn Group(view: FlowView, group: CoverageGroup) -> impl IntoView {
    let (label, none) = match group {
        CoverageGroup::Routes => ("Routes", "The design has no route."),
        CoverageGroup::Refusals => ("Refusals", "Nothing in the design refuses a request."),
        CoverageGroup::Branches => ("Branches", "Nothing in the design goes one way or another."),
        CoverageGroup::Mappings => ("Mappings", "The design has no template."),
    };
    let counted = Memo::new(move |_| view.report.read().as_ref().map(|report| report.coverage.count(group)));
    let missing = Memo::new(move |_| {
        let report = view.report.read();
        let points = report.iter().flat_map(|report| report.coverage.points());
        points.filter(|point| point.group == group && !point.covered).cloned().collect::<Vec<_>>()
    });
    move || {
        let (covered, all) = counted.get()?;
        let percent = (covered * 100).checked_div(all).unwrap_or(100);
        let words = format!("{covered} of {all}");
        Some(view! {
            <div class="flow-cover">
                <b>{label}</b>
                <div
                    class="meter accent"
                    role="meter"
                    aria-label=label
                    aria-valuemin="0"
                    aria-valuemax=all.to_string()
                    aria-valuenow=covered.to_string()
                    aria-valuetext=words.clone()
                >
                    <i style:width=format!("{percent}%")></i>
                </div>
                <span class="muted">{words}</span>
            </div>
            {(all == 0).then(|| view! { <p class="hint">{none}</p> })}
            {move || {
                let missing = missing.get();
                (!missing.is_empty()).then(|| view! { <Missing view=view missing=missing /> })
            }}
        })
    }
}

#[component]
fn Missing(view: FlowView, missing: Vec<CoveragePoint>) -> impl IntoView {
    let hidden = missing.len().saturating_sub(MISSING_SHOWN);
    let summary = format!("{} without a scenario", missing.len());
    view! {
        <details class="details">
            <summary>{summary}</summary>
            <ul class="flow-missing">
                {missing.into_iter().take(MISSING_SHOWN).map(|point| {
                    let label = format!("Show {} {}", point.item.noun(), text::title(&view.studio.document_now(), point.item));
                    view! {
                        <li>
                            <span>{text::rich(&point.label)}</span>
                            <Button kind=ButtonKind::Ghost hint=label on_press=move |()| view.studio.reveal(point.item)>
                                "Show"
                            </Button>
                        </li>
                    }
                }).collect_view()}
            </ul>
            {(hidden > 0).then(|| view! { <p class="hint">{hidden} " more"</p> })}
        </details>
    }
}
