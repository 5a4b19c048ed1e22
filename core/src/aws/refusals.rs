//! What the management API answers when it refuses a design.

use serde::{Deserialize, Serialize};

use super::table::table;
use crate::base::Fact;

/// A refusal in AWS's own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// What is refused: `method.parameter_twice`.
    pub id: String,
    /// The words; `{names}` stand for what is put in.
    pub text: String,
    /// The largest value that is not refused, where it is about a number.
    #[serde(default)]
    pub max: Option<u64>,
}

table! {
    /// Every refusal.
    refusals: Refusal = "refusals.json"
}

/// The refusal of this id.
pub fn refusal(id: &str) -> Option<&'static Fact<Refusal>> {
    refusals().iter().find(|row| row.id == id)
}

/// AWS's words for this refusal, with `{name}` replaced by each value.
pub fn refusal_text(id: &str, values: &[(&str, &str)]) -> String {
    let text = refusal(id).map(|row| row.text.clone()).unwrap_or_default();
    values.iter().fold(text, |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}
