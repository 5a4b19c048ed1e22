//! WebSocket messages, sent and received, metered in units of 32 KB.

use super::increments;
use crate::aws::{MeteringRule, PriceItem, metering};
use crate::cost::{Meter, Quantity};
use crate::design::inputs::Usage;

/// What is counted, where there are such messages.
pub fn meter(usage: &Usage) -> Option<Meter> {
    let increment = MeteringRule::WebSocketMessageIncrement;
    let units = increments(usage.message_kb, increment);
    let quantity = Quantity::whole(u128::from(usage.messages?).saturating_mul(units), "message");
    let meter = Meter::new(PriceItem::WebSocketMessages, "WebSocket messages", quantity);
    Some(if units > 1 { meter.note(metering(increment).note.clone()) } else { meter })
}
