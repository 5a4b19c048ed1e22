//! What was left out, refused or decided: above the files, by severity.

use leptos::prelude::*;
use studio_core::design::{Diagnostic, Severity};

use super::panel::show_block;
use super::state::Exported;
use crate::platform::dom;
use crate::studio::Studio;
use crate::text;
use crate::ui::{Button, ButtonKind, Glyph, Icon, Tone};

/// From this many on, warnings begin closed. What was refused never does, and notes always do.
const MANY: usize = 5;

/// The element of a diagnostic, by its place in the bundle's list.
pub fn finding_id(at: usize) -> String {
    format!("terraform-finding-{at}")
}

/// Goes to a diagnostic's words.
pub fn go(at: usize) {
    dom::focus_inside_details(&finding_id(at));
}

/// The groups, errors first.
#[component]
pub fn Findings() -> impl IntoView {
    let exported = Exported::get();
    let found = Memo::new(move |_| {
        exported.bundle.read().diagnostics.iter().cloned().enumerate().collect::<Vec<_>>()
    });
    let groups = move || {
        let all = found.get();
        let open = move |severity: Severity, many: bool| match severity {
            Severity::Error => true,
            Severity::Warning => !many,
            Severity::Note => false,
        };
        let many = all.len() >= MANY;
        [Severity::Error, Severity::Warning, Severity::Note]
            .into_iter()
            .filter_map(move |severity| {
                let mine: Vec<_> =
                    all.iter().filter(|(_, found)| found.severity == severity).cloned().collect();
                (!mine.is_empty()).then(|| group(severity, mine, open(severity, many)))
            })
            .collect_view()
    };
    view! {
        <Show when=move || !found.read().is_empty()>
            <div class="tf-findings" role="region" aria-label="Remarks on the export" data-testid="terraform-findings">
                {groups}
            </div>
        </Show>
    }
}

fn group(severity: Severity, found: Vec<(usize, Diagnostic)>, open: bool) -> impl IntoView + use<> {
    let tone = text::tone(severity);
    let glyph = if tone == Tone::Neutral { Glyph::Info } else { Glyph::Warning };
    let words = text::count(found.len(), &text::severity(severity).to_lowercase());
    view! {
        <details class=format!("notice {}", tone.class()) open=open>
            <summary>
                <Icon glyph=glyph />
                <b>{words}</b>
            </summary>
            <ul>{found.into_iter().map(|(at, diagnostic)| view! { <Finding at=at diagnostic=diagnostic /> }).collect_view()}</ul>
        </details>
    }
}

#[component]
fn Finding(at: usize, diagnostic: Diagnostic) -> impl IntoView {
    let (studio, exported) = (Studio::get(), Exported::get());
    let Diagnostic { item, message, help, .. } = diagnostic;
    let item = item.filter(|item| studio.document_now().contains(*item));
    let in_files = item.filter(|item| exported.first_block(*item).is_some());
    let words = StoredValue::new(text::capitalized(&message));
    let help = (!help.is_empty()).then(|| view! { <span>" " {text::rich(&help)} "."</span> });
    view! {
        <li id=finding_id(at) tabindex="-1">
            <p><b>{text::rich(&words.read_value())} "."</b> {help}</p>
            <span class="row">
                {in_files.map(|item| view! {
                    <Button kind=ButtonKind::Ghost on_press=move |()| show_block(studio, exported, item)>
                        "Show the block" <span class="sr-only">{move || format!(": {}", words.get_value())}</span>
                    </Button>
                })}
                {item.map(|item| view! {
                    <Button kind=ButtonKind::Ghost on_press=move |()| studio.reveal(item)>
                        {format!("Go to {}", text::title(&studio.document_now(), item))}
                    </Button>
                })}
            </span>
        </li>
    }
}
