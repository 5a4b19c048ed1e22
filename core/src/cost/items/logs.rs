//! CloudWatch Logs: taken in, kept, and scanned by queries.

use crate::aws::PriceItem;
use crate::cost::Meter;
use crate::design::inputs::Usage;

/// What is counted.
pub fn meters(usage: &Usage) -> Vec<Meter> {
    let (ingested, stored, scanned) = (usage.logs_gb, usage.logs_gb_month, usage.insights_gb);
    let found = [
        Meter::decimal(PriceItem::LogsIngested, "CloudWatch Logs taken in", ingested, "GB"),
        Meter::decimal(PriceItem::LogsStored, "CloudWatch Logs kept", stored, "GB-month"),
        Meter::decimal(PriceItem::LogsScanned, "Logs Insights queries", scanned, "GB"),
    ];
    found.into_iter().flatten().collect()
}
