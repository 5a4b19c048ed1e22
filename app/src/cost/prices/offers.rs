//! Prices out of the offer files that AWS publishes.

use indexmap::IndexMap;
use leptos::prelude::*;
use leptos::task::spawn_local;
use studio_core::aws::read_offer;
use studio_core::cost;

use super::put;
use crate::platform::files::{self, OpenedFile};
use crate::studio::Studio;
use crate::text;
use crate::ui::{Button, Glyph, IconButton, Tone};

/// Usage types of products that are left out, of which the message names so many.
const NAMED: usize = 3;

/// What was taken of which file, and a button to take another.
#[component]
pub fn Offers() -> impl IntoView {
    let studio = Studio::get();
    let pricing = studio.pricing();
    let taken = Memo::new(move |_| {
        let mut taken: IndexMap<(String, String), usize> = IndexMap::new();
        for offered in &pricing.read().offered {
            *taken.entry((file_of(&offered.source), offered.as_of.clone())).or_default() += 1;
        }
        taken.into_iter().collect::<Vec<_>>()
    });
    let pick = move |()| {
        spawn_local(async move {
            let opened = files::pick(".json").await;
            let (good, bad): (Vec<_>, Vec<_>) = opened.into_iter().partition(Result::is_ok);
            bad.into_iter()
                .filter_map(Result::err)
                .for_each(|error| studio.say(Tone::Fail, error.to_string()));
            take_offers(studio, &good.into_iter().flatten().collect::<Vec<_>>());
        });
    };
    view! {
        <section class="cost-stated" aria-label="AWS offer files" data-testid="cost-offers">
            <h3>"AWS offer files"</h3>
            <p class="hint">
                "AWS publishes its prices for each service and Region as JSON. Take such a file here, or drop it onto the page: its prices are used exactly as they are."
            </p>
            <For each=move || taken.get() key=Clone::clone let:one>
                {
                    let ((file, as_of), count) = one;
                    let (words, gone) = (format!("{file}, published {as_of}: {}", text::count(count, "price")), file.clone());
                    view! {
                        <div class="cost-stated-row">
                            <span>{words}</span>
                            <IconButton
                                glyph=Glyph::Cross
                                label=format!("Take its prices away: {file}")
                                on_press=move |()| put(studio, "offers", |pricing| {
                                    pricing.offered.retain(|offered| file_of(&offered.source) != gone);
                                })
                            />
                        </div>
                    }
                }
            </For>
            <Button on_press=pick>"Take an offer file…"</Button>
        </section>
    }
}

/// The file that a source names, without the product in it.
fn file_of(source: &str) -> String {
    source.split(" (").next().unwrap_or(source).to_owned()
}

/// Takes the prices of offer files for the Region of the estimate, as one step of undo, and says what was taken.
pub fn take_offers(studio: Studio, opened: &[OpenedFile]) {
    let document = studio.document_now();
    let region = cost::region_of(&document.usage, &document.design.region).to_owned();
    let mut read = Vec::new();
    for file in opened {
        let offer = String::from_utf8(file.bytes.clone())
            .map_err(|_| "it is not UTF-8 text".to_owned())
            .and_then(|text| read_offer(&text, &region).map_err(|error| error.to_string()));
        match offer {
            Ok(offer) => read.push(offer),
            Err(error) => studio.say(Tone::Fail, format!("{} changes no price: {error}", file.name)),
        }
    }
    if read.is_empty() {
        return;
    }
    studio.end_gesture();
    put(studio, "offers", |pricing| read.iter().for_each(|offer| cost::take_offer(pricing, &region, offer)));
    for offer in read {
        let mut words =
            format!("{} of {} for {region}", text::count(offer.prices.len(), "price"), offer.service);
        let left = offer.left_out.len();
        if left > 0 {
            let named: Vec<&str> =
                offer.left_out.iter().take(NAMED).map(|one| one.usage_type.as_str()).collect();
            let more = if left > NAMED { ", …" } else { "" };
            words = format!("{words}; {} left out: {}{more}", text::count(left, "product"), named.join(", "));
        }
        studio.say(Tone::Pass, format!("Took {words}"));
    }
}
