//! Requests to HTTP APIs, metered in units of 512 KB.

use super::increments;
use crate::aws::{MeteringRule, PriceBook, PriceItem, metering};
use crate::cost::{CostLine, Quantity};
use crate::design::inputs::Usage;

/// The line, where there are such requests.
pub fn line(usage: &Usage, book: &PriceBook) -> Option<CostLine> {
    let increment = MeteringRule::HttpRequestIncrement;
    let units = increments(usage.request_kb, increment);
    let quantity = Quantity::whole(u128::from(usage.http_requests?).saturating_mul(units), "request");
    let line = CostLine::graduated(PriceItem::HttpRequests, "HTTP API requests", quantity, book);
    Some(if units > 1 { line.note(metering(increment).note.clone()) } else { line })
}
