//! Changes of one press that answer "what if".

use indexmap::IndexMap;
use leptos::prelude::*;
use studio_core::design::inputs::{BackendAnswer, OneOrMany, Scenario};

use super::state::FlowView;
use super::token;

type Change = fn(FlowView, &mut Scenario);

const CHANGES: &[(&str, Change)] = &[
    ("no credentials", |_, draft| {
        draft.headers.retain(|name, _| !name.eq_ignore_ascii_case("authorization"));
        draft.identity = None;
    }),
    ("expired token", |view, draft| {
        let design = view.studio.design();
        let made = token::sample(
            &design.read_untracked(),
            view.studio.current_api(),
            token::Kind::Expired,
            view.state.read_untracked().began_epoch_ms,
        );
        set_header(&mut draft.headers, "Authorization", made);
    }),
    ("no API key", |_, draft| draft.headers.retain(|name, _| !name.eq_ignore_ascii_case("x-api-key"))),
    ("no body", |_, draft| draft.body = None),
    ("no parameters", |_, draft| {
        draft.query.clear();
        draft.path = draft.path.split('?').next().unwrap_or("/").to_owned();
    }),
    ("unknown path", |_, draft| draft.path = "/no/such/path".to_owned()),
    ("from a browser", |_, draft| {
        set_header(&mut draft.headers, "Origin", "https://app.example.com".to_owned());
    }),
    ("backend times out", |_, draft| {
        draft.backend = Some(BackendAnswer { timeout: true, ..BackendAnswer::default() });
    }),
    ("function fails", |_, draft| {
        let error = serde_json::json!({ "errorMessage": "Something broke", "errorType": "Error" });
        draft.backend = Some(BackendAnswer { error: Some(error), ..BackendAnswer::default() });
    }),
];

fn set_header(headers: &mut IndexMap<String, OneOrMany>, name: &str, value: String) {
    headers.retain(|known, _| !known.eq_ignore_ascii_case(name));
    headers.insert(name.to_owned(), OneOrMany::One(value));
}

/// Buttons that change the request and send it.
#[component]
pub fn WhatIf() -> impl IntoView {
    let view = FlowView::get();
    let press = move |change: Change| {
        let mut draft = view.state.read_untracked().draft.clone();
        change(view, &mut draft);
        view.change(|form| *form = draft);
        view.send();
    };
    view! {
        <div class="section">
            <h3>"What if"</h3>
            <div class="flow-what-if">
                {CHANGES.iter().map(|(label, change)| {
                    let change = *change;
                    view! { <button type="button" class="chip" on:click=move |_| press(change)>{*label}</button> }
                }).collect_view()}
            </div>
        </div>
    }
}
