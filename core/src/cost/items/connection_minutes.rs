//! Minutes that WebSocket clients are connected.

use crate::aws::{PriceBook, PriceItem};
use crate::cost::{CostLine, Quantity};
use crate::design::inputs::Usage;

/// The line, where there are such minutes.
pub fn line(usage: &Usage, book: &PriceBook) -> Option<CostLine> {
    let quantity = Quantity::whole(u128::from(usage.connection_minutes?), "minute");
    Some(CostLine::graduated(PriceItem::ConnectionMinutes, "WebSocket connection minutes", quantity, book))
}
