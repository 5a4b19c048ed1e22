//! The AWS service actions that an HTTP API calls by itself.

use serde::{Deserialize, Serialize};

use super::table::table;
use crate::base::Fact;

/// A first-class service action of HTTP APIs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceSubtype {
    /// AWS's name, such as `SQS-SendMessage`.
    pub subtype: String,
    /// Request parameters that must be there.
    pub required: Vec<String>,
    /// Request parameters that may be there.
    pub optional: Vec<String>,
}

table! {
    /// Every action.
    http_service_subtypes: ServiceSubtype = "http_service_subtypes.json"
}

/// The action of this name.
pub fn http_service_subtype(name: &str) -> Option<&'static Fact<ServiceSubtype>> {
    http_service_subtypes().iter().find(|row| row.subtype == name)
}
