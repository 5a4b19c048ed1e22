//! TLS security policies of domains and REST APIs.

use serde::{Deserialize, Serialize};

use super::EndpointKind;
use super::kinds::words;
use super::table::table;

words! {
    /// The endpoints that a security policy goes with.
    PolicyEndpoint { Any = "any", Regional = "regional", Edge = "edge" }
}

words! {
    /// The two first policies, or those of November 2025.
    PolicyGeneration { Legacy = "legacy", Enhanced = "enhanced" }
}

/// A TLS security policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecurityPolicy {
    /// AWS's name.
    pub name: String,
    /// The endpoints it goes with.
    pub endpoint: PolicyEndpoint,
    /// Which generation it is of.
    pub generation: PolicyGeneration,
    /// The least TLS version that it takes, such as `TLSv1.2`.
    pub min_tls: String,
    /// Whether Security Hub recommends it.
    #[serde(default)]
    pub recommended: bool,
}

table! {
    /// Every policy.
    security_policies: SecurityPolicy = "security_policies.json"
}

impl SecurityPolicy {
    /// Whether it goes with an endpoint of this kind.
    pub fn fits(&self, endpoint: EndpointKind) -> bool {
        match self.endpoint {
            PolicyEndpoint::Any => true,
            PolicyEndpoint::Regional => endpoint != EndpointKind::Edge,
            PolicyEndpoint::Edge => endpoint == EndpointKind::Edge,
        }
    }
}
