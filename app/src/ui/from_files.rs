//! Arguments as Terraform files have them: the address, what stands there, and what it comes to.

use leptos::prelude::*;
use studio_core::terraform::{FromFiles, Said};

/// The arguments, by the resource that they stand in.
#[component]
pub fn FromFilesList(
    /// Sorted by address.
    found: Vec<FromFiles>,
) -> impl IntoView {
    let resources: Vec<_> = found
        .chunk_by(|one, next| one.address == next.address)
        .map(|of_one| {
            let address = of_one.first().map(|one| one.address.clone()).unwrap_or_default();
            let name = if address.is_empty() {
                "Every resource".into_any()
            } else {
                view! { <code>{address}</code> }.into_any()
            };
            view! {
                <div>
                    <dt>{name}</dt>
                    {of_one.iter().map(argument).collect_view()}
                </div>
            }
        })
        .collect();
    view! { <dl class="from-files">{resources}</dl> }
}

/// `name = var.name`, and below what it comes to.
fn argument(one: &FromFiles) -> impl IntoView + use<> {
    let set = |text: &str| view! { <code>{format!("{} = {text}", one.argument)}</code> }.into_any();
    let muted = |words: &'static str| view! { <span class="muted">{words}</span> }.into_any();
    let (what, now) = match &one.said {
        Said::Computed { expression, value: Some(value) } => (
            set(expression),
            view! { <span class="muted">"comes to " <code>{value.clone()}</code></span> }.into_any(),
        ),
        Said::Computed { expression, value: None } => {
            (set(expression), muted("comes to nothing, or the default"))
        }
        Said::Written(text) => (set(text), ().into_any()),
        Said::LeftOut => {
            (view! { <code>{one.argument.clone()}</code> }.into_any(), muted("not set in the files"))
        }
    };
    view! { <dd>{what} {now}</dd> }
}
