//! The Quotas panel: AWS's limits, what the design uses of them, and what is left.

use leptos::prelude::*;
use studio_core::aws::{Adjustable, QuotaScope};
use studio_core::design::Item;
use studio_core::quota::{Reading, State};

use crate::studio::Studio;
use crate::text;
use crate::ui::{
    Button, ButtonKind, Chip, EmptyState, Field, Glyph, Meter, Segmented, Table, TextInput, Tone, grouped,
};

/// Which rows are shown.
#[derive(Clone, Debug, PartialEq)]
struct QuotaView {
    filter: String,
    search: String,
}

impl Default for QuotaView {
    fn default() -> Self {
        Self { filter: "measured".to_owned(), search: String::new() }
    }
}

impl QuotaView {
    fn shows(&self, reading: &Reading) -> bool {
        let wanted = match self.filter.as_str() {
            "attention" => matches!(reading.state, State::Near | State::Over | State::Under),
            "measured" => reading.state != State::NotMeasurable,
            _ => true,
        };
        let search = self.search.to_lowercase();
        wanted && (reading.title.to_lowercase().contains(&search) || reading.id.contains(&search))
    }
}

/// Whether the design fits.
#[component]
pub fn QuotaPanel() -> impl IntoView {
    let studio = Studio::get();
    let view = studio.keep::<QuotaView>();
    let readings = studio.readings();
    let shown = Memo::new(move |_| {
        let view = view.read();
        readings.read().iter().filter(|reading| view.shows(reading)).cloned().collect::<Vec<_>>()
    });
    let empty = Memo::new(move |_| shown.read().is_empty());
    view! {
        <section class="page quota-page">
            <div class="quota-tools">
                <Segmented
                    label="Rows"
                    value=Signal::derive(move || view.read().filter.clone())
                    choices=Signal::derive(move || filters(&readings.read()))
                    on_change=move |filter| view.update(|view| view.filter = filter)
                />
                <Field label="Search">
                    <TextInput
                        value=Signal::derive(move || view.read().search.clone())
                        on_commit=move |search| view.update(|view| view.search = search)
                        placeholder="timeout, routes, keys…"
                    />
                </Field>
            </div>
            <Show
                when=move || !empty.get()
                fallback=|| view! {
                    <EmptyState title="No quota to show" glyph=Glyph::Quota text="Show all, or search for something else." />
                }
            >
                <div class="card" data-testid="quota-table">
                    <Table caption="Quotas of API Gateway">
                        <thead>
                            <tr>
                                <th>"Quota"</th><th class="num">"Used"</th><th class="num">"Limit"</th>
                                <th class="quota-bar">"Headroom"</th><th>"Adjustable"</th>
                            </tr>
                        </thead>
                        <tbody>
                            {move || shown.get().into_iter().map(|reading| view! { <Row reading /> }).collect_view()}
                        </tbody>
                    </Table>
                </div>
            </Show>
        </section>
    }
}

fn filters(readings: &[Reading]) -> Vec<(String, String)> {
    let count = |wanted: fn(&Reading) -> bool| readings.iter().filter(|reading| wanted(reading)).count();
    let attention = count(|reading| matches!(reading.state, State::Near | State::Over | State::Under));
    let measured = count(|reading| reading.state != State::NotMeasurable);
    vec![
        ("attention".to_owned(), format!("Near or over ({attention})")),
        ("measured".to_owned(), format!("Measured ({measured})")),
        ("all".to_owned(), format!("All ({})", readings.len())),
    ]
}

fn scope_text(scope: QuotaScope) -> String {
    text::capitalized(&scope.as_str().replace('_', " "))
}

fn adjustable_text(adjustable: Adjustable, raised: bool) -> &'static str {
    match (adjustable, raised) {
        (_, true) => "raised for this account",
        (Adjustable::Yes, _) => "yes",
        (Adjustable::No, _) => "no",
        (Adjustable::Support, _) => "through AWS Support",
        (Adjustable::NotDocumented, _) => "not documented",
    }
}

fn number(value: u64, unit: &str) -> String {
    let digits = grouped(i64::try_from(value).unwrap_or(i64::MAX));
    if unit.is_empty() { digits } else { format!("{digits} {unit}") }
}

#[component]
fn Row(reading: Reading) -> impl IntoView {
    let studio = Studio::get();
    let document = studio.document_now();
    let item = (reading.used.is_some() && reading.item != Item::Design).then_some(reading.item);
    let place = item.filter(|item| document.contains(*item)).map(|item| {
        let label = text::title(&document, item);
        view! { <Button kind=ButtonKind::Ghost on_press=move |()| studio.reveal(item)>{label}</Button> }
    });
    let limit = match (reading.min, reading.window_s) {
        (Some(min), _) => {
            format!("{} to {}", grouped(i64::try_from(min).unwrap_or(0)), number(reading.limit, reading.unit))
        }
        (None, Some(window)) if window > 1 => {
            format!("{} in {window} s", number(reading.limit, reading.unit))
        }
        _ => number(reading.limit, reading.unit),
    };
    let chip = match reading.state {
        State::Over => Some((Tone::Fail, "over")),
        State::Under => Some((Tone::Fail, "too small")),
        State::Near => Some((Tone::Note, "near")),
        State::Ok | State::NotMeasurable => None,
    };
    view! {
        <tr>
            <th scope="row">
                <span class="quota-title">{reading.title}</span>
                {chip.map(|(tone, words)| view! { <Chip tone=tone>{words}</Chip> })}
                <div class="quota-about muted">
                    <span>{scope_text(reading.scope)}</span>
                    {place}
                </div>
                <details class="cost-tiers">
                    <summary class="muted">"Source"</summary>
                    {(!reading.note.is_empty()).then(|| view! { <p class="hint">{reading.note}</p> })}
                    <p class="hint">{reading.source} ", seen " {reading.as_of}</p>
                </details>
            </th>
            <td class="num">{reading.used.map_or_else(|| "–".to_owned(), |used| number(used, ""))}</td>
            <td class="num">{limit}</td>
            <td>{reading.used.map(|used| view! {
                <Meter
                    label=reading.title
                    value=used
                    max=reading.limit
                    text=format!("{} left", number(reading.headroom.unwrap_or(0), reading.unit))
                />
            })}</td>
            <td class="muted">{adjustable_text(reading.adjustable, reading.raised)}</td>
        </tr>
    }
}
