//! The Flow panel.

use leptos::prelude::*;

/// One request, step by step.
#[component]
pub fn FlowPanel() -> impl IntoView {
    view! { <section class="page"></section> }
}
