//! The Quota panel.

use leptos::prelude::*;

/// AWS's limits and how near they are.
#[component]
pub fn QuotaPanel() -> impl IntoView {
    view! { <section class="page"></section> }
}
