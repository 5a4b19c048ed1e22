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

/// A question that AWS's documents leave open and a session answers; a step that rests on the answer says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// See [`Assumptions::cached_answers`].
    CachedAnswers,
    /// See [`Assumptions::http_timeout`].
    HttpTimeout,
    /// See [`Assumptions::rest_throttle`].
    RestThrottle,
}

impl Assumptions {
    /// Takes the default answer to a question, or the other one.
    pub const fn choose(&mut self, question: Question, default: bool) {
        match question {
            Question::CachedAnswers => {
                self.cached_answers = if default { CachedAnswers::All } else { CachedAnswers::Successes };
            }
            Question::HttpTimeout => {
                self.http_timeout =
                    if default { HttpTimeout::ServiceUnavailable } else { HttpTimeout::GatewayTimeout };
            }
            Question::RestThrottle => {
                self.rest_throttle =
                    if default { RestThrottle::BeforeAuthorizer } else { RestThrottle::WithUsagePlan };
            }
        }
    }

    /// Whether this question has the answer that is taken unless somebody says otherwise.
    pub fn is_default(self, question: Question) -> bool {
        let usual = Self::default();
        match question {
            Question::CachedAnswers => self.cached_answers == usual.cached_answers,
            Question::HttpTimeout => self.http_timeout == usual.http_timeout,
            Question::RestThrottle => self.rest_throttle == usual.rest_throttle,
        }
    }
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
