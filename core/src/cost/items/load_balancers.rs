//! Load balancers behind VPC links: by the hour, and by the capacity units that their data needs.

use super::{hours, rule, thousandths};
use crate::aws::{MeteringRule, PriceItem, metering};
use crate::base::Milli;
use crate::cost::{Meter, Quantity};
use crate::design::inputs::Usage;

/// Pieces in an hour: a count and hours, both in thousandths.
const PER_HOUR: u128 = 1_000_000;
/// Pieces in a GB: data an hour in thousandths, times the pieces of an hour.
const PER_GB: u128 = 1000 * PER_HOUR;

/// One kind of load balancer.
struct Kind {
    hours: (PriceItem, &'static str),
    units: (PriceItem, &'static str),
    /// Hours that are stated.
    stated: Option<Milli>,
    /// Load balancers that exist for the usage's hours.
    count: Option<Milli>,
}

/// What is counted.
pub fn meters(usage: &Usage) -> Vec<Meter> {
    let application = Kind {
        hours: (PriceItem::AlbHours, "Application Load Balancers"),
        units: (PriceItem::AlbLcuHours, "Application Load Balancer capacity"),
        stated: usage.alb_hours,
        count: usage.alb,
    };
    let network = Kind {
        hours: (PriceItem::NlbHours, "Network Load Balancers"),
        units: (PriceItem::NlbLcuHours, "Network Load Balancer capacity"),
        stated: usage.nlb_hours,
        count: usage.nlb,
    };
    [application, network].iter().flat_map(|kind| of(usage, kind)).collect()
}

fn of(usage: &Usage, kind: &Kind) -> Vec<Meter> {
    if kind.stated.is_none() && kind.count.is_none() {
        return Vec::new();
    }
    let counted = kind.count.map_or(0, |count| thousandths(count).saturating_mul(thousandths(hours(usage))));
    let existing = kind.stated.map_or(0, thousandths).saturating_mul(1000).saturating_add(counted);
    let quantity = Quantity { pieces: existing, per_unit: PER_HOUR, unit: "hour" };
    let mut found = vec![Meter::new(kind.hours.0, kind.hours.1, quantity)];
    if usage.processed_gb_month.is_some() || usage.processed_gb_per_hour.is_some() {
        let month = usage.processed_gb_month.map_or(0, thousandths).saturating_mul(PER_HOUR);
        let hourly = usage.processed_gb_per_hour.map_or(0, thousandths).saturating_mul(existing);
        let per_unit = PER_GB.saturating_mul(rule(MeteringRule::LcuGb));
        let quantity = Quantity { pieces: month.saturating_add(hourly), per_unit, unit: "LCU-hour" };
        let meter = Meter::new(kind.units.0, kind.units.1, quantity);
        found.push(meter.note(metering(MeteringRule::LcuGb).note.clone()));
    }
    found
}
