//! Custom and detailed metrics, and the dashboards that show them.

use crate::aws::PriceItem;
use crate::cost::Meter;
use crate::design::inputs::Usage;

/// What is counted.
pub fn meters(usage: &Usage) -> Vec<Meter> {
    let (metrics, dashboards) = (usage.custom_metric_months, usage.dashboards);
    let found = [
        Meter::decimal(PriceItem::CustomMetrics, "CloudWatch metrics", metrics, "metric-month"),
        Meter::decimal(PriceItem::Dashboards, "CloudWatch dashboards", dashboards, "dashboard"),
    ];
    found.into_iter().flatten().collect()
}
