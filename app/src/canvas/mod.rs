//! The Design panel: outline, diagram and inspector of one design.

use leptos::prelude::*;

/// Outline, diagram, inspector.
#[component]
pub fn DesignPanel() -> impl IntoView {
    view! { <div class="panes"></div> }
}
