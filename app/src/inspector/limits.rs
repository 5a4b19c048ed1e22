//! What the stage in view sets for one route.

use leptos::prelude::*;
use studio_core::aws::ApiKind;
use studio_core::design::edit::Edit;
use studio_core::design::{ApiId, Item, RouteId, RouteSettings, StageId};

use super::form::{Form, node};
use super::settings;
use crate::studio::{Noun, Studio};
use crate::ui::{Button, EmptyState, Glyph, Notice};

/// The overrides of the route in the stage in view; an override with nothing in it is taken away.
pub(super) fn view(api: ApiId, route: RouteId, kind: ApiKind) -> AnyView {
    let studio = Studio::get();
    let stage = Memo::new(move |_| {
        let chosen = studio.current_stage();
        let ids = studio.stage_ids(api).get();
        chosen.filter(|id| ids.contains(id)).or_else(|| ids.first().copied())
    });
    (move || match stage.get() {
        Some(stage) => of_stage(api, stage, route, kind),
        None => view! {
            <EmptyState glyph=Glyph::Stage title="No stage yet" text="Limits belong to a stage.">
                <Button on_press=move |()| {
                    studio.create_quietly(Noun::Stage, Some(api));
                }>"Add stage"</Button>
            </EmptyState>
        }
        .into_any(),
    })
    .into_any()
}

fn of_stage(api: ApiId, id: StageId, route: RouteId, kind: ApiKind) -> AnyView {
    let studio = Studio::get();
    let value = studio.stage(api, id);
    let stage = node(Item::Stage(api, id), value, move |node| Edit::PutStage(api, id, node));
    let form: Form<RouteSettings> = stage.at(
        move |stage| stage.overrides.get(&route).cloned().unwrap_or_default(),
        move |stage, settings| {
            if settings == RouteSettings::default() {
                stage.overrides.shift_remove(&route);
            } else {
                stage.overrides.insert(route, settings);
            }
        },
    );
    let name = Signal::derive(move || {
        value.with(|stage| stage.as_ref().map(|s| s.name.clone()).unwrap_or_default())
    });
    view! {
        <Notice>{move || format!("In stage {}, for this route alone. What is not set follows the stage.", name.get())}</Notice>
        {settings::view(form, kind)}
        <Button on_press=move |()| studio.select(Item::Stage(api, id))>"Show stage"</Button>
    }
    .into_any()
}
