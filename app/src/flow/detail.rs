//! The step in view: why it decided so, what changed, what it looked at; and what was sent and logged.

use leptos::prelude::*;
use studio_core::design::Item;
use studio_core::flow::Fidelity;

use super::browser::Browser;
use super::checks::{ExpectDetail, checks};
use super::compare::Compare;
use super::deliveries::Deliveries;
use super::logs::Logs;
use super::message;
use super::metrics::Measures;
use super::remedies::Remedies;
use super::session::{RestsOn, SessionDetail};
use super::state::FlowView;
use super::steps::{fidelity_text, title};
use crate::text;
use crate::ui::{
    Button, ButtonKind, Chip, CodeView, DiffView, EmptyState, Notice, Tab, TabPanel, Table, Tabs, Tone,
};

const TABS: &str = "flow-detail";

/// Everything about the step and the request in view.
#[component]
pub fn Detail() -> impl IntoView {
    let view = FlowView::get();
    let selected = view.tab;
    let checks = checks(view);
    let tabs = Memo::new(move |_| {
        let unmet = checks.read().iter().filter(|check| !check.met).count();
        let badge = (unmet > 0).then(|| format!("{unmet} not met"));
        vec![
            Tab::new("step", "Step"),
            Tab::new("response", "Response"),
            Tab { badge, ..Tab::new("expect", "Expected") },
            Tab::new("backend", "Sent to backend"),
            Tab::new("logs", "Logs"),
            Tab::new("measures", "Cost and metrics"),
            Tab::new("context", "Context"),
            Tab::new("browser", "Browser"),
            Tab::new("session", "Session"),
            Tab::new("compare", "Compare"),
        ]
    });
    view! {
        <div class="card flow-detail">
            <Tabs
                name=TABS
                label="About the request"
                tabs=tabs
                selected=selected
                on_select=move |id| selected.set(id)
            />
            <TabPanel name=TABS id="step" selected=selected>
                <StepDetail />
                <Remedies />
            </TabPanel>
            <TabPanel name=TABS id="response" selected=selected>
                <ResponseDetail />
                <Deliveries />
            </TabPanel>
            <TabPanel name=TABS id="expect" selected=selected>
                <ExpectDetail />
            </TabPanel>
            <TabPanel name=TABS id="backend" selected=selected>
                <BackendDetail />
            </TabPanel>
            <TabPanel name=TABS id="logs" selected=selected>
                <Logs />
            </TabPanel>
            <TabPanel name=TABS id="measures" selected=selected>
                <Measures />
            </TabPanel>
            <TabPanel name=TABS id="browser" selected=selected>
                <Browser />
            </TabPanel>
            <TabPanel name=TABS id="session" selected=selected>
                <SessionDetail />
            </TabPanel>
            <TabPanel name=TABS id="context" selected=selected>
                <ContextDetail />
            </TabPanel>
            <TabPanel name=TABS id="compare" selected=selected>
                <Compare />
            </TabPanel>
        </div>
    }
}

#[component]
fn StepDetail() -> impl IntoView {
    let view = FlowView::get();
    let step = Memo::new(move |_| view.with_step(Clone::clone));
    move || {
        let step = step.get()?;
        let tone = match step.fidelity {
            Fidelity::Recorded | Fidelity::Documented => Tone::Neutral,
            Fidelity::Assumed => Tone::Note,
        };
        let document = view.studio.document_now();
        let item = step.item.filter(|item| document.contains(*item)).map(|item| {
            let label = format!("Show {} {}", item.noun(), text::title(&document, item));
            view! {
                <Button kind=ButtonKind::Ghost on_press=move |()| view.studio.reveal(item)>{label}</Button>
            }
        });
        let design = view.studio.design();
        let origin = |seen: &studio_core::flow::Consulted| {
            view.with_trace(|trace| trace.origin_of(&design.read_untracked(), &step, seen)).flatten()
        };
        let consulted: Vec<_> = step.consulted.iter().map(|seen| (seen.clone(), origin(seen))).collect();
        Some(view! {
            <header class="flow-step-head">
                <h2>{title(step.kind)}</h2>
                <Chip tone=tone>{fidelity_text(step.fidelity)}</Chip>
                {step.question.map(|question| view! { <RestsOn question /> })}
                <span class="spacer"></span>
                {item}
            </header>
            <p class="flow-reason" data-testid="flow-reason">{text::rich(&step.reason)}</p>
            <Changes before=step.before.as_ref().map(message::text) after=step.after.as_ref().map(message::text) />
            {(!consulted.is_empty()).then(|| view! {
                <Table caption="What the step looked at" class="compact">
                    <thead><tr><th>"Looked at"</th><th>"Value"</th><th>"From"</th></tr></thead>
                    <tbody>
                        {consulted.into_iter().map(|(entry, item)| view! {
                            <tr>
                                <td class="mono">{entry.name}</td>
                                <td class="mono wrap">{entry.value}</td>
                                <td>{from(view, entry.origin, item)}</td>
                            </tr>
                        }).collect_view()}
                    </tbody>
                </Table>
            })}
            {source(&step.source).map(|words| view! { <p class="hint">"Source: " {words}</p> })}
        })
    }
}

