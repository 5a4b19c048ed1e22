//! Buttons.

use leptos::{html, prelude::*};

use super::icon::{Glyph, Icon};

/// How much a button wants to be pressed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// One of several.
    #[default]
    Default,
    /// The one thing to do here; at most one in view.
    Primary,
    /// Quiet, for bars and rows.
    Ghost,
    /// Deletes or loses something.
    Danger,
}

impl ButtonKind {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Default => "btn",
            Self::Primary => "btn primary",
            Self::Ghost => "btn ghost",
            Self::Danger => "btn danger",
        }
    }
}

/// A button with words, optionally after a drawing.
///
/// Keyboard: Enter and Space press it. A disabled one stays in the tab order (`aria-disabled`), so that its `hint`,
/// which should say why, can be read; pressing it does nothing.
#[component]
pub fn Button(
    /// Runs when pressed.
    #[prop(into)]
    on_press: Callback<()>,
    /// How much it wants to be pressed.
    #[prop(optional)]
    kind: ButtonKind,
    /// A drawing before the words.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// Cannot be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// A tooltip: what it does or why it is disabled.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// The element, for focus or geometry.
    #[prop(optional)]
    node_ref: NodeRef<html::Button>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=kind.class()
            node_ref=node_ref
            aria-disabled=move || disabled.get().then_some("true")
            data-tip=move || hint.get()
            on:click=move |_| {
                if !disabled.get_untracked() {
                    on_press.run(());
                }
            }
        >
            {glyph.map(|glyph| view! { <Icon glyph=glyph /> })}
            {children()}
        </button>
    }
}

/// A button with a drawing only; `label` is its name for screen readers and its tooltip.
///
/// Keyboard as [`Button`]. With `pressed` it is a toggle (`aria-pressed`).
#[component]
pub fn IconButton(
    /// The drawing.
    #[prop(into)]
    glyph: Signal<Glyph>,
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// Runs when pressed.
    #[prop(into)]
    on_press: Callback<()>,
    /// How much it wants to be pressed; `Ghost` unless told.
    #[prop(default = ButtonKind::Ghost)]
    kind: ButtonKind,
    /// Cannot be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// On or off, for a toggle.
    #[prop(optional, into)]
    pressed: MaybeProp<bool>,
    /// A shortcut to show after the name in the tooltip.
    #[prop(optional, into)]
    shortcut: MaybeProp<String>,
    /// The element, for focus or geometry.
    #[prop(optional)]
    node_ref: NodeRef<html::Button>,
) -> impl IntoView {
    let tip = move || match shortcut.get() {
        Some(shortcut) => format!("{} ({shortcut})", label.get()),
        None => label.get(),
    };
    view! {
        <button
            type="button"
            class=format!("{} icon-only", kind.class())
            node_ref=node_ref
            aria-label=move || label.get()
            aria-pressed=move || pressed.get().map(|on| on.to_string())
            aria-disabled=move || disabled.get().then_some("true")
            data-tip=tip
            on:click=move |_| {
                if !disabled.get_untracked() {
                    on_press.run(());
                }
            }
        >
            <Icon glyph=glyph />
        </button>
    }
}
