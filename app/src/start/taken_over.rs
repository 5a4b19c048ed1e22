//! What an import of Terraform files took over: resources by type, and what is kept as it was written.

use std::collections::BTreeMap;

use leptos::prelude::*;
use studio_core::design::Terraform;

use super::read::{Opened, TERRAFORM};
use crate::text::count;

/// The counts, with what they are of; nothing for other sources.
#[component]
pub(super) fn TakenOver(shown: RwSignal<Opened>) -> impl IntoView {
    move || {
        let opened = shown.read();
        (opened.source == TERRAFORM).then(|| {
            let kept = &opened.document.design.terraform;
            view! {
                <div class="stack tight" data-testid="preview-terraform">
                    {resources(kept)}
                    {as_written(kept)}
                </div>
            }
        })
    }
}

/// Resources that are part of the design now, by type.
fn resources(kept: &Terraform) -> Option<AnyView> {
    let mut types: BTreeMap<String, usize> = BTreeMap::new();
    for address in kept.addresses.values() {
        let parts: Vec<&str> = address.split('.').collect();
        if let Some(at) = parts.iter().position(|part| part.starts_with("aws_")) {
            *types.entry(parts.get(at).map(|kind| (*kind).to_owned()).unwrap_or_default()).or_default() += 1;
        }
    }
    let words = format!("{} of {}", count(types.values().sum(), "resource"), count(types.len(), "type"));
    (!types.is_empty()).then(|| {
        disclosure(
            format!("Taken over: {words}"),
            types.into_iter().map(|(kind, number)| format!("{number} {kind}")).collect(),
        )
    })
}

/// What is exported again as it was written.
fn as_written(kept: &Terraform) -> Option<AnyView> {
    let expressions = kept.expressions.len() + kept.arguments.len();
    let mut parts = Vec::new();
    if expressions > 0 {
        parts.push(count(expressions, "expression"));
    }
    if !kept.blocks.is_empty() {
        parts.push(count(kept.blocks.len(), "block"));
    }
    let blocks = kept.blocks.iter().map(|block| format!("{}: {}", block.file, first_line(&block.text)));
    let arguments = kept.arguments.iter().map(|(place, expression)| format!("{place} = {expression}"));
    let lines: Vec<String> = blocks.chain(kept.expressions.iter().cloned()).chain(arguments).collect();
    (!lines.is_empty())
        .then(|| disclosure(format!("Kept as written, and exported so: {}", parts.join(" and ")), lines))
}

/// The line that begins a block, below its comments.
fn first_line(text: &str) -> &str {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let begins = lines.clone().find(|line| !line.starts_with('#') && !line.starts_with("//"));
    begins.or_else(|| lines.next()).unwrap_or_default().trim_end_matches('{').trim_end()
}

fn disclosure(words: String, lines: Vec<String>) -> AnyView {
    view! {
        <details class="details">
            <summary>{words}</summary>
            <ul class="kept-lines">{lines.into_iter().map(|line| view! { <li><code>{line}</code></li> }).collect_view()}</ul>
        </details>
    }
    .into_any()
}
