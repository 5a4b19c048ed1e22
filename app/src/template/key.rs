//! Another key for a template, and its removal.

use leptos::prelude::*;
use studio_core::aws::ApiKind;
use studio_core::template::Place;

use super::state::{TemplateView, title};
use crate::ui::{Button, ButtonKind, Dialog, DialogSize, Field, Glyph, Menu, MenuItem, TextInput, Tone};

/// Content types that are offered.
const OFFERED: [&str; 5] =
    ["application/json", "application/xml", "application/x-www-form-urlencoded", "text/plain", "text/html"];

/// The menu of a template, with the dialog that asks for its key.
#[component]
pub fn KeyMenu(place: Place) -> impl IntoView {
    let view = TemplateView::get();
    let open = RwSignal::new(false);
    let name = title(&place);
    let word = move || if view.kind.get() == ApiKind::WebSocket { "template key" } else { "content type" };
    let place = StoredValue::new(place);
    let items = Signal::derive(move || {
        let locked = view.studio.read_only().map(|reason| reason.text());
        let remove = move || {
            let gone = place.get_value();
            view.remove(&gone);
            view.studio.say(Tone::Neutral, format!("{} is removed; undo brings it back", title(&gone)));
        };
        vec![
            MenuItem::new(format!("Change its {}…", word()), move || open.set(true)).blocked(locked.clone()),
            MenuItem::new("Remove the template", remove)
                .glyph(Glyph::Trash)
                .danger()
                .new_group()
                .blocked(locked),
        ]
    });
    view! {
        <Menu label=format!("More about {name}") glyph=Glyph::More icon_only=true kind=ButtonKind::Ghost items=items />
        <Dialog open=open title=Signal::derive(move || format!("Change the {}", word())) size=DialogSize::Small>
            <KeyForm place=place.get_value() open=open />
        </Dialog>
    }
}

#[component]
fn KeyForm(place: Place, open: RwSignal<bool>) -> impl IntoView {
    let view = TemplateView::get();
    let next = RwSignal::new(place.key.clone());
    let websocket = view.kind.get_untracked() == ApiKind::WebSocket;
    let label = if websocket { "Template key" } else { "Content type" };
    let suggestions =
        if websocket { vec!["$default".to_owned()] } else { OFFERED.map(str::to_owned).to_vec() };
    let taken = {
        let place = place.clone();
        move |key: &str| {
            let other = Place { key: key.to_owned(), ..place.clone() };
            other != place && view.places.read_untracked().contains(&other)
        }
    };
    let wrong = move |key: String| match key.trim() {
        "" => Some(format!("Put a {} in", label.to_lowercase())),
        key if taken(key) => Some(format!("There is a template of {key} already")),
        _ => None,
    };
    let check = Callback::new(wrong.clone());
    let place = StoredValue::new(place);
    let done = move || {
        let key = next.get_untracked().trim().to_owned();
        if check.run(key.clone()).is_some() {
            return;
        }
        open.set(false);
        place.with_value(|place| {
            if key != place.key {
                view.rename(place, key.clone());
            }
        });
    };
    view! {
        <form on:submit=move |event| {
            event.prevent_default();
            done();
        }>
            <Field label=label hint="Its tests go with it">
                <TextInput value=next on_commit=move |text| next.set(text) check=check suggestions=Signal::stored(suggestions) autofocus=true class="mono" />
            </Field>
            <div class="dialog-actions">
                <Button on_press=move |()| open.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary on_press=move |()| done()>"Change"</Button>
            </div>
        </form>
    }
}
