//! NAT gateways, through which functions in a VPC reach the internet.

use crate::aws::PriceItem;
use crate::cost::Meter;
use crate::design::inputs::Usage;

/// What is counted.
pub fn meters(usage: &Usage) -> Vec<Meter> {
    let found = [
        Meter::decimal(PriceItem::NatHours, "NAT gateways", usage.nat_hours, "hour"),
        Meter::decimal(PriceItem::NatGb, "Data through NAT gateways", usage.nat_gb, "GB"),
    ];
    found.into_iter().flatten().collect()
}
