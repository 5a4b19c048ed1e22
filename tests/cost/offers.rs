//! Offer files of AWS's price list, below `cases/cost/offers`.

use std::{fs, path::Path};

use studio_core::aws::{LeftOutReason, OfferError, PriceItem, read_offer};

/// The text of an offer file.
pub fn text(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/cost/offers");
    fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn every_product_is_priced_or_named() {
    let offer = read_offer(&text("AmazonApiGateway.json"), "eu-west-1").unwrap();
    assert_eq!((offer.service.as_str(), offer.published.as_str()), ("AmazonApiGateway", "2026-09-21"));
    let priced: Vec<_> = offer.prices.iter().map(|price| price.item).collect();
    assert_eq!(priced, [PriceItem::RestRequests, PriceItem::WebSocketMessages, PriceItem::CacheHours]);
    let sizes: Vec<_> = offer.prices[2].sizes_gb.keys().map(|size| size.as_str()).collect();
    assert_eq!(sizes, ["6.1", "0.5"], "the list rounds the first to 6.05");
    let left: Vec<_> = offer.left_out.iter().map(|left| (left.sku.as_str(), left.why.clone())).collect();
    assert_eq!(
        left,
        [
            ("AAAA0005", LeftOutReason::UnknownUsageType),
            ("AAAA0006", LeftOutReason::OtherRegion("us-east-1".into())),
            ("AAAA0007", LeftOutReason::NoPrice("its price is not in US dollars".into())),
        ]
    );
}

#[test]
fn what_is_no_offer_file_is_refused() {
    for text in ["", "{}", "[]", r#"{"offerCode": 1}"#, r#"{"offerCode": "A", "products": {}, "terms": 1}"#] {
        assert!(matches!(read_offer(text, "us-east-1"), Err(OfferError::NotAnOffer(_))), "{text}");
    }
    let nothing = read_offer(&text("AmazonApiGateway.json"), "ap-south-1");
    assert!(matches!(nothing, Err(OfferError::Nothing { products: 7, .. })), "{nothing:?}");
}

#[test]
fn a_range_with_a_gap_is_no_price() {
    let whole = text("AmazonApiGateway.json");
    let gap = whole.replace("\"endRange\": \"333000000\"", "\"endRange\": \"332000000\"");
    let offer = read_offer(&gap, "eu-west-1").unwrap();
    assert_eq!(offer.left_out[0].sku, "AAAA0001");
    let odd = whole.replace("\"beginRange\": \"333000000\"", "\"beginRange\": \"333000000.5\"");
    assert_eq!(read_offer(&odd, "eu-west-1").unwrap().left_out[0].sku, "AAAA0001");
}
