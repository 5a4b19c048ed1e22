//! The bill, line by line.

use leptos::prelude::*;
use studio_core::aws::PriceItem;
use studio_core::base::Picodollars;
use studio_core::cost::{CostLine, TierShare, fields_of};
use studio_core::design::Item;

use super::money::{dollars, price, thousands};
use super::prices::LinePrices;
use crate::studio::Studio;
use crate::text;
use crate::ui::{Chip, EmptyState, Glyph, Table, Tone};

/// Every line with its share of the total, and on demand the tiers it used.
#[component]
pub fn Lines() -> impl IntoView {
    let studio = Studio::get();
    let estimate = super::known(studio);
    let any = Memo::new(move |_| !estimate.read().lines.is_empty());
    let keys =
        Memo::new(move |_| estimate.read().lines.iter().map(|line| (line.item, line.at)).collect::<Vec<_>>());
    view! {
        <Show
            when=move || any.get()
            fallback=|| view! {
                <EmptyState title="No traffic yet" glyph=Glyph::Cost
                    text="Say how much the API is used, and the bill appears line by line." />
            }
        >
            <div class="card cost-lines" data-testid="cost-lines">
                <Table caption="What a month costs">
                    <thead>
                        <tr><th>"Line"</th><th class="cost-share">"Share"</th><th class="num">"Per month"</th></tr>
                    </thead>
                    <tbody>
                        <For each=move || keys.get() key=|key| *key let:key>
                            <Line key />
                        </For>
                        <tr class="total">
                            <th scope="row">"Total" <div class="muted">{move || unknown_text(estimate.read().unknown)}</div></th>
                            <td></td>
                            <td class="num" data-testid="cost-total"><b>{move || dollars(estimate.read().total)}</b></td>
                        </tr>
                    </tbody>
                </Table>
            </div>
        </Show>
    }
}

/// What a total leaves out; empty for nothing.
pub fn unknown_text(unknown: usize) -> String {
    match unknown {
        0 => String::new(),
        1 => "without one line whose price is not known".to_owned(),
        more => format!("without {more} lines whose price is not known"),
    }
}

/// A line by what is paid for and for which part of the design; it stays as it is while its numbers change.
#[component]
fn Line(key: (PriceItem, Option<Item>)) -> impl IntoView {
    let studio = Studio::get();
    let estimate = super::known(studio);
    let open = RwSignal::new(false);
    let line = Memo::new(move |_| {
        let estimate = estimate.read();
        estimate.lines.iter().find(|line| (line.item, line.at) == key).cloned()
    });
    let percent =
        move || line.read().as_ref().map_or(0, |line| share_percent(line.known, estimate.read().total));
    let amount = move || {
        line.read().as_ref().map(|line| match line.amount {
            Some(amount) => view! { <b>{dollars(amount)}</b> }.into_any(),
            None => view! { <Chip tone=Tone::Note>"price not known"</Chip> }.into_any(),
        })
    };
    let used = move || {
        let line = line.read();
        line.as_ref().map(|line| {
            let value = line.quantity.value();
            format!("{} {}", thousands(&value), text::unit_of(&value, line.quantity.unit))
        })
    };
    view! {
        <tr>
            <th scope="row">
                {move || line.read().as_ref().map(|line| line.label.clone())}
                <details class="cost-tiers" on:toggle=move |_| open.update(|open| *open = !*open)>
                    <summary class="muted">{used}</summary>
                    <Show when=move || open.get()>
                        {move || line.get().map(|line| view! { <Arithmetic line /> })}
                        <LinePrices item=key.0 />
                    </Show>
                </details>
            </th>
            <td><span class="meter" aria-hidden="true"><i style:width=move || format!("{}%", percent())></i></span></td>
            <td class="num">{amount}</td>
        </tr>
    }
}

/// How a line's amount comes about: its tiers, where its quantity comes from, and where its price does.
#[component]
fn Arithmetic(line: CostLine) -> impl IntoView {
    let origin = origin(Studio::get(), &line);
    let free = (line.free.pieces > 0)
        .then(|| line.free.value())
        .map(|free| format!("{} {} beside it free", thousands(&free), text::unit_of(&free, line.free.unit)));
    let discount = line.discount_percent.map(|percent| format!("{percent} % less than the published price"));
    let source = line.source.clone().map(|source| {
        let as_of = line.as_of.clone().unwrap_or_default();
        format!("Price of {as_of}: {source}")
    });
    let words = [Some(origin), free, discount].into_iter().flatten().chain(line.notes).chain(source);
    view! {
        <TierTable tiers=line.tiers />
        {words.map(|text| view! { <p class="hint">{text}</p> }).collect_view()}
    }
}

/// Where a line's quantity comes from.
fn origin(studio: Studio, line: &CostLine) -> String {
    let Some(Ok(bill)) = studio.bill().get_untracked() else { return String::new() };
    let fields = fields_of(line.item);
    let stated = fields.iter().any(|field| bill.derived.stated.contains(field));
    let routes = fields
        .iter()
        .flat_map(|field| bill.derived.contributions(field))
        .filter(|one| matches!(one.at, Item::Route(..)))
        .map(|one| one.at)
        .collect::<std::collections::BTreeSet<_>>()
        .len();
    match (stated, routes) {
        (true, _) => "You state this quantity".to_owned(),
        (false, 0) => "From the design itself".to_owned(),
        (false, 1) => "From the traffic of one route".to_owned(),
        (false, more) => format!("From the traffic of {more} routes"),
    }
}

/// A part of the total in whole percent; at least 1 for what costs anything.
fn share_percent(part: Picodollars, total: Picodollars) -> i128 {
    if total.get() <= 0 || part.get() <= 0 {
        return 0;
    }
    (part.get().saturating_mul(100) / total.get()).clamp(1, 100)
}

#[component]
fn TierTable(tiers: Vec<TierShare>) -> impl IntoView {
    view! {
        <Table caption="Tiers used" class="compact">
            <thead>
                <tr>
                    <th>"Tier"</th><th class="num">"Quantity"</th><th class="num">"Price"</th><th class="num">"Cost"</th>
                </tr>
            </thead>
            <tbody>
                {tiers.into_iter().map(|tier| {
                    let end = tier.to.map_or_else(|| "and more".to_owned(), |to| format!("to {}", thousands(&to.to_string())));
                    let bounds = format!("{} {end}", thousands(&tier.from.to_string()));
                    view! {
                        <tr>
                            <td>{bounds}</td>
                            <td class="num">{thousands(&tier.quantity.value())}</td>
                            <td class="num">{tier.usd.map_or_else(|| "not known".to_owned(), price)}</td>
                            <td class="num">{tier.amount.map_or_else(|| "not known".to_owned(), dollars)}</td>
                        </tr>
                    }
                }).collect_view()}
            </tbody>
        </Table>
    }
}
