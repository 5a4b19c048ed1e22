//! The templates of the API in view, by integration, with how their tests went.

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::aws::ApiKind;
use studio_core::design::edit::Edit;
use studio_core::design::{Api, ApiId, Integration, IntegrationId};
use studio_core::template::{Outcome, Place};

use super::state::{TemplateView, title};
use super::tests::AllTested;
use crate::ui::{ButtonKind, Chip, Glyph, Menu, MenuItem, Tone};

/// What a new request template says: the body as it is.
const FIRST_TEMPLATE: &str = "$input.json('$')";

/// An integration with what it has.
#[derive(Clone, PartialEq)]
struct Group {
    id: IntegrationId,
    name: String,
    places: Vec<Place>,
    passed: usize,
    tests: usize,
    blocked: Option<String>,
    statuses: Vec<String>,
}

/// The list.
#[component]
pub fn List() -> impl IntoView {
    let view = TemplateView::get();
    let groups = Memo::new(move |_| {
        let (design, places) = (view.studio.design().get(), view.places.get());
        let api = view.studio.current_api().and_then(|id| design.apis.get(&id).map(|api| (id, api.clone())));
        api.map(|(id, api)| groups(id, &api, &places, &view.tested.read())).unwrap_or_default()
    });
    let api = Memo::new(move |_| view.studio.current_api());
    view! {
        <div class="template-groups">
            <For
                each=move || groups.get()
                key=|group| (group.id, group.places.len(), group.passed, group.tests, group.name.clone())
                let:group
            >
                {api.get_untracked().map(|api| view! { <One api=api group=group /> })}
            </For>
        </div>
    }
}

fn groups(api: ApiId, node: &Api, places: &[Place], tested: &AllTested) -> Vec<Group> {
    if node.kind == ApiKind::Http {
        return Vec::new();
    }
    let one = |(id, integration): (&IntegrationId, &Arc<Integration>)| {
        let verdicts = tested.get(id).map(|tested| tested.verdicts.as_slice()).unwrap_or_default();
        let proxy = matches!(
            integration.target.kind(),
            studio_core::aws::IntegrationKind::AwsProxy | studio_core::aws::IntegrationKind::HttpProxy
        );
        Group {
            id: *id,
            name: if integration.name.is_empty() {
                "Unnamed integration".to_owned()
            } else {
                integration.name.clone()
            },
            places: places
                .iter()
                .filter(|place| place.api == api && place.integration == *id)
                .cloned()
                .collect(),
            passed: verdicts.iter().filter(|verdict| verdict.outcome == Outcome::Passed).count(),
            tests: verdicts.len(),
            blocked: proxy
                .then(|| "A proxy integration has no templates: make it a mapped one first".to_owned()),
            statuses: integration.responses.iter().map(|response| response.status.clone()).collect(),
        }
    };
    node.integrations.iter().map(one).collect()
}

#[component]
fn One(api: ApiId, group: Group) -> impl IntoView {
    let view = TemplateView::get();
    let Group { id, name, places, passed, tests, blocked, statuses } = group;
    let tone = if passed == tests { Tone::Pass } else { Tone::Fail };
    let add = move |response: Option<String>| {
        let design = view.studio.design().get_untracked();
        let node = design.apis.get(&api).and_then(|api| api.integrations.get(&id));
        let Some(mut node) = node.map(|node| Integration::clone(node)) else { return };
        let templates = node.templates_mut(response.as_deref());
        let Some(templates) = templates else { return };
        let free = |key: &&str| !templates.contains_key(*key);
        let offered = ["application/json", "$default", "application/xml", "text/plain"];
        let key = offered.iter().copied().find(free).unwrap_or("application/octet-stream").to_owned();
        templates.insert(key.clone(), FIRST_TEMPLATE.to_owned());
        if view.studio.edit(Edit::PutIntegration(api, id, Arc::new(node))) {
            view.choose(Place { api, integration: id, response, key });
        }
    };
    let items = Signal::derive(move || {
        let locked = view.studio.read_only().map(|reason| reason.text()).or_else(|| blocked.clone());
        let mut items = vec![MenuItem::new("Request template", move || add(None)).blocked(locked.clone())];
        items.extend(statuses.iter().cloned().map(|status| {
            let words = format!("Template of response {status}");
            MenuItem::new(words, move || add(Some(status.clone()))).blocked(locked.clone())
        }));
        items
    });
    let row = move |place: Place| {
        let (mine, chosen) = (place.clone(), place.clone());
        let current = move || (view.place.read().as_ref() == Some(&mine)).then_some("true");
        view! {
            <li>
                <button
                    type="button"
                    class="template-row truncate"
                    aria-current=current
                    on:click=move |_| view.choose(chosen.clone())
                >
                    {title(&place)}
                </button>
            </li>
        }
    };
    view! {
        <section class="template-group">
            <header>
                <h3 class="truncate">{name.clone()}</h3>
                {(tests > 0).then(|| view! { <Chip tone=tone>{format!("{passed}/{tests}")} <span class="sr-only">" tests pass"</span></Chip> })}
                <Menu label=format!("Add a template to {name}") glyph=Glyph::Plus icon_only=true kind=ButtonKind::Ghost items=items />
            </header>
            <ul>{places.into_iter().map(row).collect_view()}</ul>
        </section>
    }
}
