//! The Flow panel: a request on the left, its way through the API on the right.

use leptos::prelude::*;
use studio_core::flow::Judged;

use super::backend_form::BackendForm;
use super::caller_form::CallerForm;
use super::detail::Detail;
use super::expect_form::ExpectForm;
use super::opens::Opens;
use super::origin_form::OriginForm;
use super::player::Player;
use super::request_form::{RequestForm, SendButtons};
use super::saved::SavedMenu;
use super::scenarios::Scenarios;
use super::sent::SentList;
use super::state::FlowView;
use super::steps::StepStrip;
use super::way::keep_way;
use super::what_if::WhatIf;
use crate::studio::Studio;
use crate::ui::{EmptyState, Glyph, Tab, TabPanel, Tabs};

/// One request, step by step.
#[component]
pub fn FlowPanel() -> impl IntoView {
    let view = FlowView::new(Studio::get());
    provide_context(view);
    keep_way(view);
    let has_api = Memo::new(move |_| view.studio.current_api().is_some());
    view! {
        <Show
            when=move || has_api.get()
            fallback=|| view! {
                <section class="page">
                    <EmptyState title="No API to send a request to" glyph=Glyph::Flow
                        text="Create an API on the Design panel, or open one." />
                </section>
            }
        >
            <div class="panes flow-panes">
                <section class="panel flow-form" aria-labelledby="flow-request">
                    <header>
                        <h2 id="flow-request">"Request"</h2>
                        <SavedMenu />
                    </header>
                    <FormTabs />
                </section>
                <section class="flow-way" aria-label="Way through the API">
                    <Way />
                </section>
            </div>
        </Show>
    }
}

/// What the left side shows: the request's form, or the saved scenarios.
#[component]
fn FormTabs() -> impl IntoView {
    const TABS: &str = "flow-form";
    let view = FlowView::get();
    let selected = RwSignal::new("request".to_owned());
    let tabs = Memo::new(move |_| {
        let report = view.report.read();
        let failed = report.as_ref().map_or(0, |report| report.count(Judged::Failed));
        let badge = (failed > 0).then(|| format!("{failed} failed"));
        vec![
            Tab::new("request", "Request"),
            Tab { badge, ..Tab::new("scenarios", "Scenarios") },
            Tab::new("token", "Token"),
        ]
    });
    view! {
        <Tabs
            name=TABS
            label="Request, scenarios and token"
            tabs=tabs
            selected=selected
            on_select=move |id| selected.set(id)
        />
        <TabPanel name=TABS id="request" selected=selected>
            <div class="form">
                <RequestForm />
                <OriginForm />
                <CallerForm />
                <BackendForm />
                <ExpectForm />
                <SendButtons />
                <WhatIf />
            </div>
        </TabPanel>
        <TabPanel name=TABS id="scenarios" selected=selected>
            <Scenarios />
        </TabPanel>
        <TabPanel name=TABS id="token" selected=selected>
            <Opens />
        </TabPanel>
    }
}

#[component]
fn Way() -> impl IntoView {
    let view = FlowView::get();
    let sent = Memo::new(move |_| !view.sent.read().is_empty());
    view! {
        <Show
            when=move || sent.get()
            fallback=move || view! { <Start /> }
        >
            <StepStrip />
            <Player />
            <Detail />
            <SentList />
        </Show>
    }
}

/// What to do first: the design's saved requests, ready to send.
#[component]
fn Start() -> impl IntoView {
    let view = FlowView::get();
    let saved = Memo::new(move |_| {
        let document = view.studio.document();
        document.scenarios.iter().map(|(id, saved)| (*id, saved.title())).collect::<Vec<_>>()
    });
    view! {
        <EmptyState title="Send a request" glyph=Glyph::Flow
            text="Every step shows what it looked at, what it decided and why.">
            <div class="flow-start">
                {move || saved.get().into_iter().map(|(id, title)| {
                    view! { <button type="button" class="btn" on:click=move |_| view.open(id)>{title}</button> }
                }).collect_view()}
            </div>
        </EmptyState>
    }
}
