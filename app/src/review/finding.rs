//! One finding: what it says, where, and what can be done about it.

use leptos::prelude::*;
use studio_core::design::Item;
use studio_core::review::{Finding, State};

use super::mend::Mend;
use super::view::Findings;
use super::waive::Waive;
use crate::studio::Studio;
use crate::text;
use crate::ui::{Button, ButtonKind, Chip, Tone};

/// A finding that stays while others change, so that what is typed in it is kept.
#[component]
pub fn FindingRow(row: String, findings: Findings) -> impl IntoView {
    // What it would do is looked up when it is done: its edit holds whole nodes, which may have changed since.
    let now = Memo::new(move |_| {
        let findings = findings.read();
        findings.iter().find(|one| one.key == row).map(|one| one.finding.clone())
    });
    let Some(first) = now.get_untracked() else { return ().into_any() };
    let said = first.diagnostic.clone();
    let place = (!said.place.is_empty())
        .then(|| view! { " " <code class="review-place">{said.place.clone()}</code> });
    let help = (!said.help.is_empty()).then(
        || view! { <p class="muted">{text::rich(&format!("{}.", said.help.trim_end_matches('.')))}</p> },
    );
    view! {
        <li class="finding" data-code=said.code tabindex="-1">
            <div class="words">
                <p>
                    <span class="sr-only">{text::severity(said.severity)} ": "</span>
                    {text::rich(&said.message)}
                    "."
                    {place}
                </p>
                {help}
                {state(&first)}
                <div class="review-acts">
                    {said.item.map(|item| view! { <Place item /> })}
                    <Mend now />
                    <Waive now />
                </div>
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
        let hint = format!("Shows the {} on the Design panel", item.noun());
        view! {
            <Button kind=ButtonKind::Ghost hint=hint on_press=move |()| studio.reveal(item)>
                {format!("Go to {title}")}
            </Button>
        }
    })
}

/// What was accepted, why and until when.
fn state(finding: &Finding) -> Option<impl IntoView + use<>> {
    let waiver = finding.waiver.as_ref()?;
    let until = waiver.expires_on.as_deref();
    let (tone, words) = match (finding.state, until) {
        (State::Open, _) => return None,
        (State::Waived, None) => (Tone::Pass, "waived for good".to_owned()),
        (State::Waived, Some(day)) => (Tone::Pass, format!("waived until {day}")),
        (State::Expired, None) => (Tone::Note, "waiver expired".to_owned()),
        (State::Expired, Some(day)) => (Tone::Note, format!("waiver expired on {day}")),
    };
    let reason = waiver.reason.clone();
    Some(view! { <p class="review-reason"><Chip tone=tone>{words}</Chip> <span>{reason}</span></p> })
}
