//! IAM policies about `execute-api:Invoke`: resource policies, identities' own and those of Lambda authorizers.
//!
//! `design/policy` reads a policy and says what is wrong with it; [`evaluate`] says for every statement whether it is
//! about a call and why not.

mod cache;
mod evaluation;
mod facts;
mod outcome;

use crate::aws::ApiKind;

use super::exchange::Exchange;

pub(crate) use crate::design::policy::{Document, PolicyKind, account_of};
pub(crate) use cache::PolicyCache;
pub(crate) use evaluation::{Call, Evaluation, Reading, evaluate};
pub(crate) use facts::{Facts, domain_arn};
pub(crate) use outcome::{Accounts, Outcome, Says, combine};

/// The action that a call needs.
pub(crate) const INVOKE: &str = "execute-api:Invoke";

/// Whether the API has a resource policy that decides together with the authorizer.
pub(crate) fn has_resource_policy(x: &Exchange<'_>) -> bool {
    x.kind() == ApiKind::Rest && x.place.api.settings.resource_policy.is_some()
}
