//! Changing the prices of one line of the bill.

use leptos::prelude::*;
use studio_core::aws::PriceItem;
use studio_core::base::{Milli, Picodollars};

use super::{PERCENT, Place, published, put, put_price};
use crate::cost::money::price;
use crate::studio::Studio;
use crate::ui::{Field, Glyph, IconButton, NumberInput, NumberRange};

/// Dollars for a unit, with every place that AWS publishes.
const USD: NumberRange = NumberRange { min: 0, max: 1_000_000, decimals: 12 };

/// A field for each price of an item, and one for its discount.
#[component]
pub fn LinePrices(item: PriceItem) -> impl IntoView {
    let studio = Studio::get();
    let pricing = studio.pricing();
    let book = published(studio);
    let places = Memo::new(move |_| Place::all(book.read().as_deref(), item));
    let discount = move || {
        let percent = pricing.read().discounts_percent.get(&item).copied();
        percent.map(|percent: Milli| percent.to_string()).unwrap_or_default()
    };
    let set_discount = move |text: String| {
        put(studio, &format!("discounts.{item}"), |pricing| match text.parse::<Milli>() {
            Ok(percent) => {
                pricing.discounts_percent.insert(item, percent);
            }
            Err(_) => {
                pricing.discounts_percent.shift_remove(&item);
            }
        });
    };
    view! {
        <details class="cost-more" data-testid=format!("prices-{item}")>
            <summary>"Change its prices"</summary>
            <div class="form">
                <For each=move || places.get() key=|place| *place let:place>
                    <PriceField place book />
                </For>
                <Field label="Discount on this line" hint="Takes the place of the discount on everything">
                    <NumberInput
                        value=Signal::derive(discount)
                        on_commit=set_discount
                        range=PERCENT optional=true unit="%" placeholder="none of its own"
                    />
                </Field>
            </div>
        </details>
    }
}

/// One price, with what it was and a way back to that.
#[component]
fn PriceField(
    place: Place,
    book: Memo<Option<std::sync::Arc<studio_core::aws::PriceBook>>>,
) -> impl IntoView {
    let studio = Studio::get();
    let pricing = studio.pricing();
    let was = Memo::new(move |_| book.read().as_ref().and_then(|book| place.usd(book)));
    let own = Memo::new(move |_| {
        let pricing = pricing.read();
        pricing.edits.iter().rev().find(|edit| Place::of(edit) == place).map(|edit| edit.usd)
    });
    let hint = move || {
        Some(match (own.get(), was.get()) {
            (Some(_), Some(was)) => format!("{} before it was changed", price(was)),
            (Some(_), None) => "No source states it; entered by hand".to_owned(),
            (None, Some(_)) => "US dollars for a unit, as published".to_owned(),
            (None, None) => "US dollars for a unit; no source that is read here states it".to_owned(),
        })
    };
    let commit = move |text: String| {
        let usd = text.parse::<Picodollars>().ok();
        put_price(studio, place, usd.filter(|usd| Some(*usd) != was.get_untracked()));
    };
    view! {
        <div class="cost-stated-row">
            <Field label=format!("Price {}", place.words()) hint=Signal::derive(hint)>
                <NumberInput
                    value=Signal::derive(move || {
                        own.get().or_else(|| was.get()).map(|usd| usd.to_string()).unwrap_or_default()
                    })
                    on_commit=commit
                    range=USD optional=true unit="$" placeholder="not known"
                />
            </Field>
            <Show when=move || own.get().is_some()>
                <IconButton
                    glyph=Glyph::Undo
                    label=format!("Take the published price again, {}", place.words())
                    on_press=move |()| put_price(studio, place, None)
                />
            </Show>
        </div>
    }
}
