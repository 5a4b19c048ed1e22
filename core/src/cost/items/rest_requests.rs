//! Requests to REST APIs: one call is one request, whatever its size.

use crate::aws::{PriceBook, PriceItem};
use crate::cost::{CostLine, Quantity};
use crate::design::inputs::Usage;

/// The line, where there are such requests.
pub fn line(usage: &Usage, book: &PriceBook) -> Option<CostLine> {
    let quantity = Quantity::whole(u128::from(usage.rest_requests?), "request");
    Some(CostLine::graduated(PriceItem::RestRequests, "REST API requests", quantity, book))
}
