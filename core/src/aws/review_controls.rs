//! What others check on the resources of an API, and what says the same here.

use serde::{Deserialize, Serialize};

use super::kinds::words;
use super::table::table;
use crate::base::Fact;

words! {
    /// Who checks.
    ControlBody {
        /// AWS Security Hub.
        SecurityHub = "Security Hub",
        /// checkov.
        Checkov = "checkov",
        /// The AWS Guard Rules Registry, after the rules of AWS Config.
        Guard = "Guard Rules Registry",
        /// cfn_nag.
        CfnNag = "cfn_nag",
        /// cfn-lint.
        CfnLint = "cfn-lint",
    }
}

/// A check of somebody else's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// Its name there: `CKV_AWS_276`.
    pub id: String,
    /// Who checks it.
    pub by: ControlBody,
    /// What it asks for.
    pub title: String,
    /// The rules of the review that say the same.
    #[serde(default)]
    pub rules: Vec<String>,
    /// The findings of `design::check` that say the same.
    #[serde(default)]
    pub checks: Vec<String>,
    /// Why no finding can say it: no design can be so, or its export never is; or why the review says otherwise.
    #[serde(default)]
    pub because: String,
}

table! {
    /// Every control.
    controls: Control = "review_controls.json"
}

/// The controls that a rule of the review or a finding of `design::check` answers.
pub fn controls_of(code: &str) -> impl Iterator<Item = &'static Fact<Control>> {
    controls().iter().filter(move |control| {
        let mut answers = control.rules.iter().chain(&control.checks);
        answers.any(|answer| answer == code)
    })
}
