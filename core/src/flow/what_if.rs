//! What if: the changes of a request and its backend that users ask about most.

use serde_json::{Value, json};

use crate::design::inputs::{BackendAnswer, Identity, Scenario};
use crate::lang::jwt::Token;

/// A moment at which every token is over: the year 2100, in seconds since 1970.
const LATE_EPOCH_S: u64 = 4_102_444_800;
/// Requests of a burst.
const BURST: usize = 200;

/// A question about a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WhatIf {
    /// The token, or the temporary credentials, had expired.
    ExpiredToken,
    /// The client sent no body.
    MissingBody,
    /// The client sent it 200 times at once.
    Burst,
    /// The backend did not answer in time.
    BackendTimeout,
    /// The function answered with something that is no response.
    MalformedAnswer,
    /// The function failed.
    FunctionError,
    /// Lambda refused to run the function, because its concurrency is used up.
    ThrottledFunction,
}

impl WhatIf {
    /// All questions, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::ExpiredToken,
        Self::MissingBody,
        Self::Burst,
        Self::BackendTimeout,
        Self::MalformedAnswer,
        Self::FunctionError,
        Self::ThrottledFunction,
    ];

    /// The question in a few words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::ExpiredToken => "Expired token",
            Self::MissingBody => "Missing body",
            Self::Burst => "Burst of 200",
            Self::BackendTimeout => "Backend timeout",
            Self::MalformedAnswer => "Malformed Lambda answer",
            Self::FunctionError => "Function error",
            Self::ThrottledFunction => "Throttled Lambda",
        }
    }

    /// The requests that answer the question: one, or the burst.
    pub fn requests(self, scenario: &Scenario) -> Vec<Scenario> {
        let mut changed = scenario.clone();
        let error = |kind: &str, text: &str| {
            let error = Some(json!({ "errorType": kind, "errorMessage": text }));
            Some(BackendAnswer { error, ..BackendAnswer::default() })
        };
        match self {
            Self::ExpiredToken => expire(&mut changed),
            Self::MissingBody => {
                changed.body = None;
                changed.body_base64 = None;
            }
            Self::Burst => return vec![changed; BURST],
            Self::BackendTimeout => {
                let answer = BackendAnswer { timeout: true, ..BackendAnswer::default() };
                changed.backend = Some(answer);
            }
            Self::MalformedAnswer => {
                let result = Some(Value::from("no response"));
                changed.backend = Some(BackendAnswer { result, ..BackendAnswer::default() });
            }
            Self::FunctionError => changed.backend = error("Error", "Something failed"),
            Self::ThrottledFunction => changed.backend = error("TooManyRequestsException", "Rate exceeded"),
        }
        vec![changed]
    }
}

/// Takes the request to a moment after its token's time.
fn expire(scenario: &mut Scenario) {
    let values = scenario.headers.values().flat_map(|values| values.values());
    let token = values.filter_map(|value| Token::read(value.rsplit(' ').next()?).ok()).next();
    let ends = token.and_then(|token| token.time_s("exp")).and_then(|ends| u64::try_from(ends).ok());
    let identity = scenario.identity.get_or_insert_with(Identity::default);
    if let Some(iam) = &mut identity.iam {
        iam.token_expires_epoch_s = Some(0);
        return;
    }
    identity.now_epoch_s = Some(ends.map_or(LATE_EPOCH_S, |ends| ends.saturating_add(1)));
}
