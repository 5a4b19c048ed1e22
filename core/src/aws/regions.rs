//! The Regions that API Gateway runs in.

use serde::{Deserialize, Serialize};

use super::kinds::words;
use super::table::table;
use crate::base::Fact;

words! {
    /// How large a Region's default account throttle is.
    RegionThrottle { Standard = "standard", Smaller = "smaller" }
}

/// A Region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// The code, such as `us-east-1`.
    pub code: String,
    /// The name that the console shows.
    pub name: String,
    /// How large its default account throttle is; none means standard.
    #[serde(default)]
    pub throttle: Option<RegionThrottle>,
    /// What its ARNs begin with after `arn:`.
    #[serde(default = "partition")]
    pub partition: String,
    /// What its host names end with.
    #[serde(default = "dns_suffix")]
    pub dns_suffix: String,
}

fn partition() -> String {
    "aws".to_owned()
}

fn dns_suffix() -> String {
    "amazonaws.com".to_owned()
}

table! {
    /// Every Region; the first is the default.
    regions: Region = "regions.json"
}

/// The Region of this code.
pub fn region(code: &str) -> Option<&'static Fact<Region>> {
    regions().iter().find(|region| region.code == code)
}

/// The code that an empty Region stands for.
pub fn default_region() -> &'static str {
    regions().first().map_or("", |region| &region.value.code)
}

/// What the ARNs of this Region begin with after `arn:`; those of one that is not known, as most do.
pub fn partition_of(code: &str) -> String {
    region(code).map_or_else(partition, |region| region.value.partition.clone())
}

/// What the host names of this Region end with; those of one that is not known, as most do.
pub fn dns_suffix_of(code: &str) -> String {
    region(code).map_or_else(dns_suffix, |region| region.value.dns_suffix.clone())
}

impl Region {
    /// Whether the Region's default account throttle is the smaller one.
    pub fn is_smaller(&self) -> bool {
        self.throttle == Some(RegionThrottle::Smaller)
    }
}
