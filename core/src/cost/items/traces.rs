//! X-Ray traces.

use crate::aws::PriceItem;
use crate::cost::Meter;
use crate::design::inputs::Usage;

/// What is counted.
pub fn meters(usage: &Usage) -> Vec<Meter> {
    let (recorded, retrieved) = (usage.xray_traces_recorded, usage.xray_traces_retrieved);
    let found = [
        Meter::count(PriceItem::TracesRecorded, "X-Ray traces recorded", recorded, "trace"),
        Meter::count(PriceItem::TracesRetrieved, "X-Ray traces retrieved or scanned", retrieved, "trace"),
    ];
    found.into_iter().flatten().collect()
}
