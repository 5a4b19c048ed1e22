//! Gateway Studio's page: a Leptos application over `studio-core`.

use leptos::prelude::*;

pub mod platform;
pub mod ui;

/// Mounts the studio on the page.
pub fn start() {
    leptos::mount::mount_to_body(|| view! { <main>"Gateway Studio"</main> });
}
