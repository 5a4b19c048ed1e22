//! Quantities that the user knows, and that win over those that follow from the traffic.

use leptos::prelude::*;
use studio_core::base::Milli;
use studio_core::design::inputs::{Usage, UsageAccess, UsageField};

use super::general::put_usage;
use crate::studio::Studio;
use crate::text;
use crate::ui::{Choice, Field, Glyph, IconButton, NumberInput, NumberRange, Select};

const WHOLE: NumberRange = NumberRange::whole(0, 9_000_000_000_000_000);
const DECIMAL: NumberRange = NumberRange { min: 0, max: 1_000_000_000_000, decimals: 3 };

/// The stated quantities, and a list to state another one.
#[component]
pub fn StatedQuantities() -> impl IntoView {
    let studio = Studio::get();
    let usage = studio.usage();
    // What nothing is known of yet is stated once a number is written, and not as none before.
    let picked = RwSignal::new(Vec::<&'static str>::new());
    let stated = Memo::new(move |_| {
        let (usage, picked) = (usage.read(), picked.read());
        Usage::FIELDS
            .iter()
            .filter(|field| read(&usage, field).is_some() || picked.contains(&field.name))
            .map(|field| field.name)
            .collect::<Vec<_>>()
    });
    let others = Memo::new(move |_| {
        let stated = stated.read();
        let mut choices = vec![Choice::new("", "State another quantity…")];
        let free = Usage::FIELDS.iter().filter(|field| !stated.contains(&field.name));
        choices.extend(free.map(|field| Choice::new(field.name, words(field))));
        choices
    });
    let add = move |name: String| {
        let Some(field) = Usage::FIELDS.iter().find(|field| field.name == name) else { return };
        picked.update(|picked| picked.push(field.name));
        if let Some(known) = from_traffic(studio, field) {
            put_usage(studio, field.name, |usage| write(usage, field, Some(&known)));
        }
    };
    view! {
        <section class="cost-stated" aria-labelledby="cost-stated" data-testid="cost-stated">
            <h3 id="cost-stated">"Quantities that you know"</h3>
            <p class="hint">"They win over what follows from the traffic."</p>
            <For each=move || stated.get() key=|name| *name let:name>
                <Stated name picked />
            </For>
            <Select label="State another quantity" value=String::new() choices=others on_change=add />
        </section>
    }
}

#[component]
fn Stated(name: &'static str, picked: RwSignal<Vec<&'static str>>) -> impl IntoView {
    let studio = Studio::get();
    let usage = studio.usage();
    Usage::FIELDS.iter().find(|field| field.name == name).map(|field| {
        let range = match field.access {
            UsageAccess::Count { .. } => WHOLE,
            UsageAccess::Decimal { .. } => DECIMAL,
        };
        let label = words(field);
        let commit = move |text: String| {
            put_usage(studio, field.name, |usage| write(usage, field, Some(&text)));
        };
        view! {
            <div class="cost-stated-row" data-testid=format!("usage-{name}")>
                <Field label=label.clone()>
                    <NumberInput
                        value=Signal::derive(move || read(&usage.read(), field).unwrap_or_default())
                        on_commit=commit range=range
                    />
                </Field>
                <IconButton
                    glyph=Glyph::Cross
                    label=format!("Work out again: {label}")
                    on_press=move |()| {
                        picked.update(|picked| picked.retain(|one| *one != name));
                        put_usage(studio, field.name, |usage| write(usage, field, None));
                    }
                />
            </div>
        }
    })
}

/// What the field means, as the beginning of a sentence.
fn words(field: &UsageField) -> String {
    let text: String = field.meaning.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    let short = text.split([';', '(', ':']).next().unwrap_or(&text).replace('`', "");
    text::capitalized(short.trim().trim_end_matches('.'))
}

fn read(usage: &Usage, field: &UsageField) -> Option<String> {
    match field.access {
        UsageAccess::Count { get, .. } => get(usage).map(|number| number.to_string()),
        UsageAccess::Decimal { get, .. } => get(usage).map(|number| number.to_string()),
    }
}

fn write(usage: &mut Usage, field: &UsageField, text: Option<&str>) {
    match field.access {
        UsageAccess::Count { put, .. } => put(usage, text.and_then(|text| text.parse().ok())),
        UsageAccess::Decimal { put, .. } => put(usage, text.and_then(|text| text.parse::<Milli>().ok())),
    }
}

/// What follows from the traffic now, where anything does: a stated quantity begins with it.
fn from_traffic(studio: Studio, field: &UsageField) -> Option<String> {
    let bill = studio.bill().get_untracked().and_then(Result::ok);
    read(&bill?.derived.usage, field)
}
