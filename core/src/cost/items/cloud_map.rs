//! AWS Cloud Map, where VPC links find containers.

use crate::aws::PriceItem;
use crate::cost::Meter;
use crate::design::inputs::Usage;

/// What is counted.
pub fn meters(usage: &Usage) -> Vec<Meter> {
    let (resources, calls) = (usage.cloud_map_resources, usage.cloud_map_calls);
    let found = [
        Meter::decimal(PriceItem::CloudMapResources, "Cloud Map resources", resources, "resource-month"),
        Meter::count(PriceItem::CloudMapCalls, "Cloud Map discovery calls", calls, "call"),
    ];
    found.into_iter().flatten().collect()
}
