//! The lines of execution logs, as AWS words them.

use serde::{Deserialize, Serialize};

use super::table::table;
use super::{Evidence, LoggingLevel};
use crate::base::Fact;

/// A line of an execution log with `{names}` in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExecutionLine {
    /// What the line is about.
    pub id: String,
    /// The code of the finding that a failure comes with; none for lines that are no failures.
    #[serde(default)]
    pub cause: Option<String>,
    /// The text.
    pub text: String,
    /// The least level that writes it.
    pub level: LoggingLevel,
    /// Whether it is written only where whole requests are logged.
    #[serde(default)]
    pub data_trace: bool,
    /// How well the text is founded.
    pub fidelity: Evidence,
}

table! {
    /// Every line.
    execution_lines: ExecutionLine = "execution_log.json"
}

/// The line about this.
pub fn execution_line(id: &str) -> Option<&'static Fact<ExecutionLine>> {
    execution_lines().iter().find(|row| row.id == id)
}

/// The line of a failure, by the code of the finding that comes with it.
pub fn execution_failure(code: &str) -> Option<&'static Fact<ExecutionLine>> {
    execution_lines().iter().find(|row| row.cause.as_deref() == Some(code))
}
