//! The quotas of an account, of each kind of API, and of the management calls.

use serde::{Deserialize, Serialize};

use super::kinds::words;
use super::table::table;
use super::{ApiKind, EndpointKind, region};
use crate::base::Fact;

words! {
    /// What a quota is counted for.
    QuotaScope {
        Account = "account", Rest = "rest", Http = "http", WebSocket = "websocket", UsagePlan = "usage_plan",
        Domain = "domain", VpcLink = "vpc_link", Waf = "waf", Portal = "portal", Management = "management",
    }
}

words! {
    /// Whether AWS raises a quota: on request, never, or only through AWS Support.
    Adjustable { Yes = "yes", No = "no", Support = "support", NotDocumented = "not_documented" }
}

words! {
    /// What AWS does with a value above the limit: refuses it, takes it without effect, or answers and skips what
    /// the limit is about.
    OverLimit { Refused = "refused", NoEffect = "no_effect", Skipped = "skipped" }
}

/// A limit that AWS sets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// The name it has in the studio and in a design's raised quotas: `rest.resources_per_api`.
    pub id: String,
    /// What it limits.
    pub title: String,
    /// What it is counted for.
    pub scope: QuotaScope,
    /// The smallest value, where AWS has one.
    #[serde(default)]
    pub min: Option<u64>,
    /// The largest value, in `unit`.
    pub limit: u64,
    /// What AWS takes when nothing is set.
    #[serde(default)]
    pub default: Option<u64>,
    /// The unit of the values.
    pub unit: String,
    /// The seconds that `limit` holds for, on management calls.
    #[serde(default)]
    pub window_s: Option<u32>,
    /// Whether AWS raises it.
    pub adjustable: Adjustable,
    /// Its code in Service Quotas, where it has one.
    #[serde(default)]
    pub code: Option<String>,
    /// Whether AWS raises it for single APIs only.
    #[serde(default)]
    pub per_api: bool,
    /// The value in AWS's smaller Regions, where it differs.
    #[serde(default)]
    pub smaller_regions: Option<u64>,
    /// What AWS does with a value above the limit; none means that it is refused.
    #[serde(default)]
    pub over: Option<OverLimit>,
    /// Why a design never tells how much of it is used; none where it can.
    #[serde(default)]
    pub not_measured: Option<String>,
}

table! {
    /// Every quota, by topic in AWS's order.
    quotas: Quota = "quotas.json"
}

/// The quota of this id.
pub fn quota(id: &str) -> Option<&'static Fact<Quota>> {
    quotas().iter().find(|quota| quota.id == id)
}

/// How many bytes AWS takes in a mapping template of this kind of API; HTTP APIs have none.
pub fn mapping_template_bytes(kind: ApiKind) -> usize {
    let id = match kind {
        ApiKind::WebSocket => "websocket.mapping_template_bytes",
        ApiKind::Rest | ApiKind::Http => "rest.mapping_template_bytes",
    };
    quota(id).and_then(|row| usize::try_from(row.limit).ok()).unwrap_or(usize::MAX)
}

/// The quota on an integration's timeout, in milliseconds.
pub fn integration_timeout(kind: ApiKind, endpoint: EndpointKind) -> Option<&'static Fact<Quota>> {
    quota(match (kind, endpoint) {
        (ApiKind::Rest, EndpointKind::Edge) => "rest.integration_timeout_edge_ms",
        (ApiKind::Rest, _) => "rest.integration_timeout_ms",
        (ApiKind::Http, _) => "http.integration_timeout_ms",
        (ApiKind::WebSocket, _) => "websocket.integration_timeout_ms",
    })
}

impl Quota {
    /// The value in this Region, before AWS raised anything; an unknown or empty Region counts as a large one.
    pub fn limit_in(&self, code: &str) -> u64 {
        match self.smaller_regions {
            Some(smaller) if region(code).is_some_and(|region| region.is_smaller()) => smaller,
            _ => self.limit,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_smaller_regions_have_their_own_throttle() {
        let mut ids: Vec<&str> = quotas().iter().map(|quota| quota.id.as_str()).collect();
        ids.sort_unstable();
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]));
        let rate = quota("account.throttle_rate_rps").unwrap();
        assert_eq!((rate.limit_in("us-east-1"), rate.limit_in("eu-south-1")), (10_000, 2_500));
    }
}
