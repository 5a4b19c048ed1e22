//! How much of what the provider offers for API Gateway the files set, and what they leave to AWS.

use leptos::prelude::*;
use studio_core::terraform::{ResourceCoverage, coverage};

use super::state::Exported;
use crate::text;
use crate::ui::{EmptyState, Glyph};

/// The part of the panel.
#[component]
pub fn Arguments() -> impl IntoView {
    let exported = Exported::get();
    let found = Memo::new(move |_| coverage(&exported.bundle.read()));
    let sentence = move || {
        let found = found.read();
        let blocks = found.resources.iter().map(|of| of.blocks).sum::<usize>();
        format!(
            "{} of API Gateway · {} of {} arguments set",
            text::count(blocks, "resource block"),
            found.arguments_set,
            found.arguments_settable,
        )
    };
    view! {
        <Show
            when=move || !found.read().resources.is_empty()
            fallback=|| view! {
                <EmptyState glyph=Glyph::Terraform title="No resource of API Gateway" text="The files hold none whose arguments are counted." />
            }
        >
            <div class="stack" data-testid="terraform-arguments">
                <p>
                    <b>{sentence}</b>
                    <span class="muted">
                        " Each type counts once, with every argument and block that the provider offers for it and \
                        has not deprecated. What is not set is AWS's default."
                    </span>
                </p>
                <div class="card tf-arguments">
                    <For each=move || found.get().resources key=|of| of.kind.clone() let:of>
                        {
                            let kind = StoredValue::new(of.kind);
                            let now = Memo::new(move |_| {
                                let found = found.read();
                                found.resources.iter().find(|of| of.kind == kind.get_value()).cloned().unwrap_or_default()
                            });
                            view! { <OfType of=now /> }
                        }
                    </For>
                </div>
            </div>
        </Show>
    }
}

/// One type: how many are set, and a list of those that are not.
#[component]
fn OfType(of: Memo<ResourceCoverage>) -> impl IntoView {
    let counts = move || {
        let of = of.read();
        format!("{} of {}", of.set.len(), of.set.len() + of.unset.len())
    };
    let list =
        |title: &'static str, names: Vec<String>| {
            (!names.is_empty()).then(|| view! {
            <h3>{title}</h3>
            <ul>{names.into_iter().map(|name| view! { <li><code>{name}</code></li> }).collect_view()}</ul>
        })
        };
    view! {
        <details>
            <summary>
                <code>{move || of.read().kind.clone()}</code>
                <span class="muted">{move || text::count(of.read().blocks, "block")}</span>
                <span class="spacer"></span>
                <span class="num">{counts}</span>
            </summary>
            <div class="body">
                {move || list("Not set", of.get().unset)}
                {move || list("Set", of.get().set)}
            </div>
        </details>
    }
}
