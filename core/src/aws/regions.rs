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

impl Region {
    /// Whether the Region's default account throttle is the smaller one.
    pub fn is_smaller(&self) -> bool {
        self.throttle == Some(RegionThrottle::Smaller)
    }
}
