//! Small marks: chips, methods, keys.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use super::tone::Tone;

/// A short text in a pill; its words must tell what its colour tells.
#[component]
pub fn Chip(
    /// What it means.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// A drawing before the words.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <span class=move || format!("chip {}", tone.get().class())>
            {glyph.map(|glyph| view! { <Icon glyph=glyph size=13 /> })} {children()}
        </span>
    }
}

/// A method or route key word (`GET`, `ANY`, `$connect`) in its colour.
#[component]
pub fn Method(
    /// The word.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    let class = move || match name.get().as_str() {
        known @ ("GET" | "POST" | "PUT" | "PATCH" | "DELETE") => format!("method {known}"),
        _ => "method ANY".to_owned(),
    };
    view! { <span class=class>{move || name.get()}</span> }
}

/// A key or a combination of keys.
#[component]
pub fn Kbd(
    /// As [`Shortcut::label`](crate::platform::keys::Shortcut::label) writes it.
    #[prop(into)]
    keys: Signal<String>,
) -> impl IntoView {
    view! { <kbd>{move || keys.get()}</kbd> }
}
