//! What stands where nothing is yet, where something failed, and while waiting.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// Nothing here yet: says what would be here and offers the way to it.
#[component]
pub fn EmptyState(
    /// "No routes yet".
    #[prop(into)]
    title: Signal<String>,
    /// What to do.
    #[prop(optional, into)]
    text: MaybeProp<String>,
    /// A drawing.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="state">
            {glyph.map(|glyph| view! { <Icon glyph=glyph size=28 /> })}
            <h3>{move || title.get()}</h3>
            {move || text.get().map(|text| view! { <p>{text}</p> })}
            {children.map(|children| view! { <div class="row wrap">{children()}</div> })}
        </div>
    }
}

/// Something failed: what, why, and what can be done. Announced when it appears (`role=alert`).
#[component]
pub fn ErrorState(
    /// What failed.
    #[prop(into)]
    title: Signal<String>,
    /// Why, and what to do.
    #[prop(optional, into)]
    text: MaybeProp<String>,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="state fail" role="alert">
            <Icon glyph=Glyph::Warning size=28 />
            <h3>{move || title.get()}</h3>
            {move || text.get().map(|text| view! { <p>{text}</p> })}
            {children.map(|children| view! { <div class="row wrap">{children()}</div> })}
        </div>
    }
}

/// A line of advice inside a panel, for what the user should know about it.
#[component]
pub fn Notice(
    /// What it means.
    #[prop(optional, into)]
    tone: Signal<super::Tone>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let glyph = Signal::derive(move || match tone.get() {
        super::Tone::Pass => Glyph::Check,
        super::Tone::Note | super::Tone::Fail => Glyph::Warning,
        _ => Glyph::Info,
    });
    view! {
        <div class=move || format!("notice {}", tone.get().class())>
            <Icon glyph=glyph />
            <div>{children()}</div>
        </div>
    }
}

/// Something is being done; the label is announced (`role=status`). Stands still when less motion is asked for.
#[component]
pub fn Spinner(
    /// What is being done: "Reading the file".
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="spinner" role="status">
            <i aria-hidden="true"></i>
            {move || label.get()}
        </span>
    }
}

/// How far something is (`role=progressbar`).
#[component]
pub fn Progress(
    /// What is being done.
    #[prop(into)]
    label: Signal<String>,
    /// From 0 to 100.
    #[prop(into)]
    percent: Signal<u8>,
) -> impl IntoView {
    let percent = move || percent.get().min(100);
    view! {
        <div
            class="meter accent"
            role="progressbar"
            aria-label=move || label.get()
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || percent().to_string()
        >
            <i style:width=move || format!("{}%", percent())></i>
        </div>
    }
}
