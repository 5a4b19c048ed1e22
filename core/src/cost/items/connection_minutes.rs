//! Minutes that WebSocket clients are connected.

use crate::aws::PriceItem;
use crate::cost::Meter;
use crate::design::inputs::Usage;

/// What is counted, where there are such minutes.
pub fn meter(usage: &Usage) -> Option<Meter> {
    let minutes = usage.connection_minutes;
    Meter::count(PriceItem::ConnectionMinutes, "WebSocket connection minutes", minutes, "minute")
}
