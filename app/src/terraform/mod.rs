//! The view of `terraform`: the module that builds the design.

mod changes;
mod code;
mod colours;
mod compare;
mod coverage;
mod file;
mod files;
mod findings;
mod items;
mod openapi;
mod options;
mod outline;
mod panel;
mod save;
mod state;

use studio_core::design::Item;

pub use panel::TerraformPanel;

use crate::panels::Panel;
use crate::platform::now;
use crate::studio::Studio;
use leptos::prelude::*;

/// What is to be shown as soon as the panel is in view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Jump {
    /// What the user looked at last.
    #[default]
    Nowhere,
    /// The first block of an item.
    Block(Item),
    /// The API as an OpenAPI document.
    OpenApi,
}

/// Goes to the first block that an item becomes.
pub fn show(studio: Studio, item: Item) {
    studio.dialog.set(None);
    studio.select(item);
    studio.keep::<Jump>().set(Jump::Block(item));
    studio.panel.set(Panel::Terraform);
}

/// Remembers the files that the design in view was read from, to show what an export changes in them.
pub fn came_from(studio: Studio, files: Vec<(String, String)>) {
    let last = state::LastExport { at_ms: now::epoch_ms(), files, imported: true };
    leptos::task::spawn_local(state::remember(studio, last));
}

/// Goes to the OpenAPI document of the API in view.
pub fn show_openapi(studio: Studio) {
    studio.keep::<Jump>().set(Jump::OpenApi);
    studio.panel.set(Panel::Terraform);
}
