//! The Terraform panel.

use leptos::prelude::*;

/// The module to deploy.
#[component]
pub fn TerraformPanel() -> impl IntoView {
    view! { <section class="page"></section> }
}
