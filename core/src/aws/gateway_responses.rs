//! What a REST API answers when it refuses a request or fails.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::GatewayResponseType;
use super::kinds::words;
use super::table::table;
use crate::base::Fact;

words! {
    /// How well a behaviour is founded: seen on AWS, written by AWS, or neither.
    Evidence { Recorded = "recorded", Documented = "documented", Assumed = "assumed" }
}

/// What AWS answers for a type of gateway response that nobody customised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GatewayResponseDefault {
    /// The type.
    #[serde(rename = "type")]
    pub kind: GatewayResponseType,
    /// The status; none for the two fallback types.
    pub status: Option<u16>,
    /// `$context.error.message`; none is the JSON value null. `{names}` stands for the missing parameters.
    pub message: Option<String>,
    /// The `x-amzn-ErrorType` header.
    pub error_type: Option<String>,
    /// The type whose customisation holds for this one.
    pub fallback: Option<GatewayResponseType>,
    /// When AWS answers so.
    pub when: String,
    /// How well status and text are founded.
    #[serde(rename = "fidelity")]
    pub evidence: Evidence,
}

table! {
    /// The 21 types.
    gateway_responses: GatewayResponseDefault = "gateway_responses.json"
}

/// What AWS answers for this type.
pub fn gateway_response(kind: GatewayResponseType) -> &'static Fact<GatewayResponseDefault> {
    // Never reached: a test holds that the table has all types.
    static MISSING: LazyLock<Fact<GatewayResponseDefault>> = LazyLock::new(|| Fact {
        value: GatewayResponseDefault {
            kind: GatewayResponseType::Default5xx,
            status: None,
            message: None,
            error_type: None,
            fallback: None,
            when: String::new(),
            evidence: Evidence::Assumed,
        },
        source: String::new(),
        as_of: String::new(),
        note: String::new(),
    });
    gateway_responses().iter().find(|row| row.kind == kind).unwrap_or(&MISSING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_its_row() {
        for kind in GatewayResponseType::ALL {
            assert_eq!(gateway_response(*kind).kind, *kind);
        }
    }
}
