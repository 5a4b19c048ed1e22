//! Gateway Studio's page: a Leptos application over `studio-core`.
//!
//! Read [`studio`] first: one context holds the document and everything derived from it. [`panels`] lists the views,
//! [`commands`] what the user can do. A panel uses `studio`, `ui` and `studio-core`, never another panel; only
//! `platform` knows the browser.

mod app;
pub mod canvas;
pub mod commands;
pub mod cost;
pub mod embed;
pub mod flow;
pub mod inspector;
pub mod outline;
pub mod panels;
pub mod parts;
pub mod platform;
pub mod quota;
pub mod review;
pub mod shell;
pub mod start;
pub mod studio;
pub mod template;
pub mod terraform;
pub mod text;
pub mod ui;

/// Mounts the studio on the page.
pub fn start() {
    leptos::mount::mount_to_body(app::App);
}
