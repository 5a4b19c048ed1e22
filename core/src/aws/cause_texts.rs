//! Error texts that depend on the cause.

use serde::{Deserialize, Serialize};

use super::table::table;

/// An error text with `{names}` in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CauseText {
    /// The cause.
    pub id: String,
    /// The text.
    pub text: String,
}

table! {
    /// Every text.
    cause_texts: CauseText = "cause_texts.json"
}

/// The text of a cause, with each `{name}` given way to its value; empty for an unknown cause.
pub fn cause_text(id: &str, values: &[(&str, &str)]) -> String {
    let text = cause_texts().iter().find(|row| row.id == id).map_or("", |row| row.text.as_str());
    values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}
