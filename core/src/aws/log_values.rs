//! Values of the usual length, to tell how long lines of an access log are.

use serde::{Deserialize, Serialize};

use super::table::table;

/// A value of the usual length for a variable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogValue {
    /// The variable without `$context.`; a final `*` stands for any key.
    pub name: String,
    /// The value.
    pub value: String,
}

table! {
    /// Every value.
    log_values: LogValue = "log_values.json"
}

/// A value of the usual length for this variable, named without `$context.`; none for one that is usually unset.
pub fn log_value(name: &str) -> Option<&'static str> {
    let rows = log_values();
    let exact = rows.iter().find(|row| row.name == name);
    let star = || {
        rows.iter().find(|row| {
            row.name
                .strip_suffix('*')
                .is_some_and(|prefix| name.starts_with(prefix) && name.len() > prefix.len())
        })
    };
    exact.or_else(star).map(|row| row.value.value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::{ApiKind, context_variable};

    #[test]
    fn every_value_is_of_a_variable_that_some_kind_has() {
        for row in log_values() {
            let name = row.name.replace('*', "x");
            let known = ApiKind::ALL.iter().any(|kind| context_variable(*kind, &name).is_some());
            assert!(known, "{name}");
        }
        assert_eq!(log_value("status"), Some("200"));
        assert_eq!(log_value("authorizer.claims.sub").map(str::len), Some(36));
        assert_eq!(log_value("error.message"), None);
    }
}
