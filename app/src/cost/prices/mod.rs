//! The prices that the user puts in place of published ones: a book, offer files, single prices, discounts.

mod edits;
mod of_line;
mod offers;

use std::sync::Arc;

use indexmap::IndexMap;
use leptos::prelude::*;
use studio_core::aws::{BookChoice, CacheSize, PriceBook, PriceItem};
use studio_core::base::{Milli, Picodollars};
use studio_core::cost;
use studio_core::design::Item;
use studio_core::design::edit::{Edit, Gesture};
use studio_core::design::inputs::{PriceEdit, Pricing};

pub use of_line::LinePrices;
pub use offers::take_offers;

use crate::studio::Studio;
use crate::text;
use crate::ui::{Button, ButtonKind, Choice, Field, NumberInput, NumberRange, Select};
use edits::Edits;
use offers::Offers;

/// A discount in percent.
const PERCENT: NumberRange = NumberRange { min: 0, max: 100, decimals: 3 };

/// One price: of an item the tier or the size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Place {
    item: PriceItem,
    from: u64,
    size: Option<CacheSize>,
}

impl Place {
    fn of(edit: &PriceEdit) -> Self {
        Self { item: edit.item, from: edit.from, size: edit.size }
    }

    /// The prices that an item has in a book; one from nothing on where it has none yet.
    fn all(book: Option<&PriceBook>, item: PriceItem) -> Vec<Self> {
        if item == PriceItem::CacheHours {
            return CacheSize::ALL.iter().map(|size| Self { item, from: 0, size: Some(*size) }).collect();
        }
        let tiers = book.and_then(|book| book.price(item)).map_or(&[][..], |price| &price.tiers);
        let mut starts: Vec<u64> = tiers.iter().map(|tier| tier.from).collect();
        if starts.is_empty() {
            starts.push(0);
        }
        starts.into_iter().map(|from| Self { item, from, size: None }).collect()
    }

    /// What it is in a book; none when not known.
    fn usd(self, book: &PriceBook) -> Option<Picodollars> {
        let price = book.price(self.item)?;
        match self.size {
            Some(size) => price.sizes_gb.get(&size).copied().flatten(),
            None => price.tiers.iter().find(|tier| tier.from == self.from)?.usd,
        }
    }

    /// Which of the item's prices it is: `from 333 000 000`, `1.6 GB`.
    fn words(self) -> String {
        match self.size {
            Some(size) => format!("{size} GB"),
            None if self.from == 0 => "from the first".to_owned(),
            None => format!("from {}", crate::cost::money::thousands(&self.from.to_string())),
        }
    }
}

/// The prices before single ones are changed and discounts are taken off: of the book, and of offer files.
fn published(studio: Studio) -> Memo<Option<Arc<PriceBook>>> {
    let (design, usage, pricing) = (studio.design(), studio.usage(), studio.pricing());
    let region = Memo::new(move |_| cost::region_of(&usage.read(), &design.read().region).to_owned());
    Memo::new(move |_| {
        let plain = Pricing {
            edits: Vec::new(),
            discount_percent: None,
            discounts_percent: IndexMap::new(),
            ..(*pricing.get()).clone()
        };
        let priced = usage.with(|usage| cost::priced(usage, &region.read(), &plain)).ok()?;
        Some(Arc::new(priced.book.into_owned()))
    })
}

/// Changes the prices; changes of one field in a row are undone as one.
fn put(studio: Studio, field: &str, change: impl FnOnce(&mut Pricing)) {
    let mut pricing = studio.document_now().pricing.clone();
    change(&mut pricing);
    let gesture = Gesture::Field(Item::Design, format!("pricing.{field}"));
    studio.edit_as(gesture, Edit::PutPricing(Box::new(pricing)));
}

/// Sets a price, or takes the change back.
fn put_price(studio: Studio, place: Place, usd: Option<Picodollars>) {
    let field = format!("{}.{}.{:?}", place.item, place.from, place.size);
    put(studio, &field, |pricing| {
        pricing.edits.retain(|edit| Place::of(edit) != place);
        if let Some(usd) = usd {
            pricing.edits.push(PriceEdit { item: place.item, from: place.from, size: place.size, usd });
        }
    });
}

/// What an item is called: as on the bill, else by its id.
fn name_of(studio: Studio, item: PriceItem) -> String {
    let bill = studio.estimate().get_untracked().and_then(Result::ok);
    let line =
        bill.and_then(|bill| bill.lines.iter().find(|line| line.item == item).map(|line| line.label.clone()));
    line.unwrap_or_else(|| text::capitalized(&item.as_str().replace('_', " ")))
}

/// Book, discount for everything, offer files, and what was changed.
#[component]
pub fn PricesForm() -> impl IntoView {
    let studio = Studio::get();
    let pricing = studio.pricing();
    let any = Memo::new(move |_| **pricing.read() != Pricing::default());
    let books = vec![
        Choice::new("region", "AWS's published prices"),
        Choice::new("reference", "The engineering notes' figures"),
    ];
    let set_book = move |word: String| {
        put(studio, "book", |pricing| {
            pricing.book = if word == "reference" { BookChoice::Reference } else { BookChoice::Region };
        });
    };
    let set_discount = move |text: String| {
        put(studio, "discount", |pricing| pricing.discount_percent = text.parse::<Milli>().ok());
    };
    view! {
        <div class="form" data-testid="cost-prices">
            <Field label="Price book" hint="The notes' figures are there to reproduce and compare them; they tell no Regions apart">
                <Select
                    value=Signal::derive(move || match pricing.read().book {
                        BookChoice::Region => "region",
                        BookChoice::Reference => "reference",
                    }.to_owned())
                    choices=Signal::stored(books)
                    on_change=set_book
                />
            </Field>
            <div data-testid="cost-discount">
                <Field label="Discount on everything" hint="What the account pays less; a line can have its own">
                    <NumberInput
                        value=Signal::derive(move || {
                            pricing.read().discount_percent.map(|percent| percent.to_string()).unwrap_or_default()
                        })
                        on_commit=set_discount
                        range=PERCENT optional=true unit="%" placeholder="none"
                    />
                </Field>
            </div>
            <Offers />
            <Edits />
            <Show when=move || any.get()>
                <Button kind=ButtonKind::Ghost on_press=move |()| put(studio, "all", |pricing| *pricing = Pricing::default())>
                    "Take the published prices again"
                </Button>
            </Show>
        </div>
    }
}
