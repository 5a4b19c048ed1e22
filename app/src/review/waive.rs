//! Accepting a finding with a reason and a last day.

use leptos::prelude::*;
use studio_core::base::Day;
use studio_core::design::edit::Edit;
use studio_core::design::{Item, Severity, Waiver};
use studio_core::review::{Finding, State};

use super::focus::keeping_the_place;
use super::fold::Fold;
use super::take_back::TakeBack;
use super::watch::{day_in, today};
use crate::studio::Studio;
use crate::text;
use crate::ui::{Button, Choice, Field, Select, TextInput, Tone};

/// How long a waiver holds unless the user says otherwise: a quarter, so that somebody looks again.
const USUAL_DAYS: u64 = 90;

/// What a waiver of this finding needs, or the way to take one back.
#[component]
pub fn Waive(now: Memo<Option<Finding>>) -> impl IntoView {
    let Some(finding) = now.get_untracked() else { return ().into_any() };
    let studio = Studio::get();
    let (said, old) = (&finding.diagnostic, finding.waiver.clone());
    // A finding about a waiver tells which one it is by its place.
    if let Some(at) = said.place.strip_prefix("/waivers/").and_then(|at| at.parse::<usize>().ok()) {
        let waiver = studio.document_now().waivers.get(at).cloned();
        return waiver.map(|waiver| view! { <TakeBack at=Some(at) item=None waiver /> }).into_any();
    }
    let (code, item) = (said.code, said.item);
    let of = item.map(|item| text::title(&studio.document_now(), item)).unwrap_or_default();
    let of = format!("{code} {of}");
    let back = old.clone().map(|waiver| view! { <TakeBack at=None item waiver /> });
    let words = match finding.state {
        State::Waived => return back.into_any(),
        State::Expired => "Waive again",
        State::Open if said.severity == Severity::Error => return ().into_any(),
        State::Open => "Waive",
    };
    view! {
        {back}
        <Fold words of>
            <Form code item old=old.clone() />
        </Fold>
    }
    .into_any()
}

/// Reason, last day and how much is accepted.
#[component]
fn Form(code: &'static str, item: Option<Item>, old: Option<Waiver>) -> impl IntoView {
    let studio = Studio::get();
    let reason = RwSignal::new(old.as_ref().map(|old| old.reason.clone()).unwrap_or_default());
    let until = RwSignal::new(day_in(USUAL_DAYS).to_string());
    let whole_rule = old.as_ref().is_some_and(|old| old.item.is_none()) || item.is_none();
    let scope = RwSignal::new(if whole_rule { "rule" } else { "item" }.to_owned());
    let mut scopes = vec![Choice::new("rule", "All findings of the rule")];
    if item.is_some() {
        scopes.insert(0, Choice::new("item", "Findings of the rule about this item"));
    }
    let locked = Signal::derive(move || studio.read_only().is_some());
    // Told when the button is pressed, and not while a field is left: a line that comes or goes then would move the
    // button away from under the press that left it.
    let (no_reason, no_day) = (RwSignal::new(None::<String>), RwSignal::new(None::<String>));
    let waive = move |()| {
        let (reason, until) = (reason.get_untracked(), until.get_untracked());
        no_reason.set(why_not(&reason));
        no_day.set(wrong_day(&until));
        if let Some(wrong) = no_reason.get_untracked().or_else(|| no_day.get_untracked()) {
            return studio.say(Tone::Note, format!("Not waived. {wrong}"));
        }
        let until = until.trim();
        let waiver = Waiver {
            rule: code.to_owned(),
            item: item.filter(|_| scope.get_untracked() == "item"),
            reason: reason.trim().to_owned(),
            expires_on: (!until.is_empty()).then(|| until.to_owned()),
        };
        let mut waivers = studio.document_now().waivers.clone();
        // The one that is over makes room, where this one is about as much.
        waivers.retain(|one| old.as_ref() != Some(one) || one.item != waiver.item);
        waivers.push(waiver);
        keeping_the_place(|| {
            if studio.edit(Edit::PutWaivers(waivers)) {
                studio.say(Tone::Pass, format!("Waived {code}"));
            }
        });
    };
    view! {
        <div class="review-form">
            <Field
                label="Reason"
                hint="Whoever reads it next year has to decide again"
                error=Signal::derive(move || no_reason.get())
            >
                <TextInput value=reason on_commit=move |text| reason.set(text) />
            </Field>
            <Field
                label="Last day"
                hint="As `2026-12-31`, in UTC; empty for good"
                error=Signal::derive(move || no_day.get())
            >
                <TextInput value=until on_commit=move |text| until.set(text) />
            </Field>
            <Field label="What is accepted">
                <Select value=scope choices=Signal::stored(scopes) on_change=move |text| scope.set(text) />
            </Field>
            <div class="row wrap">
                <Button on_press=waive disabled=locked attr:data-testid="review-waive">"Waive"</Button>
            </div>
        </div>
    }
}

fn why_not(reason: &str) -> Option<String> {
    reason.trim().is_empty().then(|| "Say why the finding is accepted".to_owned())
}

/// What is wrong with a last day; one that is over accepts nothing.
fn wrong_day(text: &str) -> Option<String> {
    match text.trim() {
        "" => None,
        day => match day.parse::<Day>() {
            Err(error) => Some(error.to_string()),
            Ok(last) => (last < today()).then(|| format!("`{last}` is over: take a later day")),
        },
    }
}
