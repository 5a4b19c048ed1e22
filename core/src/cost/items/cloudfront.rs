//! A CloudFront distribution before a Regional API, for clients in the United States.

use crate::aws::PriceItem;
use crate::cost::Meter;
use crate::design::inputs::Usage;

/// What is counted.
pub fn meters(usage: &Usage) -> Vec<Meter> {
    let (out, origin) = (usage.cloudfront_us_gb, usage.cloudfront_us_origin_gb);
    let (https, http) = (usage.cloudfront_us_https_requests, usage.cloudfront_us_http_requests);
    let found = [
        Meter::decimal(PriceItem::CloudFrontGb, "CloudFront data out, US", out, "GB"),
        Meter::decimal(PriceItem::CloudFrontOriginGb, "CloudFront data to origin, US", origin, "GB"),
        Meter::count(PriceItem::CloudFrontHttps, "CloudFront HTTPS requests, US", https, "request"),
        Meter::count(PriceItem::CloudFrontHttp, "CloudFront HTTP requests, US", http, "request"),
    ];
    found.into_iter().flatten().collect()
}