/// Where a step's rule comes from, in words; the core's word for an answer seen on AWS names no page.
fn source(source: &str) -> Option<String> {
    match source {
        "" => None,
        "recorded" => Some("answers recorded on AWS".to_owned()),
        page => Some(page.to_owned()),
    }
}

/// Where something came from, as a way there where the design holds it.
fn from(view: FlowView, origin: String, item: Option<Item>) -> AnyView {
    match item {
        Some(item) => view! {
            <button type="button" class="link" on:click=move |_| view.studio.reveal(item)>{origin}</button>
        }
        .into_any(),
        None => view! { <span class="muted">{origin}</span> }.into_any(),
    }
}

#[component]
fn Changes(before: Option<String>, after: Option<String>) -> impl IntoView {
    match (before, after) {
        (Some(before), Some(after)) => view! {
            <DiffView before=before after=after before_label="Before" after_label="After" />
        }
        .into_any(),
        (None, Some(after)) => view! { <CodeView label="After the step" text=after plain=true /> }.into_any(),
        (Some(before), None) => {
            view! { <CodeView label="Before the step" text=before plain=true /> }.into_any()
        }
        (None, None) => ().into_any(),
    }
}

#[component]
fn ResponseDetail() -> impl IntoView {
    let view = FlowView::get();
    let shown = Memo::new(move |_| {
        view.with_trace(|trace| (message::text(&trace.response), trace.diagnostics.clone()))
    });
    move || {
        let (response, diagnostics) = shown.get()?;
        Some(view! {
            {diagnostics.into_iter().map(|diagnostic| {
                let item = diagnostic.item.filter(|item| view.studio.document_now().contains(*item));
                view! {
                    <Notice tone=Tone::Note>
                        <b>{text::capitalized(&diagnostic.message)}</b>
                        <span>" " {diagnostic.help}</span>
                        {item.map(|item| view! {
                            <Button kind=ButtonKind::Ghost on_press=move |()| view.studio.reveal(item)>
                                "Show"
                            </Button>
                        })}
                    </Notice>
                }
            }).collect_view()}
            <CodeView label="What the client gets" text=response plain=true />
        })
    }
}

#[component]
fn BackendDetail() -> impl IntoView {
    let view = FlowView::get();
    let sent =
        Memo::new(move |_| view.with_trace(|trace| trace.integration_request.as_ref().map(message::text)));
    move || match sent.get()? {
        Some(request) => {
            Some(view! { <CodeView label="What the backend gets" text=request plain=true /> }.into_any())
        }
        None => Some(
            view! { <EmptyState title="Nothing was sent" text="The request did not reach a backend." /> }
                .into_any(),
        ),
    }
}

#[component]
fn ContextDetail() -> impl IntoView {
    let view = FlowView::get();
    let shown = Memo::new(move |_| view.with_trace(|trace| trace.context.clone()));
    move || {
        let context = shown.get()?;
        Some(view! {
            <Table caption="Variables at the end of the request" class="compact">
                <thead><tr><th>"Variable"</th><th>"Value"</th></tr></thead>
                <tbody>
                    {context.into_iter().map(|(name, value)| view! {
                        <tr><td class="mono">"$context." {name}</td><td class="mono wrap">{value}</td></tr>
                    }).collect_view()}
                </tbody>
            </Table>
        })
    }
}
