//! The frame around the panels: bar, rail, status line, and the dialogs that every panel can open.

mod bar;
mod dialogs;
mod findings;
mod help;
mod keys;
mod palette;
mod rail;
mod rename;
mod status;

use leptos::prelude::*;
use studio_core::design::{ApiId, Item};

use crate::panels::Panel;
use crate::parts::PanelPart;
use crate::platform::{dom, page};
use crate::start::{Preview, Purpose, StartScreen, is_source, take_files};
use crate::studio::Studio;
use crate::ui::DropZone;

pub(crate) use dialogs::content as dialog_content;
pub use findings::FindingList;

/// A dialog that is open over the panels.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// Commands and items, by typing.
    Palette,
    /// The shortcuts.
    Help,
    /// What is wrong or unwise.
    Findings,
    /// What is needed, and the kind of API that follows.
    New(Purpose),
    /// A design that would take the place of the current one.
    Preview(Box<Preview>),
    /// A text to open.
    Paste,
    /// Another kind for an API.
    Convert(ApiId),
    /// Another name for an item.
    Rename(Item),
}

/// The whole page.
#[component]
pub fn Shell() -> impl IntoView {
    let studio = Studio::get();
    keys::listen(studio);
    studio.watch_expectations();
    Effect::new(move |_| {
        let name = studio.design().read().name.clone();
        let title =
            if name.is_empty() { "Gateway Studio".to_owned() } else { format!("{name} · Gateway Studio") };
        page::set_title(&title);
    });
    // After a change of panel by key or palette the focus would be lost with the old panel.
    Effect::new(move |before: Option<Panel>| {
        let panel = studio.panel.get();
        if before.is_some_and(|before| before != panel) {
            request_animation_frame(|| {
                dom::focus_id("view");
            });
            studio.toasts().announce(panel.title());
        }
        panel
    });
    view! {
        <a class="skip" href="#view" on:click=skip>
            "Skip to the panel"
        </a>
        <DropZone
            label="Drop to open: a saved design, an OpenAPI document, Terraform files or a folder of them"
            wanted=is_source
            on_files=move |opened| leptos::task::spawn_local(take_files(studio, opened))
        >
            <div class="shell" data-testid="shell">
                <bar::Bar />
                <rail::Rail />
                <main class="view" id="view" tabindex="-1" data-panel=move || studio.panel.get().id()>
                    <status::ReadOnlyBanner />
                    <PanelView />
                </main>
                <status::Status />
            </div>
        </DropZone>
        <dialogs::Dialogs />
    }
}

/// The panel in view, or where to begin while there is nothing to show.
#[component]
fn PanelView() -> impl IntoView {
    let studio = Studio::get();
    let shown = Memo::new(move |_| (!studio.is_empty()).then(|| studio.panel.get()));
    // The first screen and what had the focus there are gone when a design is open.
    Effect::new(move |before: Option<bool>| {
        let open = shown.read().is_some();
        if before == Some(false) && open {
            request_animation_frame(|| {
                dom::focus_id("view");
            });
        }
        open
    });
    move || match shown.get() {
        Some(panel) => view! {
            <h1 class="sr-only">{panel.title()}</h1>
            <PanelPart panel=panel />
        }
        .into_any(),
        None => view! { <StartScreen /> }.into_any(),
    }
}

fn skip(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    dom::focus_id("view");
}
