//! Saved requests.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use studio_core::aws::ApiKind;
use studio_core::design::Item;
use studio_core::design::ScenarioId;
use studio_core::design::edit::Edit;
use studio_core::request::{address, to_curl, to_test_invoke};

use super::paste::PasteDialog;
use super::request_form::current_kind;
use super::state::FlowView;
use crate::platform::clipboard;
use crate::ui::{Menu, MenuItem, Tone};

/// Opens, keeps and deletes saved requests, takes one from outside, and copies one as a command.
#[component]
pub fn SavedMenu() -> impl IntoView {
    let view = FlowView::get();
    let studio = view.studio;
    let ids = studio.scenario_ids();
    let pasting = RwSignal::new(false);
    let items = Signal::derive(move || {
        let document = studio.document();
        let locked = studio.read_only().map(|_| "The design cannot be changed".to_owned());
        let mut items: Vec<MenuItem> = Vec::new();
        for id in ids.get() {
            let Some(scenario) = document.scenarios.get(&id).cloned() else { continue };
            let name = if scenario.name.is_empty() {
                format!("{} {}", scenario.method, scenario.path)
            } else {
                scenario.name.clone()
            };
            items.push(MenuItem::new(name, move || {
                view.change(|draft| *draft = (*scenario).clone());
                view.send();
            }));
        }
        items.push(MenuItem::new("Paste a request…", move || pasting.set(true)).new_group());
        let known = draft_id(view);
        items
            .push(MenuItem::new("Save this request", move || save(view)).blocked(locked.clone()).new_group());
        if let Some(id) = known {
            let remove = move || studio.delete(Item::Scenario(id));
            items.push(MenuItem::new("Delete the saved request", remove).danger().blocked(locked));
        }
        items.push(MenuItem::new("Copy as curl", move || copy(view, curl(view))).new_group());
        let invoke = MenuItem::new("Copy as AWS CLI test-invoke-method", move || {
            copy(view, to_test_invoke(&view.state.read_untracked().draft));
        });
        let is_rest = current_kind(view).get() == Some(ApiKind::Rest);
        items.push(invoke.blocked((!is_rest).then(|| "Only REST APIs have test-invoke-method".to_owned())));
        items
    });
    view! {
        <Menu label="Requests" items=items />
        <PasteDialog open=pasting />
    }
}

fn curl(view: FlowView) -> String {
    let design = view.studio.design();
    let draft = view.state.read_untracked().draft.clone();
    let address = address(&draft, &design.read_untracked());
    to_curl(&draft, &address)
}

fn copy(view: FlowView, text: String) {
    spawn_local(async move {
        match clipboard::copy(&text).await {
            Ok(()) => view.studio.say(Tone::Pass, "Copied"),
            Err(_) => view.studio.say(Tone::Fail, "The browser did not allow copying"),
        }
    });
}

/// The saved request that has the form's name.
fn draft_id(view: FlowView) -> Option<ScenarioId> {
    let name = view.state.read().draft.name.clone();
    let document = view.studio.document();
    document.scenarios.iter().find(|(_, saved)| !name.is_empty() && saved.name == name).map(|(id, _)| *id)
}

fn save(view: FlowView) {
    let mut draft = view.state.read_untracked().draft.clone();
    let document = view.studio.document_now();
    if draft.name.is_empty() {
        let base = format!("{} {}", draft.method, draft.path);
        let taken = |name: &str| document.scenarios.values().any(|saved| saved.name == name);
        let numbered = (2..).map(|number| format!("{base} ({number})"));
        draft.name = std::iter::once(base.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or(base);
        view.change(|form| form.name.clone_from(&draft.name));
    }
    let known = document.scenarios.iter().find(|(_, saved)| saved.name == draft.name).map(|(id, _)| *id);
    let id = known.unwrap_or(ScenarioId(document.design.last_id.saturating_add(1)));
    view.studio.edit(Edit::PutScenario(id, Arc::new(draft)));
}
