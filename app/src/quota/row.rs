//! One quota: what is used, what is left, and where AWS says so.

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::design::Item;
use studio_core::quota::{Measured, Reading, State};

use super::raise::Raise;
use super::view::{RowKey, key};
use crate::studio::Studio;
use crate::text;
use crate::ui::{Button, ButtonKind, Chip, Meter, Tone, grouped};

/// A row that stays while its numbers change, so that what is typed in it is kept.
#[component]
pub fn Row(row: RowKey, readings: Memo<Arc<Vec<Reading>>>) -> impl IntoView {
    let reading = Memo::new(move |_| readings.read().iter().find(|reading| key(reading) == row).cloned());
    let Some(first) = reading.get_untracked() else { return ().into_any() };
    let room = Memo::new(move |_| reading.read().as_ref().map(room_text).unwrap_or_default());
    let of =
        move |text: fn(&Reading) -> String| move || reading.read().as_ref().map(text).unwrap_or_default();
    view! {
        <tr>
            <th scope="row">
                <span class="quota-title">{first.title}</span>
                {move || chip(reading.read().as_ref())}
                <div class="quota-about muted">
                    {first.measured.map(|measured| view! { <span>{measured_text(measured)}</span> })}
                    <Place item=first.item measured=first.used.is_some() />
                </div>
                <div class="quota-room-narrow muted">{move || room.get()}</div>
                <Source reading=first.clone() />
            </th>
            <td class="num" data-label="Used">{of(used_text)}</td>
            <td class="num" data-label="Limit">{of(limit_text)}</td>
            <td>
                <Bar reading room title=first.title />
            </td>
            <td><Raise reading /></td>
        </tr>
    }
    .into_any()
}

/// The headroom as a bar and in words, or why nothing was measured.
#[component]
fn Bar(reading: Memo<Option<Reading>>, room: Memo<String>, title: &'static str) -> impl IntoView {
    let number = move |of: fn(&Reading) -> u64| Signal::derive(move || reading.read().as_ref().map_or(0, of));
    let measured = Memo::new(move |_| reading.read().as_ref().is_some_and(|reading| reading.used.is_some()));
    let spoken = Signal::derive(move || {
        reading
            .read()
            .as_ref()
            .map_or_else(String::new, |reading| format!("{} of {}", used_text(reading), limit_text(reading)))
    });
    view! {
        <Show
            when=move || measured.get()
            fallback=move || view! {
                <span class="muted">{move || reading.read().as_ref().map(|reading| reading.not_measured)}</span>
            }
        >
            <Meter
                label=title
                value=number(|reading| reading.used.unwrap_or(0))
                max=number(|reading| reading.limit)
                text=spoken
            />
            <span class="quota-room muted">{move || room.get()}</span>
        </Show>
    }
}

/// The item that was measured, to go there.
#[component]
fn Place(item: Item, measured: bool) -> impl IntoView {
    let studio = Studio::get();
    let document = studio.document_now();
    let there = measured && item != Item::Design && document.contains(item);
    there.then(|| {
        let label = text::title(&document, item);
        view! { <Button kind=ButtonKind::Ghost on_press=move |()| studio.reveal(item)>{label}</Button> }
    })
}

/// Where AWS publishes the quota, and what a reader should know.
#[component]
fn Source(reading: Reading) -> impl IntoView {
    let note = (!reading.note.is_empty()).then(|| view! { <p class="hint">{text::rich(reading.note)}</p> });
    let code = reading.code.map(|code| view! { <p class="hint">"Service Quotas code " {code}</p> });
    view! {
        <details class="cost-tiers">
            <summary class="muted" aria-label=format!("Source of {}", reading.title)>"Source"</summary>
            {note}
            {code}
            <p class="hint">
                <a href=reading.source target="_blank" rel="noreferrer">{reading.source}</a>
                ", seen " {reading.as_of}
            </p>
        </details>
    }
}

fn chip(reading: Option<&Reading>) -> Option<impl IntoView + use<>> {
    let (tone, words) = match reading?.state {
        State::Over => (Tone::Fail, "over"),
        State::Under => (Tone::Fail, "too small"),
        State::Near => (Tone::Note, "near"),
        State::Ok | State::NotMeasurable => return None,
    };
    Some(view! { <Chip tone=tone>{words}</Chip> })
}

const fn measured_text(measured: Measured) -> &'static str {
    match measured {
        Measured::Count => "counted",
        Measured::Size => "largest",
        Measured::Setting => "set to",
        Measured::Traffic => "busiest second, high estimate",
        Measured::Request => "saved request",
    }
}

fn number(value: u64) -> String {
    grouped(i64::try_from(value).unwrap_or(i64::MAX))
}

fn used_text(reading: &Reading) -> String {
    reading.used.map_or_else(|| "–".to_owned(), number)
}

fn limit_text(reading: &Reading) -> String {
    let limit = format!("{} {}", number(reading.limit), reading.unit_for(reading.limit));
    match (reading.min, reading.window_s) {
        (Some(min), _) => format!("{} to {limit}", number(min)),
        (None, Some(1)) => format!("{limit} a second"),
        (None, Some(window)) => format!("{limit} in {window} s"),
        (None, None) => limit,
    }
}

/// What is left, and when growth uses it up.
fn room_text(reading: &Reading) -> String {
    let room = reading.room_with(number).unwrap_or_default();
    match reading.months_left {
        None | Some(0) => room,
        Some(1) => format!("{room}, over in 1 month"),
        Some(months) => format!("{room}, over in {months} months"),
    }
}
