//! The bar between two panes.

use leptos::{ev, prelude::*};

use crate::platform::dom;

/// One press of an arrow key.
const STEP_PX: i32 = 16;

/// Which pane's size a splitter changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sized {
    /// The pane to the left of a vertical bar.
    Left,
    /// The pane to the right of a vertical bar.
    Right,
    /// The pane above a horizontal bar.
    Above,
    /// The pane below a horizontal bar.
    Below,
}

/// A bar that changes the size of a pane (`role=separator`, focusable).
///
/// Keyboard: the two arrows along its way change the size by 16 px, Home and End go to the least and the greatest,
/// Enter goes back to the first size. Pointer: drag; a double click goes back. Hidden on narrow windows.
#[component]
pub fn Splitter(
    /// What it divides, for screen readers: "Size of the inspector".
    #[prop(into)]
    label: Signal<String>,
    /// The pane's size in px.
    size_px: RwSignal<i32>,
    /// Which pane.
    pane: Sized,
    /// The least size.
    #[prop(default = 160)]
    min_px: i32,
    /// The greatest size.
    #[prop(default = 640)]
    max_px: i32,
) -> impl IntoView {
    let first_px = size_px.get_untracked();
    let upright = matches!(pane, Sized::Left | Sized::Right);
    let sign = if matches!(pane, Sized::Left | Sized::Above) { 1 } else { -1 };
    let drag = StoredValue::new(None::<(i32, i32)>);
    let along = move |event: &ev::PointerEvent| if upright { event.client_x() } else { event.client_y() };
    let resize = move |px: i32| size_px.set(px.clamp(min_px, max_px));
    let on_key = move |event: ev::KeyboardEvent| {
        let now = size_px.get_untracked();
        let next = match (event.key().as_str(), upright) {
            ("ArrowRight", true) | ("ArrowDown", false) => now + sign * STEP_PX,
            ("ArrowLeft", true) | ("ArrowUp", false) => now - sign * STEP_PX,
            ("Home", _) => min_px,
            ("End", _) => max_px,
            ("Enter", _) => first_px,
            _ => return,
        };
        event.prevent_default();
        resize(next);
    };
    view! {
        <div
            class=if upright { "splitter upright" } else { "splitter" }
            role="separator"
            tabindex="0"
            aria-label=move || label.get()
            aria-orientation=if upright { "vertical" } else { "horizontal" }
            aria-valuemin=min_px
            aria-valuemax=max_px
            aria-valuenow=move || size_px.get()
            on:keydown=on_key
            on:dblclick=move |_| resize(first_px)
            on:pointerdown=move |event| {
                dom::capture_pointer(&event);
                drag.set_value(Some((along(&event), size_px.get_untracked())));
            }
            on:pointermove=move |event| {
                if let Some((start, size)) = drag.get_value() {
                    resize(size + sign * (along(&event) - start));
                }
            }
            on:pointerup=move |_| drag.set_value(None)
            on:pointercancel=move |_| drag.set_value(None)
        ></div>
    }
}
