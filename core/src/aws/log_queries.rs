//! Queries of CloudWatch Logs Insights.

use serde::{Deserialize, Serialize};

use super::table::table;

/// A query with `{names}` for the fields of a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogQueryText {
    /// What the query is called in data.
    pub id: String,
    /// What it tells.
    pub title: String,
    /// The query, without the part that reads fields out of lines.
    pub text: String,
}

table! {
    /// Every query.
    log_queries: LogQueryText = "log_queries.json"
}
