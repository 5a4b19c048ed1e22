//! Accepting a finding with a reason and a last day, and taking that back.

use leptos::prelude::*;
use studio_core::base::Day;
use studio_core::design::edit::Edit;
use studio_core::design::{Item, Severity, Waiver};
use studio_core::review::Finding;

use crate::platform::now;
use crate::studio::Studio;
use crate::ui::{Button, Check, Choice, Field, Select, TextInput, Tone};

/// How long a waiver holds unless the user says otherwise: a quarter, so that somebody looks again.
const USUAL_DAYS: u64 = 90;
const SECONDS_A_DAY: u64 = 86_400;

/// What a waiver of this finding needs, or the way to take one back.
#[component]
pub fn Waive(now: Memo<Option<Finding>>) -> impl IntoView {
    let Some(finding) = now.get_untracked() else { return ().into_any() };
    let said = &finding.diagnostic;
    if let Some(waiver) = finding.waiver.clone() {
        return view! { <TakeBack at=None waiver /> }.into_any();
    }
    // A finding about a waiver tells which one it is by its place.
    if let Some(at) = said.place.strip_prefix("/waivers/").and_then(|at| at.parse::<usize>().ok()) {
        let waiver = Studio::get().document_now().waivers.get(at).cloned();
        return waiver.map(|waiver| view! { <TakeBack at=Some(at) waiver /> }).into_any();
    }
    if said.severity == Severity::Error {
        return ().into_any();
    }
    view! { <Form code=said.code item=said.item /> }.into_any()
}

/// Takes the waiver out of the document.
#[component]
fn TakeBack(at: Option<usize>, waiver: Waiver) -> impl IntoView {
    let studio = Studio::get();
    let take = move |()| {
        let mut waivers = studio.document_now().waivers.clone();
        let is_there = |at: &usize| waivers.get(*at) == Some(&waiver);
        let at = at.filter(is_there).or_else(|| waivers.iter().position(|one| *one == waiver));
        if let Some(at) = at {
            waivers.remove(at);
            studio.edit(Edit::PutWaivers(waivers));
        }
    };
    view! {
        <div class="row wrap">
            <Button on_press=take>"Take the waiver back"</Button>
        </div>
    }
}

/// Reason, last day and how much is accepted.
#[component]
fn Form(code: &'static str, item: Option<Item>) -> impl IntoView {
    let studio = Studio::get();
    let usual = Day::at(now::epoch_ms() / 1000 + USUAL_DAYS * SECONDS_A_DAY).to_string();
    let (reason, until) = (RwSignal::new(String::new()), RwSignal::new(usual));
    let scope = RwSignal::new(if item.is_some() { "item" } else { "rule" }.to_owned());
    let mut scopes = vec![Choice::new("rule", "All findings of the rule")];
    if item.is_some() {
        scopes.insert(0, Choice::new("item", "Findings of the rule about this item"));
    }
    let day = Check::new(|text: String| match text.trim() {
        "" => None,
        day => day.parse::<Day>().err().map(|error| error.to_string()),
    });
    let waive = move |()| {
        let reason = reason.get_untracked().trim().to_owned();
        if reason.is_empty() {
            studio.say(Tone::Note, "Say why the finding is accepted: enter a reason first");
            return;
        }
        let until = until.get_untracked().trim().to_owned();
        let item = item.filter(|_| scope.get_untracked() == "item");
        let expires_on = (!until.is_empty()).then_some(until);
        let mut waivers = studio.document_now().waivers.clone();
        waivers.push(Waiver { rule: code.to_owned(), item, reason, expires_on });
        studio.edit(Edit::PutWaivers(waivers));
    };
    view! {
        <details class="review-about">
            <summary aria-label=format!("Waive {code}")>"Waive"</summary>
            <div class="review-act">
                <Field label="Reason" hint="Whoever reads it next year has to decide again">
                    <TextInput value=reason on_commit=move |text| reason.set(text) />
                </Field>
                <Field label="Last day" hint="As 2026-12-31, in UTC; empty for good">
                    <TextInput value=until on_commit=move |text| until.set(text) check=day />
                </Field>
                <Field label="What is accepted">
                    <Select value=scope choices=Signal::stored(scopes) on_change=move |text| scope.set(text) />
                </Field>
                <div class="row wrap">
                    <Button on_press=waive>"Waive"</Button>
                </div>
            </div>
        </details>
    }
}
