//! What an import of Terraform files took over: resources by type, and what is kept as it was written.

use std::collections::BTreeMap;

use leptos::prelude::*;
use studio_core::design::Terraform;
use studio_core::terraform::{FromFiles, Said, from_files, instances};

use super::read::{Opened, TERRAFORM};
use crate::text::count;
use crate::ui::FromFilesList;

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
                    {repeated(kept)}
                    {expressions(kept)}
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
            list(
                &words,
                types
                    .into_iter()
                    .map(|(kind, number)| view! { <li><code>{format!("{number} {kind}")}</code></li> })
                    .collect_view(),
            ),
        )
    })
}

/// Blocks that make several resources: the design has an item for each.
fn repeated(kept: &Terraform) -> Option<AnyView> {
    let all = instances(kept);
    let number: usize = all.iter().map(|(_, keys)| keys.len()).sum();
    let words =
        format!("Written out: {} of {}", count(number, "resource"), count(all.len(), "repeated block"));
    let lines = all.into_iter().map(|(block, keys)| {
        let keys = keys.join("; ");
        view! { <li><code>{block}</code> ": " <code>{keys}</code></li> }
    });
    let lines = lines.collect_view();
    (number > 0).then(|| {
        let note = "Each instance that `count`, `for_each` or a module makes is an item of its own here, with the \
                    values that it has now. Where an export gives one another address, a `moved` block says so.";
        disclosure(words.clone(), view! { <p class="muted">{crate::text::rich(note)}</p> {list(&words, lines)} })
    })
}

/// Arguments that the files have as expressions, and those that they leave out.
fn expressions(kept: &Terraform) -> Option<AnyView> {
    let (left_out, found): (Vec<FromFiles>, Vec<FromFiles>) =
        from_files(kept, |_| true).into_iter().partition(|one| one.said == Said::LeftOut);
    let number = found.len() + kept.expressions.len();
    let in_texts =
        kept.expressions.iter().map(|text| view! { <li><code>{text.clone()}</code></li> }).collect_view();
    let of_texts = (!kept.expressions.is_empty()).then(
        || view! { <p class="muted">"Known to a plan alone, and kept inside texts of the design:"</p> },
    );
    let note = (!found.is_empty()).then_some(
        "The export writes the expression as long as the design has the value that it comes to now.",
    );
    let words = format!("Kept as expressions: {}", count(number, "value"));
    let expressions = (number > 0).then(|| {
        let label = words.clone();
        let content = view! {
            {note.map(|note| view! { <p class="muted">{note}</p> })}
            <div class="kept-lines" tabindex="0" role="region" aria-label=label>
                <FromFilesList found=found />
                {of_texts}
                <ul>{in_texts}</ul>
            </div>
        };
        disclosure(words, content)
    });
    let words = format!("Left out as in the files: {}", count(left_out.len(), "argument"));
    let left_out = (!left_out.is_empty()).then(|| {
        let label = words.clone();
        let content = view! {
            <div class="kept-lines" tabindex="0" role="region" aria-label=label>
                <FromFilesList found=left_out />
            </div>
        };
        disclosure(words, content)
    });
    let any = expressions.is_some() || left_out.is_some();
    any.then(|| view! { {expressions} {left_out} }.into_any())
}

/// Blocks that are exported again as they were written.
fn as_written(kept: &Terraform) -> Option<AnyView> {
    let words = format!("Kept as written, and exported so: {}", count(kept.blocks.len(), "block"));
    let line = |file: &str, text: &str| format!("{file}: {}", first_line(text));
    let lines = kept.blocks.iter().map(|block| line(&block.file, &block.text));
    (!kept.blocks.is_empty()).then(|| {
        let lines = lines.map(|line| view! { <li><code>{line}</code></li> }).collect_view();
        disclosure(words.clone(), list(&words, lines))
    })
}

/// The line that begins a block, below its comments.
fn first_line(text: &str) -> &str {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let begins = lines.clone().find(|line| !line.starts_with('#') && !line.starts_with("//"));
    begins.or_else(|| lines.next()).unwrap_or_default().trim_end_matches('{').trim_end()
}

fn disclosure(words: String, content: impl IntoView + 'static) -> AnyView {
    view! {
        <details class="details">
            <summary>{words}</summary>
            <div class="stack tight">{content}</div>
        </details>
    }
    .into_any()
}

/// Lines that the arrows scroll.
fn list(words: &str, lines: impl IntoView + 'static) -> impl IntoView + 'static {
    view! { <div class="kept-lines" tabindex="0" role="region" aria-label=words.to_owned()><ul>{lines}</ul></div> }
}
