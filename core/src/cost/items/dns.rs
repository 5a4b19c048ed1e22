//! Route 53: hosted zones of custom domains, and queries.

use crate::aws::PriceItem;
use crate::cost::Meter;
use crate::design::inputs::Usage;

/// What is counted.
pub fn meters(usage: &Usage) -> Vec<Meter> {
    let queries = usage.dns_standard_queries;
    let found = [
        Meter::decimal(PriceItem::HostedZones, "Route 53 hosted zones", usage.hosted_zones, "zone"),
        Meter::count(PriceItem::DnsQueries, "Route 53 standard queries", queries, "query"),
    ];
    found.into_iter().flatten().collect()
}
