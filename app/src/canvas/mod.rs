//! The Design panel: outline, diagram and properties of one design.

mod camera;
mod diagram;
mod graph;
mod layout;
mod node;
mod way;
mod window;
mod words;

use leptos::prelude::*;

use crate::inspector::Inspector;
use crate::outline::Outline;
use crate::platform::storage;
use crate::studio::Studio;
use crate::ui::{Sized, Splitter};

use diagram::Diagram;

/// The preference that holds the panes' sizes.
const SIZES: &str = "panes";
const SIZES_PX: (i32, i32) = (256, 340);

/// Outline, diagram, properties.
#[component]
pub fn DesignPanel() -> impl IntoView {
    let studio = Studio::get();
    let (left, right) = sizes();
    let (left, right) = (RwSignal::new(left), RwSignal::new(right));
    Effect::new(move |before: Option<()>| {
        let sizes = format!("{},{}", left.get(), right.get());
        if before.is_some() {
            // Where nothing can be stored, the sizes last as long as the page.
            let _ = storage::set_pref(SIZES, &sizes);
        }
    });
    view! {
        <div
            class="design-panes"
            class:has-selection=move || studio.selection().is_some()
            style:--left=move || format!("{}px", left.get())
            style:--right=move || format!("{}px", right.get())
        >
            <Outline />
            <Splitter label="Size of the outline" size_px=left pane=Sized::Left min_px=180 max_px=480 />
            <Diagram />
            <Splitter label="Size of the properties" size_px=right pane=Sized::Right min_px=260 max_px=640 />
            <Inspector />
        </div>
    }
}

fn sizes() -> (i32, i32) {
    let stored = storage::pref(SIZES).ok().flatten().unwrap_or_default();
    let mut numbers = stored.split(',').map_while(|text| text.parse::<i32>().ok());
    let mut next = |usual: i32| numbers.next().map_or(usual, |size| size.clamp(180, 640));
    (next(SIZES_PX.0), next(SIZES_PX.1))
}
