//! CloudWatch alarms, by the metrics that they watch.

use super::rule;
use crate::aws::{MeteringRule, PriceItem, metering};
use crate::base::Milli;
use crate::cost::{Meter, Quantity};
use crate::design::inputs::Usage;

/// What is counted.
pub fn meters(usage: &Usage) -> Vec<Meter> {
    let (standard, high) = (usage.alarms_standard, usage.alarms_high);
    let found = [
        Meter::decimal(PriceItem::AlarmsStandard, "CloudWatch alarms", standard, "alarm metric"),
        Meter::decimal(PriceItem::AlarmsHigh, "High resolution alarms", high, "alarm metric"),
        anomaly(PriceItem::AlarmsStandardAnomaly, "Anomaly detection alarms", usage.alarms_standard_anomaly),
        anomaly(
            PriceItem::AlarmsHighAnomaly,
            "High resolution anomaly detection alarms",
            usage.alarms_high_anomaly,
        ),
        Meter::decimal(PriceItem::AlarmsComposite, "Composite alarms", usage.alarms_composite, "alarm"),
    ];
    found.into_iter().flatten().collect()
}

/// Alarms on the band that a metric is expected in: AWS counts several metrics for each.
fn anomaly(item: PriceItem, label: &str, alarms: Option<Milli>) -> Option<Meter> {
    let alarms = Quantity::decimal(alarms?, "alarm metric");
    let each = rule(MeteringRule::AnomalyMetrics);
    let meter = Meter::new(item, label, alarms.with(alarms.pieces.saturating_mul(each)));
    Some(meter.note(metering(MeteringRule::AnomalyMetrics).note.clone()))
}
