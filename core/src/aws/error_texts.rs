//! What HTTP and WebSocket APIs answer when they refuse.

use serde::{Deserialize, Serialize};

use super::table::table;
use super::{ApiKind, Evidence, GatewayResponseType};
use crate::base::Fact;

/// What an HTTP or WebSocket API answers; REST APIs have gateway responses instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorText {
    /// The kind of API.
    pub kind: ApiKind,
    /// What `$context.error.responseType` says.
    #[serde(rename = "type")]
    pub response_type: GatewayResponseType,
    /// The status.
    pub status: u16,
    /// The `message` of the body or frame.
    pub message: String,
    /// How well it is founded.
    pub evidence: Evidence,
}

table! {
    /// Every answer.
    error_texts: ErrorText = "error_texts.json"
}

/// What this kind of API answers for this type of error; none for REST APIs.
pub fn error_of_type(kind: ApiKind, of: GatewayResponseType) -> Option<&'static Fact<ErrorText>> {
    error_texts().iter().find(|row| row.kind == kind && row.response_type == of)
}

/// What this kind of API answers with this status; none for REST APIs.
pub fn error_with_status(kind: ApiKind, status: u16) -> Option<&'static Fact<ErrorText>> {
    error_texts().iter().find(|row| row.kind == kind && row.status == status)
}
