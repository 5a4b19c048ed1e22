//! What the answer to a scenario has to be.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::aws::GatewayResponseType;

/// What a scenario expects of its last answer; what is not named may be anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Expectations {
    /// The status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Headers by name, in any case.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub headers: IndexMap<String, HeaderExpectation>,
    /// The body.
    #[serde(skip_serializing_if = "crate::design::record::is_default")]
    pub body: BodyExpectation,
    /// What steps decide, by their names in traces, such as `throttle`.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub steps: IndexMap<String, StepExpectation>,
    /// The type of the refusal, as `$context.error.responseType` says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_type: Option<GatewayResponseType>,
}

impl Expectations {
    /// Whether nothing is expected.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What is expected of a header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeaderExpectation {
    /// It is there, with any value.
    Present,
    /// It is not there.
    Absent,
    /// One of its values is this text.
    Equals(String),
}

/// What is expected of a body; all of it has to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BodyExpectation {
    /// The exact text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The same JSON, whatever its layout and the order of members; `1` and `1.0` are the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub json: Option<Value>,
    /// JSON that has at least this in it: the members of an object, and for each element of a list one that has it
    /// in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contains: Option<Value>,
    /// Values by JSON path; a path with wildcards gives the list of all that it finds.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub paths: IndexMap<String, Value>,
}

/// What is expected of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepExpectation {
    /// The request goes on.
    Pass,
    /// The request is answered there.
    Answer,
    /// The request is refused there.
    Refuse,
    /// There is nothing to decide.
    Skip,
    /// The request does not come so far.
    NotReached,
}

impl StepExpectation {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Pass, Self::Answer, Self::Refuse, Self::Skip, Self::NotReached];

    /// The word in saved designs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Answer => "answer",
            Self::Refuse => "refuse",
            Self::Skip => "skip",
            Self::NotReached => "not_reached",
        }
    }
}
