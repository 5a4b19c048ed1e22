//! Managed rule groups of AWS WAF, and what WAF answers in place of an API.

use serde::{Deserialize, Serialize};

use super::kinds::words;
use super::table::table;
use crate::base::Fact;

/// A managed rule group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManagedGroup {
    /// Who manages it.
    pub vendor: String,
    /// Its name, such as `AWSManagedRulesCommonRuleSet`.
    pub name: String,
    /// What the labels of its rules begin with.
    pub labels: String,
    /// Its rules in order.
    pub rules: Vec<ManagedRule>,
}

/// A rule of a managed rule group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManagedRule {
    /// Its name.
    pub name: String,
    /// The end of the label that it sets.
    pub label: String,
    /// Whether it only counts; the others block.
    #[serde(default)]
    pub count: bool,
    /// What it looks for, where AWS publishes that in full.
    #[serde(default)]
    pub published: Option<PublishedCheck>,
}

/// What a managed rule looks for, as AWS publishes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PublishedCheck {
    /// A header that is absent.
    AbsentHeader {
        /// Its name.
        absent_header: String,
    },
    /// A part of the request that is larger.
    OverBytes {
        /// The part, as a statement of the design names it.
        part: String,
        /// The size in bytes that still passes.
        over_bytes: u64,
    },
    /// A verb.
    Method {
        /// The verb.
        method: String,
    },
}

table! {
    /// Every managed group that is known; there are more, of AWS and of others.
    managed_groups: ManagedGroup = "waf_managed_groups.json"
}

/// The managed group of this vendor and name.
pub fn managed_group(vendor: &str, name: &str) -> Option<&'static Fact<ManagedGroup>> {
    managed_groups().iter().find(|group| group.vendor == vendor && group.name == name)
}

words! {
    /// Actions for which WAF answers the client itself.
    WafChallenge { Captcha = "CAPTCHA", Challenge = "CHALLENGE" }
}

/// What WAF answers in place of the API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WafAnswer {
    /// The action.
    pub action: WafChallenge,
    /// The status.
    pub status: u16,
    /// The header that names the action.
    pub header: String,
    /// The header's value.
    pub value: String,
}

mod answers {
    use super::{WafAnswer, table};

    table! {
        /// Every such answer.
        waf_answers: WafAnswer = "waf_answers.json"
    }
}
pub use answers::waf_answers;

/// What WAF answers for this action.
pub fn waf_answer(action: WafChallenge) -> Option<&'static Fact<WafAnswer>> {
    waf_answers().iter().find(|answer| answer.action == action)
}
