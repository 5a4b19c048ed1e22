//! The Flow panel: a request on the left, its way through the API on the right.

use leptos::prelude::*;

use super::backend_form::BackendForm;
use super::caller_form::CallerForm;
use super::detail::Detail;
use super::player::Player;
use super::request_form::{RequestForm, SendButtons};
use super::saved::SavedMenu;
use super::sent::SentList;
use super::state::FlowView;
use super::steps::StepStrip;
use super::what_if::WhatIf;
use crate::studio::Studio;
use crate::ui::{EmptyState, Glyph};

/// One request, step by step.
#[component]
pub fn FlowPanel() -> impl IntoView {
    let view = FlowView::new(Studio::get());
    provide_context(view);
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
                    <div class="form">
                        <RequestForm />
                        <CallerForm />
                        <BackendForm />
                        <SendButtons />
                        <WhatIf />
                    </div>
                </section>
                <section class="flow-way" aria-label="Way through the API">
                    <Way />
                </section>
            </div>
        </Show>
    }
}

#[component]
fn Way() -> impl IntoView {
    let view = FlowView::get();
    let sent = Memo::new(move |_| !view.state.read().sent.is_empty());
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
        document.scenarios.values().cloned().collect::<Vec<_>>()
    });
    view! {
        <EmptyState title="Send a request" glyph=Glyph::Flow
            text="Every step shows what it looked at, what it decided and why.">
            <div class="flow-start">
                {move || saved.get().into_iter().map(|scenario| {
                    let words = if scenario.name.is_empty() {
                        format!("{} {}", scenario.method, scenario.path)
                    } else {
                        scenario.name.clone()
                    };
                    let send = move |_| {
                        view.change(|draft| *draft = (*scenario).clone());
                        view.send();
                    };
                    view! { <button type="button" class="btn" on:click=send>{words}</button> }
                }).collect_view()}
            </div>
        </EmptyState>
    }
}
