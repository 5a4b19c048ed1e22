//! Saved requests.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use studio_core::aws::ApiKind;
use studio_core::design::edit::Edit;
use studio_core::design::{Document, Item, ScenarioId};
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
            let Some(scenario) = document.scenarios.get(&id) else { continue };
            items.push(MenuItem::new(scenario.title(), move || view.open(id)));
        }
        items.push(MenuItem::new("Paste a request…", move || pasting.set(true)).new_group());
        let opened = view.state.read().saved.filter(|id| document.scenarios.contains_key(id));
        let keep = MenuItem::new("Save this request", move || {
            save(view);
        });
        items.push(keep.blocked(locked.clone()).new_group());
        if let Some(id) = opened {
            items.push(
                MenuItem::new("Save as a new request", move || save_as_new(view)).blocked(locked.clone()),
            );
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

/// The saved scenario that the form belongs to: the one that was opened, else the one of its name.
fn known(view: FlowView, document: &Document) -> Option<ScenarioId> {
    let state = view.state.read_untracked();
    let opened = state.saved.filter(|id| document.scenarios.contains_key(id));
    let name = &state.draft.name;
    let named = || document.scenarios.iter().find(|(_, saved)| !name.is_empty() && saved.name == *name);
    opened.or_else(|| named().map(|(id, _)| *id))
}

/// Saves the form, in place of the scenario that it belongs to or as a new one. Says whether it was done.
pub fn save(view: FlowView) -> bool {
    let document = view.studio.document_now();
    let known = known(view, &document);
    put(view, &document, known)
}

fn save_as_new(view: FlowView) {
    view.change(|draft| draft.name.clear());
    let document = view.studio.document_now();
    put(view, &document, None);
}

fn put(view: FlowView, document: &Document, known: Option<ScenarioId>) -> bool {
    let state = view.state.get_untracked();
    let mut draft = state.draft;
    if draft.name.is_empty() {
        let base = format!("{} {}", draft.method, draft.path);
        let taken = |name: &str| document.scenarios.values().any(|saved| saved.name == name);
        let numbered = (2..).map(|number| format!("{base} ({number})"));
        draft.name = std::iter::once(base.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or(base);
    }
    // A token that holds now has to hold whenever the scenario runs.
    if draft.follows.is_none() && draft.start_epoch_s.is_none() {
        draft.start_epoch_s = Some(state.began_epoch_ms / 1000);
    }
    let id = known.unwrap_or(ScenarioId(document.design.last_id.saturating_add(1)));
    view.state.update(|state| {
        state.draft = draft.clone();
        state.saved = Some(id);
    });
    view.studio.edit(Edit::PutScenario(id, Arc::new(draft)))
}
