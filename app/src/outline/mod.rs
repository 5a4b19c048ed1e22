//! Everything of the design as a tree: APIs with their routes and parts, then what they share.

mod groups;
mod order;
mod row;
mod rows;

use std::collections::BTreeMap;

use crate::commands::Command;
use crate::platform::dom;
use crate::studio::{Noun, Studio};
use crate::ui::{ButtonKind, Glyph, IconButton, Menu, MenuItem, TextInput, Tree};
use leptos::prelude::*;
use studio_core::design::Item;

pub(crate) use groups::{MANY_ROUTES, page, route_groups};
use rows::{Mode, Shown, tree_rows};

/// What of the tree is open, and what is searched for; kept while other panels are in view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OutlineState {
    /// Rows that the user opened or closed.
    turned: BTreeMap<String, bool>,
    filter: String,
}

/// The tree.
#[component]
pub fn Outline() -> impl IntoView {
    let studio = Studio::get();
    let state = studio.keep::<OutlineState>();
    let filter = Signal::derive(move || state.read().filter.clone());
    row::GroupCounts::provide(studio);
    let shown = Memo::new(move |_| {
        let (design, state) = (studio.design().get(), state.read());
        let mode = if state.filter.trim().is_empty() {
            Mode::Browse { turned: &state.turned, selected: studio.selection() }
        } else {
            Mode::Search(&state.filter)
        };
        tree_rows(&design, &mode)
    });
    let rows = Memo::new(move |_| shown.read().rows.clone());
    let selected = Signal::derive(move || studio.selection().map(row::item_key));
    let select = move |key: String| {
        if let Some(item) = row::item_of(&key) {
            studio.select(item);
        }
    };
    let turn = move |(key, open): (String, bool)| {
        state.update(|state| {
            state.turned.insert(key, open);
        });
    };
    let delete = move |key: String| row::item_of(&key).into_iter().for_each(|item| studio.delete(item));
    view! {
        <section class="panel outline" aria-label="Outline" data-testid="outline">
            <header>
                <h2>"Outline"</h2>
                <IconButton
                    glyph=Glyph::Settings
                    label="Settings of the design"
                    on_press=move |()| studio.select(Item::Design)
                />
                <AddMenu />
            </header>
            <div class="outline-search" on:input=move |event| {
                // The list follows while the user types; the field itself commits only when they pause.
                state.update(|state| state.filter = event_target_value(&event));
            }>
                <TextInput
                    label="Search the outline"
                    placeholder="Search"
                    value=filter
                    on_commit=move |text| state.update(|state| state.filter = text)
                />
            </div>
            <div on:keydown=move |event| order::on_key(studio, &event)>
                <Tree
                    label="Outline of the design"
                    rows=rows
                    selected=selected
                    on_select=select
                    on_expand=turn
                    on_delete=delete
                    on_activate=move |key: String| activate(studio, &key)
                    let:key
                >
                    <row::Row key=key />
                </Tree>
            </div>
            <Below shown=shown filter=filter />
        </section>
    }
}

/// Says that there is nothing in the list, or that it does not show everything and how to find the rest.
#[component]
fn Below(shown: Memo<Shown>, filter: Signal<String>) -> impl IntoView {
    let nothing =
        move || if filter.read().trim().is_empty() { "Nothing here yet." } else { "Nothing matches." };
    let words = move || {
        let count = shown.read().left_out;
        let items = crate::text::count(count, "more item");
        let verb = if count == 1 { "is" } else { "are" };
        format!("{items} {verb} not listed, to keep the list quick. Search by more of the name to find them.")
    };
    view! {
        <Show when=move || { shown.read().left_out > 0 }>
            <p class="muted outline-none" data-testid="outline-left-out">
                {words}
            </p>
        </Show>
        <Show when=move || shown.read().rows.is_empty()>
            <p class="muted outline-none">{nothing}</p>
        </Show>
    }
}

/// Enter and a double click go to the item's first field.
fn activate(studio: Studio, key: &str) {
    let Some(item) = row::item_of(key) else { return };
    studio.select(item);
    request_animation_frame(|| {
        if let Some(inspector) = dom::by_id("inspector") {
            dom::focus_first(&inspector, "input, select, textarea");
        }
    });
}

/// Adds anything that the API in view can have.
#[component]
fn AddMenu() -> impl IntoView {
    let studio = Studio::get();
    let items = Signal::derive(move || {
        let one = |noun: &Noun| {
            let command = Command::Add(*noun);
            let item = MenuItem::new(crate::text::capitalized(noun.label()), move || command.run(studio));
            item.glyph(Glyph::Plus).blocked(command.blocked(studio))
        };
        let mut items: Vec<MenuItem> = Noun::ALL.iter().map(one).collect();
        let api = MenuItem::new("API…", move || Command::AddApi.run(studio)).glyph(Glyph::Gateway);
        items.push(api.blocked(Command::AddApi.blocked(studio)).new_group());
        items
    });
    view! { <Menu label="Add" glyph=Glyph::Plus icon_only=true kind=ButtonKind::Ghost items=items /> }
}
