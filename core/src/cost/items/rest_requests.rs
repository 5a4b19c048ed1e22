//! Requests to REST APIs: one call is one request, whatever its size, unless its answer is streamed.

use super::increments;
use crate::aws::{MeteringRule, PriceItem, metering};
use crate::cost::{Meter, Quantity};
use crate::design::inputs::Usage;

/// What is counted, where there are such requests.
pub fn meter(usage: &Usage) -> Option<Meter> {
    if usage.rest_requests.is_none() && usage.streaming_requests.is_none() {
        return None;
    }
    let increment = MeteringRule::RestStreamIncrement;
    let units = increments(usage.response_kb, increment);
    let streamed = u128::from(usage.streaming_requests.unwrap_or(0)).saturating_mul(units);
    let requests = u128::from(usage.rest_requests.unwrap_or(0)).saturating_add(streamed);
    let meter =
        Meter::new(PriceItem::RestRequests, "REST API requests", Quantity::whole(requests, "request"));
    Some(if streamed > 0 { meter.note(metering(increment).note.clone()) } else { meter })
}
