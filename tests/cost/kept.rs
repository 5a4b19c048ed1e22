//! Prices are part of a document: saved, opened again, and undone like everything else.

use serde_json::json;
use studio_core::aws::{BookChoice, read_offer};
use studio_core::cost::{estimate, priced, take_offer};
use studio_core::design::edit::{Edit, apply};
use studio_core::design::inputs::{Pricing, Usage};
use studio_core::design::{Document, Item, load, save};

#[test]
fn prices_are_saved_and_opened_again() {
    let mut pricing: Pricing = serde_json::from_value(json!({
        "edits": [{ "item": "http_requests", "usd": "0.00000105" }],
        "discounts_percent": { "data_transfer": 12.5 },
        "discount_percent": 3,
    }))
    .unwrap();
    let offer = read_offer(&super::offers::text("AmazonApiGateway.json"), "eu-west-1").unwrap();
    take_offer(&mut pricing, "eu-west-1", &offer);
    take_offer(&mut pricing, "eu-west-1", &offer);
    assert_eq!(pricing.offered.len(), 3, "a newer file takes the place of an older one");

    let put = Edit::PutPricing(Box::new(pricing.clone()));
    let applied = apply(&Document::default(), &put).unwrap();
    assert_eq!(applied.touched, [Item::Design]);
    let loaded = load(save(&applied.document).as_bytes()).unwrap();
    assert_eq!((loaded.document.pricing, loaded.diagnostics.len()), (pricing, 0));
    assert!(!save(&Document::default()).contains("pricing"));
}

#[test]
fn an_offer_holds_in_its_own_region_only() {
    let mut pricing = Pricing::default();
    let offer = read_offer(&super::offers::text("AmazonApiGateway.json"), "eu-west-1").unwrap();
    take_offer(&mut pricing, "eu-west-1", &offer);
    let usage = Usage { rest_requests: Some(1_000_000), ..Usage::default() };
    let total = |region| estimate(&usage, &priced(&usage, region, &pricing).unwrap().book).total.to_string();
    assert_eq!((total("eu-west-1"), total("us-east-1")), ("3.34".into(), "3.5".into()));
}

#[test]
fn the_reference_is_a_book_of_its_own() {
    let usage = Usage { connection_minutes: Some(10_000_000), ..Usage::default() };
    let reference = Pricing { book: BookChoice::Reference, ..Pricing::default() };
    let total = |pricing| estimate(&usage, &priced(&usage, "", pricing).unwrap().book).total.to_string();
    assert_eq!((total(&reference), total(&Pricing::default())), ("2.9".into(), "2.5".into()));
}
