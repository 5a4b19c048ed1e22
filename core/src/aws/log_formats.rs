//! The access log formats that the console offers.

use serde::{Deserialize, Serialize};

use super::ApiKind;
use super::kinds::words;
use super::table::table;
use crate::base::Fact;

words! {
    /// The console's names of its formats.
    LogFormatName { Clf = "CLF", Json = "JSON", Xml = "XML", Csv = "CSV" }
}

/// A ready access log format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogFormat {
    /// The kind of API it is for.
    pub kind: ApiKind,
    /// What the console calls it.
    pub format: LogFormatName,
    /// One line with `$context` names in it.
    pub text: String,
}

table! {
    /// Every format of every kind.
    log_formats: LogFormat = "log_formats.json"
}

/// The console's format for this kind of API.
pub fn log_format(kind: ApiKind, format: LogFormatName) -> Option<&'static Fact<LogFormat>> {
    log_formats().iter().find(|row| row.kind == kind && row.format == format)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::context_variable;

    #[test]
    fn formats_use_names_that_their_kind_has() {
        assert_eq!(log_formats().len(), ApiKind::ALL.len() * LogFormatName::ALL.len());
        for row in log_formats() {
            for rest in row.text.split("$context.").skip(1) {
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(rest.len());
                assert!(context_variable(row.kind, &rest[..end]).is_some(), "{} {rest}", row.kind);
            }
        }
    }
}
