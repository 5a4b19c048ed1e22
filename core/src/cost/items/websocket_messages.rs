//! WebSocket messages, sent and received, metered in units of 32 KB.

use super::increments;
use crate::aws::{MeteringRule, PriceBook, PriceItem, metering};
use crate::cost::{CostLine, Quantity};
use crate::design::inputs::Usage;

/// The line, where there are such messages.
pub fn line(usage: &Usage, book: &PriceBook) -> Option<CostLine> {
    let increment = MeteringRule::WebSocketMessageIncrement;
    let units = increments(usage.message_kb, increment);
    let quantity = Quantity::whole(u128::from(usage.messages?).saturating_mul(units), "message");
    let line = CostLine::graduated(PriceItem::WebSocketMessages, "WebSocket messages", quantity, book);
    Some(if units > 1 { line.note(metering(increment).note.clone()) } else { line })
}
