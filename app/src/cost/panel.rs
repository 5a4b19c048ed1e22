//! The Cost panel.

use leptos::prelude::*;

/// The monthly cost.
#[component]
pub fn CostPanel() -> impl IntoView {
    view! { <section class="page"></section> }
}
