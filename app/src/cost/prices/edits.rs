//! The prices that were changed, each with what it was.

use leptos::prelude::*;
use studio_core::aws::PriceItem;

use super::{Place, name_of, published, put, put_price};
use crate::cost::money::price;
use crate::studio::Studio;
use crate::ui::{Glyph, IconButton};

/// A list of changed prices and of discounts on single lines; says where to change one.
#[component]
pub fn Edits() -> impl IntoView {
    let studio = Studio::get();
    let pricing = studio.pricing();
    let book = published(studio);
    let places = Memo::new(move |_| pricing.read().edits.iter().map(Place::of).collect::<Vec<Place>>());
    let discounts =
        Memo::new(move |_| pricing.read().discounts_percent.keys().copied().collect::<Vec<PriceItem>>());
    let now = move |place: Place| {
        let pricing = pricing.read();
        let edit = pricing.edits.iter().rev().find(|edit| Place::of(edit) == place);
        edit.map(|edit| price(edit.usd)).unwrap_or_default()
    };
    let was = move |place: Place| {
        book.read().as_ref().and_then(|book| place.usd(book)).map_or_else(|| "not known".to_owned(), price)
    };
    view! {
        <section class="cost-stated" aria-label="Changed prices" data-testid="cost-edits">
            <h3>"Changed prices"</h3>
            <p class="hint">"Open a line of the bill to change its prices or to give it a discount of its own."</p>
            <For each=move || places.get() key=|place| *place let:place>
                <div class="cost-stated-row">
                    <span>
                        {name_of(studio, place.item)} ", " {place.words()} ": "
                        <b>{move || now(place)}</b>
                        <span class="muted">" instead of " {move || was(place)}</span>
                    </span>
                    <IconButton
                        glyph=Glyph::Cross
                        label=format!("Take the published price again: {}, {}", name_of(studio, place.item), place.words())
                        on_press=move |()| put_price(studio, place, None)
                    />
                </div>
            </For>
            <For each=move || discounts.get() key=|item| *item let:item>
                <div class="cost-stated-row">
                    <span>
                        {name_of(studio, item)} ": "
                        <b>{move || pricing.read().discounts_percent.get(&item).map(ToString::to_string)} " % less"</b>
                    </span>
                    <IconButton
                        glyph=Glyph::Cross
                        label=format!("Take the discount away: {}", name_of(studio, item))
                        on_press=move |()| put(studio, "discounts", |pricing| {
                            pricing.discounts_percent.shift_remove(&item);
                        })
                    />
                </div>
            </For>
        </section>
    }
}
