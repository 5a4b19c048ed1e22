//! The prices of an estimate: a book, and what the user laid over it.

use std::borrow::Cow;

use indexmap::IndexMap;

use super::usage::unknown_region;
use crate::aws::{
    BookChoice, CacheSize, Confidence, Offer, Price, PriceBook, PriceItem, PriceTier, default_region,
    price_book, reference_book,
};
use crate::base::{Fact, Milli, Picodollars};
use crate::design::Diagnostic;
use crate::design::inputs::{OfferedPrice, PriceEdit, Pricing, Usage};

/// The source of a price that the user entered.
const ENTERED: &str = "Entered by hand";
/// The whole, as a discount in percent.
const ALL_PERCENT: Milli = Milli::whole(100);

/// The price book of an estimate, and what of the user's prices does not fit.
pub struct Priced {
    /// The prices.
    pub book: Cow<'static, PriceBook>,
    /// Changes that change nothing, and discounts that are none.
    pub diagnostics: Vec<Diagnostic>,
}

/// The price book for a usage: of its own Region, else of the design's, else of the default one.
///
/// Errors: a diagnostic when there is no such Region.
pub fn book_for(usage: &Usage, design_region: &str) -> Result<&'static PriceBook, Box<Diagnostic>> {
    let code = region_of(usage, design_region);
    price_book(code).ok_or_else(|| Box::new(unknown_region(code)))
}

/// The price book for a usage, as [`book_for`], with the user's prices: offer files over the book, changes over
/// these, and then discounts.
///
/// Errors: a diagnostic when there is no such Region.
pub fn priced(usage: &Usage, design_region: &str, pricing: &Pricing) -> Result<Priced, Box<Diagnostic>> {
    let published = book_for(usage, design_region)?;
    if *pricing == Pricing::default() {
        return Ok(Priced { book: Cow::Borrowed(published), diagnostics: Vec::new() });
    }
    let mut book = match pricing.book {
        BookChoice::Region => published.clone(),
        BookChoice::Reference => reference_book(&published.region),
    };
    for offered in pricing.offered.iter().filter(|offered| offered.region == published.region) {
        let OfferedPrice { price, source, as_of, .. } = offered.clone();
        book.put(Fact { value: price, source, as_of, note: String::new() });
    }
    let mut diagnostics: Vec<Diagnostic> =
        pricing.edits.iter().filter_map(|edit| change(&mut book, edit)).collect();
    diagnostics.extend(discount(&mut book, pricing));
    Ok(Priced { book: Cow::Owned(book), diagnostics })
}

/// The Region that an estimate is made for: the usage's, else the design's, else the default one.
pub fn region_of<'a>(usage: &'a Usage, design_region: &'a str) -> &'a str {
    let stated = [usage.region.as_str(), design_region].into_iter().find(|code| !code.is_empty());
    stated.unwrap_or_else(|| default_region())
}

/// Takes the prices of an offer file into the user's, in place of those that another file gave for the same items.
pub fn take_offer(pricing: &mut Pricing, region: &str, offer: &Offer) {
    for fact in &offer.prices {
        let same = |old: &OfferedPrice| old.region == region && old.price.item == fact.item;
        pricing.offered.retain(|old| !same(old));
        pricing.offered.push(OfferedPrice {
            region: region.to_owned(),
            price: fact.value.clone(),
            source: fact.source.clone(),
            as_of: fact.as_of.clone(),
        });
    }
}

/// Changes a price; a diagnostic where it is none, or the book has no such tier.
fn change(book: &mut PriceBook, edit: &PriceEdit) -> Option<Diagnostic> {
    if edit.usd < Picodollars::ZERO {
        let message = format!("The price of `{}` is below nothing", edit.item);
        let help = "Give a price of 0 or more; what the account pays less is a discount";
        return Some(Diagnostic::error("price-negative", message).at_place(edit.item.as_str()).help(help));
    }
    let mut fact = book.price(edit.item).cloned().unwrap_or_else(|| entered(edit.item));
    fact.value.item = edit.item;
    ENTERED.clone_into(&mut fact.source);
    if let Some(size) = edit.size {
        fact.value.sizes_gb.insert(size, Some(edit.usd));
    } else if let Some(tier) = fact.value.tiers.iter_mut().find(|tier| tier.from == edit.from) {
        tier.usd = Some(edit.usd);
    } else {
        let message = format!("The price of `{}` has no tier from {} on", edit.item, edit.from);
        let help = starts_of(&fact.value);
        return Some(
            Diagnostic::error("price-tier-unknown", message).at_place(edit.item.as_str()).help(help),
        );
    }
    book.put(fact);
    None
}

/// Which parts a price has that can be changed.
fn starts_of(price: &Price) -> String {
    let list = |starts: Vec<String>| starts.join(", ");
    if price.item == PriceItem::CacheHours {
        let sizes = CacheSize::ALL.iter().map(|size| format!("{size}"));
        return format!("It is a price for each size in GB: {}", list(sizes.collect()));
    }
    match price.tiers.as_slice() {
        [_] => "It has one price, from 0 on".to_owned(),
        tiers => {
            format!("Its tiers begin at {}", list(tiers.iter().map(|tier| tier.from.to_string()).collect()))
        }
    }
}

/// An item that has no price yet.
fn entered(item: PriceItem) -> Fact<Price> {
    let tiers = match item {
        PriceItem::CacheHours => Vec::new(),
        _ => vec![PriceTier { from: 0, to: None, usd: None }],
    };
    let price = Price {
        item,
        usage_type: None,
        unit: String::new(),
        tiers,
        sizes_gb: IndexMap::new(),
        confidence: Confidence::High,
        discount_percent: None,
    };
    Fact { value: price, source: ENTERED.to_owned(), as_of: String::new(), note: String::new() }
}

/// Puts the discounts on the prices; diagnostics for those that are none.
fn discount(book: &mut PriceBook, pricing: &Pricing) -> Vec<Diagnostic> {
    let fits = |percent: Milli| (Milli::default()..=ALL_PERCENT).contains(&percent);
    let stated = pricing.discounts_percent.iter().map(|(item, percent)| (item.as_str(), *percent));
    let stated = stated.chain(pricing.discount_percent.map(|percent| ("all", percent)));
    let wrong = stated.filter(|(_, percent)| !fits(*percent)).map(|(place, percent)| {
        Diagnostic::error("discount-out-of-range", format!("A discount of {percent} percent is none"))
            .at_place(place)
            .help("Give a number from 0 to 100")
    });
    let wrong = wrong.collect();
    for item in PriceItem::ALL.iter().filter(|item| item.priced_as() != **item) {
        // An item that shares another's price gets a row of its own where its discount differs.
        if pricing.discounts_percent.contains_key(item)
            && let Some(mut shared) = book.price(*item).cloned()
        {
            shared.value.item = *item;
            book.put(shared);
        }
    }
    for fact in &mut book.prices {
        let own = pricing.discounts_percent.get(&fact.value.item).copied();
        fact.value.discount_percent = own.or(pricing.discount_percent).filter(|percent| fits(*percent));
    }
    wrong
}
