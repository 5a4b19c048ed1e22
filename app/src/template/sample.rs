//! Inputs from the saved requests: what the template in view would get on the way of one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use studio_core::design::ScenarioId;
use studio_core::flow::TemplateInputs;
use studio_core::template::Place;

use super::state::{FIRST_INPUT, TemplateView};
use crate::parts;
use crate::text;
use crate::ui::{ButtonKind, Glyph, Menu, MenuItem};

/// The menu of saved requests, and the example.
#[component]
pub fn SampleMenu() -> impl IntoView {
    let view = TemplateView::get();
    let items = Signal::derive(move || {
        let document = view.studio.document();
        let mut items: Vec<_> = document
            .scenarios
            .iter()
            .map(|(id, scenario)| {
                let id = *id;
                MenuItem::new(scenario.title(), move || take(view, id))
            })
            .collect();
        let example = MenuItem::new("The example", move || {
            view.about_input.set(String::new());
            view.set_input(FIRST_INPUT.to_owned());
        });
        items.push(if items.is_empty() { example } else { example.new_group() });
        items
    });
    view! {
        <Menu label="Take an input from" glyph=Glyph::Play icon_only=false kind=ButtonKind::Ghost items=items />
    }
}

/// Sends the request through the design as it is, and takes what comes to the template.
fn take(view: TemplateView, id: ScenarioId) {
    let Some(place) = view.place.get_untracked() else { return };
    spawn_local(async move {
        let Ok(inputs_of) = parts::fetch_template_inputs().await else {
            view.about_input.set(text::capitalized(parts::NOT_FETCHED));
            return;
        };
        // Another template may have been chosen while the part came.
        if view.place.try_get_untracked().flatten().as_ref() != Some(&place) {
            return;
        }
        let document = view.studio.document_now();
        let Some(inputs) = inputs_of(&document, id) else { return };
        let title = document.scenarios.get(&id).map(|scenario| scenario.title()).unwrap_or_default();
        let (input, told) = chosen(&place, &title, inputs);
        view.about_input.set(told);
        if let Some(input) = input {
            view.set_input(input);
        }
    });
}

/// The input of the template's side, and what is said of it.
fn chosen(place: &Place, title: &str, inputs: TemplateInputs) -> (Option<String>, String) {
    let TemplateInputs { request, response, stopped } = inputs;
    let why = stopped.map(|why| format!(": {why}")).unwrap_or_default();
    if place.response.is_none() {
        let told = match (&response, why.as_str()) {
            (None, why) if !why.is_empty() => format!("`{title}` is stopped before a template{why}"),
            _ => format!("What a request template gets of `{title}`"),
        };
        return (Some(request), told);
    }
    match response {
        Some(response) => {
            (Some(response), format!("What a response template gets of `{title}`: the backend's body"))
        }
        None => {
            (None, format!("No backend answers `{title}`, so that no response template gets anything{why}"))
        }
    }
}
