//! One finding: what it says, where, and what can be done about it.

use leptos::prelude::*;
use studio_core::design::{Item, Severity};
use studio_core::review::{Finding, State};

use super::about::{About, controls};
use super::mend::Mend;
use super::view::{Findings, key};
use super::waive::Waive;
use crate::studio::Studio;
use crate::text;
use crate::ui::{Button, ButtonKind, Chip, Glyph, Icon, Tone};

/// A finding that stays while others change, so that what is typed in it is kept.
#[component]
pub fn FindingRow(row: String, findings: Findings) -> impl IntoView {
    // What it would do is looked up when it is done: its edit holds whole nodes, which may have changed since.
    let now = Memo::new(move |_| findings.read().iter().find(|finding| key(finding) == row).cloned());
    let Some(first) = now.get_untracked() else { return ().into_any() };
    let said = first.diagnostic.clone();
    let glyph = if said.severity == Severity::Note { Glyph::Info } else { Glyph::Warning };
    let controls = controls(said.code).map(|names| view! { <span class="muted">"Also: " {names}</span> });
    let place = (!said.place.is_empty()).then(|| view! { " " <Chip>{said.place.clone()}</Chip> });
    let help = (!said.help.is_empty()).then(|| view! { <p class="muted">{text::rich(&said.help)} "."</p> });
    view! {
        <li class=format!("finding {}", text::tone(said.severity).class()) data-code=said.code>
            <Icon glyph=glyph />
            <div class="words">
                <p>
                    <span class="sr-only">{text::severity(said.severity)} ": "</span>
                    {text::rich(&said.message)}
                    "."
                    {place}
                </p>
                {help}
                <div class="row wrap">
                    <code>{said.code}</code>
                    {controls}
                    {state(&first)}
                </div>
                <div class="row wrap">{said.item.map(|item| view! { <Place item /> })}</div>
                <Mend now findings />
                <Waive now />
                {first.rule().map(|rule| view! { <About rule /> })}
            </div>
        </li>
    }
    .into_any()
}

/// The item, to go there.
#[component]
fn Place(item: Item) -> impl IntoView {
    let studio = Studio::get();
    let document = studio.document_now();
    document.contains(item).then(|| {
        let title = text::title(&document, item);
        view! {
            <Button kind=ButtonKind::Ghost on_press=move |()| studio.reveal(item)>
                {format!("Go to {title}")}
            </Button>
        }
    })
}

fn state(finding: &Finding) -> Option<impl IntoView + use<>> {
    let waiver = finding.waiver.as_ref()?;
    let (tone, word) = match finding.state {
        State::Open => return None,
        State::Expired => (Tone::Note, "waiver expired"),
        State::Waived => (Tone::Pass, "waived"),
    };
    let until = waiver.expires_on.as_ref().map(|day| format!(" (until {day})")).unwrap_or_default();
    let reason = format!("{}{until}", waiver.reason);
    Some(view! { <Chip tone=tone>{word}</Chip> <span>{reason}</span> })
}
