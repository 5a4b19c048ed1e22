//! A window that must be answered before going on.

use leptos::{html, prelude::*};

use super::button::IconButton;
use super::icon::Glyph;
use super::id::next_id;
use super::toast::ToastLayer;
use crate::platform::dom;

/// What gets the focus when a dialog opens: the first that there is.
const FIRST: [&str; 3] = [
    "[autofocus]",
    ".dialog-body :is(input, select, textarea, button, a[href]):not(:disabled)",
    "header button",
];

/// How wide a dialog is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DialogSize {
    /// A question: 420 px.
    Small,
    /// A form: 620 px.
    #[default]
    Medium,
    /// A comparison: 960 px.
    Large,
}

/// A modal dialog on the browser's `<dialog>`.
///
/// Keyboard: the focus goes to what has `autofocus`, else to the first control, and cannot leave; Escape and the
/// cross close it; the focus returns to where it was. A press beside it closes it too. Screen readers hear the title.
/// The content exists only while it is open. On a narrow window it fills the width.
#[component]
pub fn Dialog(
    /// Whether it is shown; set to false when the user closes it.
    open: RwSignal<bool>,
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// How wide it is.
    #[prop(optional)]
    size: DialogSize,
    /// Runs when the user closes it, by whatever means.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    /// The content; put buttons last, in `<div class="dialog-actions">`.
    children: ChildrenFn,
) -> impl IntoView {
    let node_ref = NodeRef::<html::Dialog>::new();
    let title_id = StoredValue::new(next_id("dialog"));
    let class = match size {
        DialogSize::Small => "dialog small",
        DialogSize::Medium => "dialog",
        DialogSize::Large => "dialog large",
    };
    let layer = ToastLayer::of_dialog();
    follow(open, node_ref, layer);
    focus_inside(open, node_ref);
    let closed = move || {
        // The event comes late: it may be open again.
        if node_ref.get_untracked().is_some_and(|dialog| dialog.open()) {
            return;
        }
        if open.get_untracked() {
            open.set(false);
        }
        if let Some(on_close) = on_close {
            on_close.run(());
        }
    };
    // Not by way of the browser's event, which may wait for the next frame.
    let close = move |()| open.set(false);
    // The dialog has no padding of its own: a press on the element itself is a press on the veil.
    let beside = move |event: leptos::ev::PointerEvent| {
        if event.target() == event.current_target() {
            close(());
        }
    };
    view! {
        <dialog
            class=class
            node_ref=node_ref
            aria-labelledby=title_id.get_value()
            on:close=move |_| closed()
            on:pointerdown=beside
        >
            <Show when=move || open.get()>
                <div class="dialog-box">
                    <header>
                        <h2 id=title_id.get_value()>{move || title.get()}</h2>
                        <IconButton glyph=Glyph::Cross label="Close" on_press=close />
                    </header>
                    <div class="dialog-body">{children()}</div>
                </div>
            </Show>
            {layer.view()}
        </dialog>
    }
}

fn focus_inside(open: RwSignal<bool>, node_ref: NodeRef<html::Dialog>) {
    Effect::new(move |_| {
        if open.get() {
            // Once it is open and its content is there.
            request_animation_frame(move || {
                if let Some(Some(dialog)) = node_ref.try_get_untracked() {
                    FIRST.into_iter().any(|selector| dom::focus_first(&dialog, selector));
                }
            });
        }
    });
}

/// Opens and closes the browser's dialog as `open` says, and takes the notices along.
pub(super) fn follow(open: RwSignal<bool>, node_ref: NodeRef<html::Dialog>, layer: ToastLayer) {
    Effect::new(move |_| {
        let (open, Some(dialog)) = (open.get(), node_ref.get()) else { return };
        match (open, dialog.open()) {
            (true, false) => {
                let _ = dialog.show_modal();
                layer.enter();
            }
            (false, is_open) => {
                if is_open {
                    dialog.close();
                }
                layer.leave();
            }
            (true, true) => {}
        }
    });
}
