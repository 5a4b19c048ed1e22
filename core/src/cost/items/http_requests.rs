//! Requests to HTTP APIs, metered in units of 512 KB.

use super::increments;
use crate::aws::{MeteringRule, PriceItem, metering};
use crate::cost::{Meter, Quantity};
use crate::design::inputs::Usage;

/// What is counted, where there are such requests.
pub fn meter(usage: &Usage) -> Option<Meter> {
    let increment = MeteringRule::HttpRequestIncrement;
    let units = increments(usage.request_kb, increment);
    let quantity = Quantity::whole(u128::from(usage.http_requests?).saturating_mul(units), "request");
    let meter = Meter::new(PriceItem::HttpRequests, "HTTP API requests", quantity);
    Some(if units > 1 { meter.note(metering(increment).note.clone()) } else { meter })
}
