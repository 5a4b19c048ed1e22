//! Ranges that AWS checks on single settings, beside the quotas.

use serde::{Deserialize, Serialize};

use super::table::table;
use crate::base::Fact;

/// The range of a setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Its name, such as `cors.max_age_s`.
    pub id: String,
    /// What it limits.
    pub title: String,
    /// The smallest value.
    pub min: i64,
    /// The largest value.
    pub max: i64,
    /// What AWS takes when nothing is set.
    #[serde(default)]
    pub default: Option<i64>,
    /// The unit; empty for plain numbers.
    pub unit: String,
}

table! {
    /// Every range.
    limits: Limit = "limits.json"
}

/// The range of this id.
pub fn limit(id: &str) -> Option<&'static Fact<Limit>> {
    limits().iter().find(|limit| limit.id == id)
}

/// How often AWS runs a `#foreach` of a mapping template.
pub fn foreach_iterations() -> usize {
    limit("template.foreach_iterations").and_then(|row| usize::try_from(row.max).ok()).unwrap_or(usize::MAX)
}

impl Limit {
    /// Whether AWS takes this value.
    pub const fn contains(&self, value: i64) -> bool {
        self.min <= value && value <= self.max
    }
}
