//! S3 Standard, which holds trust stores and what integrations serve.

use crate::aws::PriceItem;
use crate::cost::Meter;
use crate::design::inputs::Usage;

/// What is counted.
pub fn meters(usage: &Usage) -> Vec<Meter> {
    let found = [
        Meter::decimal(PriceItem::S3Gb, "S3 storage", usage.s3_gb_month, "GB-month"),
        Meter::count(PriceItem::S3Put, "S3 PUT requests", usage.s3_put, "request"),
        Meter::count(PriceItem::S3Get, "S3 GET requests", usage.s3_get, "request"),
    ];
    found.into_iter().flatten().collect()
}
