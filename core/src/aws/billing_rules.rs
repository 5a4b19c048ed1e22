//! Which requests AWS counts on the bill.

use serde::{Deserialize, Serialize};

use super::kinds::words;
use super::table::table;
use super::{ApiKind, Evidence};
use crate::base::Fact;

words! {
    /// How a request ended, as far as the bill is concerned.
    Ending {
        Integration = "integration", Authorization = "authorization", ApiKey = "api_key", Throttle = "throttle",
        UsagePlan = "usage_plan", Cache = "cache", Validation = "validation", Waf = "waf", NoRoute = "no_route",
        Endpoint = "endpoint", Preflight = "preflight", Connect = "connect",
    }
}

words! {
    /// Whether AWS charges for something.
    Billed { Yes = "yes", No = "no", Unknown = "unknown" }
}

/// Whether requests of a kind of API that end in one way are charged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BillingRule {
    /// The kind of API.
    pub kind: ApiKind,
    /// How the request ended.
    pub ending: Ending,
    /// Whether it is charged.
    pub billed: Billed,
    /// How well that is founded.
    pub fidelity: Evidence,
    /// The rule as a sentence.
    pub why: String,
}

table! {
    /// Every rule.
    billing_rules: BillingRule = "billing_rules.json"
}

/// The rule for requests of this kind that end so.
pub fn billing_rule(kind: ApiKind, ending: Ending) -> Option<&'static Fact<BillingRule>> {
    billing_rules().iter().find(|row| row.kind == kind && row.ending == ending)
}
