//! Interface VPC endpoints, by Availability Zone and hour, and the data through them; and VPC links.

use super::{hours, thousandths};
use crate::aws::PriceItem;
use crate::base::Milli;
use crate::cost::{Meter, Quantity};
use crate::design::inputs::Usage;

/// Pieces in an hour of an endpoint: three factors in thousandths.
const PER_HOUR: u128 = 1_000_000_000;

/// What is counted.
pub fn meters(usage: &Usage) -> Vec<Meter> {
    let endpoints = usage.vpc_endpoints.map(|endpoints| {
        let zones = thousandths(usage.azs.unwrap_or(Milli::whole(1)));
        let each = zones.saturating_mul(thousandths(hours(usage)));
        let pieces = thousandths(endpoints).saturating_mul(each);
        let quantity = Quantity { pieces, per_unit: PER_HOUR, unit: "endpoint-hour" };
        Meter::new(PriceItem::EndpointHours, "VPC endpoints", quantity)
            .note("An endpoint is charged in each of its Availability Zones")
    });
    let found = [
        endpoints,
        Meter::decimal(PriceItem::EndpointGb, "Data through VPC endpoints", usage.gb, "GB"),
        Meter::decimal(PriceItem::VpcLinks, "VPC links", usage.vpc_links, "VPC link"),
    ];
    found.into_iter().flatten().collect()
}
