//! IAM policies about `execute-api:Invoke`: resource policies, identities' own and those of Lambda authorizers.
//!
//! [`Document::read`] reads a policy and says what is wrong with it; [`evaluate`] says for every statement whether
//! it is about a call and why not.

mod cache;
mod condition;
mod document;
mod evaluation;
mod facts;
mod operator;
mod outcome;
mod principal;
mod text;
mod value;

use crate::aws::ApiKind;

use super::exchange::Exchange;

pub(crate) use cache::PolicyCache;
pub(crate) use document::{Document, Effect, PolicyKind};
pub(crate) use evaluation::{Call, Evaluation, Reading, evaluate};
pub(crate) use facts::{Facts, domain_arn};
pub(crate) use outcome::{Accounts, Outcome, Says, combine};
pub(crate) use principal::account_of;

/// The action that a call needs.
pub(crate) const INVOKE: &str = "execute-api:Invoke";

/// Whether the API has a resource policy that decides together with the authorizer.
pub(crate) fn has_resource_policy(x: &Exchange<'_>) -> bool {
    x.kind() == ApiKind::Rest && x.place.api.settings.resource_policy.is_some()
}

/// Whether one part of a statement is about a call, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub holds: bool,
    /// What it wants and what it found.
    pub text: String,
    /// What of that is not documented by AWS or not known from the request.
    pub doubt: Option<String>,
}

/// Names in backticks, with "or" between them; a long list is cut and says so.
fn list<T: AsRef<str>>(names: &[T]) -> String {
    const SHOWN: usize = 6;
    let mut shown: Vec<String> =
        names.iter().take(SHOWN).map(|name| format!("`{}`", name.as_ref())).collect();
    if names.len() > SHOWN {
        shown.push(format!("{} more", names.len() - SHOWN));
    }
    if shown.is_empty() { "nothing".to_owned() } else { shown.join(" or ") }
}
