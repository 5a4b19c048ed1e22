//! The things that are paid for, one file each.

mod cache;
mod connection_minutes;
mod data_transfer;
mod http_requests;
mod rest_requests;
mod websocket_messages;

pub use cache::size as cache_size;

use super::CostLine;
use crate::aws::{MeteringRule, PriceBook, metering};
use crate::base::Milli;
use crate::design::inputs::Usage;

/// The lines of everything that is used, in the order of the kinds of API.
pub fn lines(usage: &Usage, book: &PriceBook) -> Vec<CostLine> {
    let items = [
        rest_requests::line,
        http_requests::line,
        websocket_messages::line,
        connection_minutes::line,
        cache::line,
        data_transfer::line,
    ];
    items.iter().filter_map(|line| line(usage, book)).collect()
}

/// The number that billing counts with.
fn rule(rule: MeteringRule) -> u128 {
    u128::from(metering(rule).value.value)
}

/// Thousandths of a byte in this many KB; a negative size counts as none.
fn milli_bytes(kb: Milli) -> u128 {
    u128::try_from(kb.thousandths()).unwrap_or(0).saturating_mul(rule(MeteringRule::Kb))
}

/// How many increments a payload of this size counts as: at least one.
fn increments(kb: Option<Milli>, increment: MeteringRule) -> u128 {
    let bytes = kb.map_or(0, milli_bytes);
    bytes.div_ceil(rule(increment).saturating_mul(1000).max(1)).max(1)
}
