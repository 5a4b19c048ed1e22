//! What the usage types of AWS's price lists stand for.

use serde::{Deserialize, Serialize};

use super::PriceItem;
use super::table::table;

/// A usage type of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UsageType {
    /// The offer code, such as `AmazonApiGateway`.
    pub service: String,
    /// The usage type without its Region and without the size behind a colon.
    pub usage_type: String,
    /// The operation, where several share a usage type.
    #[serde(default)]
    pub operation: Option<String>,
    /// What is priced.
    pub item: PriceItem,
}

table! {
    /// Every usage type that is understood.
    usage_types: UsageType = "usage_types.json"
}

/// What a usage type on a price list stands for; none where it is not understood.
///
/// Price lists put the Region before most usage types (`EU-ApiGatewayRequest`), but not before all of US East's.
pub fn usage_type(service: &str, written: &str, operation: &str) -> Option<PriceItem> {
    let find = |bare: &str| {
        let row = usage_types().iter().find(|row| {
            row.service == service
                && row.usage_type == bare
                && row.operation.as_ref().is_none_or(|wanted| wanted == operation)
        });
        row.map(|row| row.item)
    };
    let without_size = |text: &str| find(text).or_else(|| find(text.rsplit_once(':')?.0));
    without_size(written).or_else(|| {
        let (region, bare) = written.split_once('-')?;
        let is_region = region.len() <= MAX_PREFIX
            && region.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        is_region.then(|| without_size(bare)).flatten()
    })
}

/// The longest Region before a usage type, such as `USE1`.
const MAX_PREFIX: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_before_a_usage_type_is_no_part_of_it() {
        let item = |written| usage_type("AmazonApiGateway", written, "");
        assert_eq!(item("APN2-ApiGatewayMessage"), Some(PriceItem::WebSocketMessages));
        assert_eq!(item("EU-ApiGatewayCacheUsage:0.5GB"), Some(PriceItem::CacheHours));
        assert_eq!(item("ApiGatewayRequest"), Some(PriceItem::RestRequests));
        assert_eq!(item("USE1-ApiGatewayRequest-Lambda"), None);
        assert_eq!(usage_type("AmazonRoute53", "DNS-Queries", ""), Some(PriceItem::DnsQueries));
        assert_eq!(usage_type("AWSELB", "LCUUsage", "LoadBalancing:Network"), Some(PriceItem::NlbLcuHours));
        assert_eq!(usage_type("AWSLambda", "USE1-Lambda-GB-Second-ARM", ""), Some(PriceItem::LambdaArm64));
    }
}
