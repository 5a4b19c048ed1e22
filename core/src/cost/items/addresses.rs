//! Public IPv4 addresses, by the hour.

use super::{hours, thousandths};
use crate::aws::PriceItem;
use crate::cost::{Meter, Quantity};
use crate::design::inputs::Usage;

/// Pieces in an hour of an address: a count and hours, both in thousandths.
const PER_HOUR: u128 = 1_000_000;

/// What is counted.
pub fn meters(usage: &Usage) -> Vec<Meter> {
    let addresses = usage.public_ipv4.map(|addresses| {
        let pieces = thousandths(addresses).saturating_mul(thousandths(hours(usage)));
        let quantity = Quantity { pieces, per_unit: PER_HOUR, unit: "address-hour" };
        Meter::new(PriceItem::PublicIpv4Hours, "Public IPv4 addresses", quantity)
    });
    addresses.into_iter().collect()
}
