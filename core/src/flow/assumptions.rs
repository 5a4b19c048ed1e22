//! What AWS does not document and users may know better: each with the answer that is taken unless they say otherwise.

use serde::{Deserialize, Serialize};

/// The answers to open questions about API Gateway that a session goes by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Assumptions {
    /// Which answers a cache keeps.
    pub cached_answers: CachedAnswers,
    /// What an HTTP API answers when its integration is too slow.
    pub http_timeout: HttpTimeout,
    /// Where a REST API looks at the throttles of stage, method and account.
    pub rest_throttle: RestThrottle,
}

/// Which answers of an integration a cache keeps. AWS does not document it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CachedAnswers {
    /// All, whatever their status, as users report.
    #[default]
    All,
    /// Those with a status of 200 to 299.
    Successes,
}

/// The status of an HTTP API's timeout: public sources say both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HttpTimeout {
    /// 503 `Service Unavailable`.
    #[default]
    ServiceUnavailable,
    /// 504 `Gateway Timeout`.
    GatewayTimeout,
}

/// The place of a REST API's throttles among its steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RestThrottle {
    /// Before resource policy and authorizer, which then cost nothing.
    #[default]
    BeforeAuthorizer,
    /// With the usage plan: an execution log of 2019 tells of a method's throttle there.
    WithUsagePlan,
}
