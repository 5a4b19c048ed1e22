//! The monthly quantities.

use leptos::prelude::*;
use studio_core::aws::{ApiKind, CacheSize, default_region, regions};
use studio_core::base::Milli;
use studio_core::design::Item;
use studio_core::design::edit::{Edit, Gesture};
use studio_core::design::inputs::Usage;

use crate::studio::Studio;
use crate::ui::{Choice, CountInput, Field, NumberInput, NumberRange, Select};

/// Seconds of a month of 730 hours, which AWS's own examples use.
const MONTH_S: u64 = 730 * 3600;

/// A decimal field takes up to this; far beyond any month.
const DECIMAL: NumberRange = NumberRange { min: 0, max: 1_000_000_000, decimals: 3 };

/// What happens in a month; only the kinds of API that the design has, and what was entered before.
#[component]
pub fn TrafficForm() -> impl IntoView {
    let studio = Studio::get();
    let usage = studio.usage();
    let kinds = Memo::new(move |_| {
        let design = studio.design();
        let design = design.read();
        let has = |kind: ApiKind| design.apis.is_empty() || design.apis.values().any(|api| api.kind == kind);
        (has(ApiKind::Rest), has(ApiKind::Http), has(ApiKind::WebSocket))
    });
    let rest = Memo::new(move |_| kinds.get().0 || usage.read().rest_requests.is_some());
    let http = Memo::new(move |_| kinds.get().1 || usage.read().http_requests.is_some());
    let socket = Memo::new(move |_| kinds.get().2 || usage.read().messages.is_some());
    view! {
        <div class="form">
            <RegionField />
            <Show when=move || rest.get()>
                <Count id="rest_requests" label="REST requests a month"
                    read=|usage| usage.rest_requests write=|usage, n| usage.rest_requests = n />
            </Show>
            <Show when=move || http.get()>
                <Count id="http_requests" label="HTTP API requests a month"
                    read=|usage| usage.http_requests write=|usage, n| usage.http_requests = n />
            </Show>
            <Show when=move || rest.get() || http.get()>
                <div class="row2">
                    <Decimal id="request_kb" label="Request size" unit="KB"
                        read=|usage| usage.request_kb write=|usage, n| usage.request_kb = n />
                    <Decimal id="response_kb" label="Response size" unit="KB"
                        read=|usage| usage.response_kb write=|usage, n| usage.response_kb = n />
                </div>
            </Show>
            <Show when=move || socket.get()>
                <Count id="messages" label="WebSocket messages a month"
                    read=|usage| usage.messages write=|usage, n| usage.messages = n />
                <div class="row2">
                    <Decimal id="message_kb" label="Message size" unit="KB"
                        read=|usage| usage.message_kb write=|usage, n| usage.message_kb = n />
                    <Count id="connection_minutes" label="Connection minutes"
                        read=|usage| usage.connection_minutes write=|usage, n| usage.connection_minutes = n />
                </div>
            </Show>
            <Show when=move || rest.get()>
                <CacheField />
            </Show>
            <div class="row2">
                <Decimal id="hours" label="Hours of the cache" unit="h"
                    read=|usage| usage.hours write=|usage, n| usage.hours = n />
                <Decimal id="egress_gb" label="Data out" unit="GB"
                    read=|usage| usage.egress_gb write=|usage, n| usage.egress_gb = n />
            </div>
            <p class="hint">"Empty hours are a whole month; empty data out follows from requests and response size."</p>
        </div>
    }
}

fn put(studio: Studio, id: &'static str, write: impl FnOnce(&mut Usage)) {
    let mut usage = studio.document_now().usage.clone();
    write(&mut usage);
    studio.edit_as(Gesture::Field(Item::Design, format!("usage.{id}")), Edit::PutUsage(Box::new(usage)));
}

#[component]
fn RegionField() -> impl IntoView {
    let studio = Studio::get();
    let usage = studio.usage();
    let mut choices = vec![Choice::new("", "The design's Region")];
    choices.extend(
        regions()
            .iter()
            .map(|region| Choice::new(region.code.clone(), format!("{} · {}", region.code, region.name))),
    );
    let hint = move || {
        let design = studio.design();
        let code = design.read().region.clone();
        let code = if code.is_empty() { default_region().to_owned() } else { code };
        format!("The design is in {code}")
    };
    view! {
        <Field label="Prices of" hint=Signal::derive(hint)>
            <Select
                value=Signal::derive(move || usage.read().region.clone())
                choices=Signal::stored(choices)
                on_change=move |code| put(studio, "region", |usage| usage.region = code)
            />
        </Field>
    }
}

#[component]
fn CacheField() -> impl IntoView {
    let studio = Studio::get();
    let usage = studio.usage();
    let mut choices = vec![Choice::new("", "As the stages have it")];
    choices.extend(CacheSize::ALL.iter().map(|size| Choice::new(size.as_str(), format!("{size} GB"))));
    view! {
        <Field label="Cache">
            <Select
                value=Signal::derive(move || usage.read().cache_gb.map(|size| size.to_string()).unwrap_or_default())
                choices=Signal::stored(choices)
                on_change=move |size: String| {
                    put(studio, "cache_gb", |usage| usage.cache_gb = size.parse::<Milli>().ok());
                }
            />
        </Field>
    }
}

#[component]
fn Count(
    id: &'static str,
    label: &'static str,
    read: fn(&Usage) -> Option<u64>,
    write: fn(&mut Usage, Option<u64>),
) -> impl IntoView {
    let studio = Studio::get();
    let usage = studio.usage();
    let value = Memo::new(move |_| read(&usage.read()));
    let rate = move || {
        let count = value.get()?;
        let per_second = count / MONTH_S;
        (per_second > 0).then(|| format!("{per_second} a second on average"))
    };
    view! {
        <div data-testid=format!("usage-{id}")>
            <Field label=label hint=Signal::derive(rate)>
                <CountInput
                    value=value
                    on_commit=move |number| put(studio, id, |usage| write(usage, number))
                    optional=true
                    placeholder="none"
                />
            </Field>
        </div>
    }
}

#[component]
fn Decimal(
    id: &'static str,
    label: &'static str,
    unit: &'static str,
    read: fn(&Usage) -> Option<Milli>,
    write: fn(&mut Usage, Option<Milli>),
) -> impl IntoView {
    let studio = Studio::get();
    let usage = studio.usage();
    view! {
        <div data-testid=format!("usage-{id}")>
            <Field label=label>
                <NumberInput
                    value=Memo::new(move |_| read(&usage.read()).map(|number| number.to_string()).unwrap_or_default())
                    on_commit=move |text: String| put(studio, id, |usage| write(usage, text.parse().ok()))
                    range=DECIMAL
                    optional=true
                    unit=unit
                />
            </Field>
        </div>
    }
}
