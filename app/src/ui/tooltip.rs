//! Tooltips: one layer for the whole page.

use leptos::{html, prelude::*};

use crate::platform::{dom, timer::Timer, tips};

/// How long the pointer rests before a tooltip shows.
const DELAY_MS: u32 = 450;
/// Space between the element and its tooltip, and at the window's edges.
const GAP_PX: f64 = 6.0;

/// Shows the `data-tip` text of the element under the pointer or with the keyboard's focus; place it once, at the root.
///
/// Escape hides it. It is for eyes only (`aria-hidden`): an element with a tip has the same words in its name or
/// description.
#[component]
pub fn TooltipLayer() -> impl IntoView {
    let layer = NodeRef::<html::Div>::new();
    let tip = RwSignal::new(None::<tips::Tip>);
    let timer = Timer::new();
    tips::watch(move |found, reason| match (found, reason) {
        (Some(found), tips::Reason::Focus) => {
            timer.cancel();
            tip.set(Some(found));
        }
        (Some(found), tips::Reason::Pointer) => timer.after(DELAY_MS, move || {
            let _ = tip.try_set(Some(found));
        }),
        (None, _) => {
            timer.cancel();
            if tip.read_untracked().is_some() {
                tip.set(None);
            }
        }
    })
    .until_cleanup();
    Effect::new(move |_| {
        let Some(layer) = layer.get() else { return };
        match tip.get() {
            None => {
                dom::hide_popover(&layer);
            }
            Some(tip) => {
                layer.set_text_content(Some(&tip.text));
                dom::show_popover(&layer);
                let (size, (width, height)) = (dom::rect(&layer), dom::window_size());
                let below = tip.at.top + tip.at.height + GAP_PX;
                let fits = below + size.height + GAP_PX <= height;
                let top = if fits { below } else { tip.at.top - GAP_PX - size.height };
                let middle = tip.at.left + (tip.at.width - size.width) / 2.0;
                let left = middle.min(width - size.width - GAP_PX).max(GAP_PX);
                dom::set_style(&layer, "top", &format!("{top}px"));
                dom::set_style(&layer, "left", &format!("{left}px"));
            }
        }
    });
    view! { <div class="tooltip" popover="manual" aria-hidden="true" node_ref=layer></div> }
}
