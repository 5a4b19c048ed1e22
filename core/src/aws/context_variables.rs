//! The names under `$context`.

use std::sync::LazyLock;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::ApiKind;
use super::kinds::words;
use super::table::table;
use crate::base::Fact;

words! {
    /// Where a `$context` name has a value: in mappings, templates and logs, in access logs only, or as
    /// something that a template sets.
    ContextUse { Any = "any", Log = "log", Template = "template" }
}

/// A name under `$context`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContextVariable {
    /// The name without `$context.`; a final `*` stands for any key.
    pub name: String,
    /// Where it has a value on a REST API.
    #[serde(default)]
    pub rest: Option<ContextUse>,
    /// Where it has a value on an HTTP API.
    #[serde(default)]
    pub http: Option<ContextUse>,
    /// Where it has a value on a WebSocket API.
    #[serde(default)]
    pub websocket: Option<ContextUse>,
    /// What it holds.
    pub meaning: String,
}

table! {
    /// Every name.
    context_variables: ContextVariable = "context_variables.json"
}

/// The row of a name without `$context.`, where this kind of API has it; exact names win over `*`.
pub fn context_variable(kind: ApiKind, name: &str) -> Option<&'static Fact<ContextVariable>> {
    let rows = &*BY_NAME;
    let known = |row: &&'static Fact<ContextVariable>| row.use_on(kind).is_some();
    let exact = rows.exact.get(name).copied().filter(known);
    exact.or_else(|| {
        rows.stars.iter().copied().filter(known).find(|row| {
            row.name
                .strip_suffix('*')
                .is_some_and(|prefix| name.len() > prefix.len() && name.starts_with(prefix))
        })
    })
}

/// The rows, to be found by name: simulated requests look up each of theirs.
struct ByName {
    exact: IndexMap<&'static str, &'static Fact<ContextVariable>>,
    /// Rows whose name ends with `*`, in the table's order.
    stars: Vec<&'static Fact<ContextVariable>>,
}

static BY_NAME: LazyLock<ByName> = LazyLock::new(|| {
    let (stars, exact): (Vec<_>, Vec<_>) =
        context_variables().iter().partition(|row| row.name.ends_with('*'));
    ByName { exact: exact.into_iter().map(|row| (row.name.as_str(), row)).collect(), stars }
});

impl ContextVariable {
    /// Where the name has a value on this kind of API; none when it has not.
    pub const fn use_on(&self, kind: ApiKind) -> Option<ContextUse> {
        match kind {
            ApiKind::Rest => self.rest,
            ApiKind::Http => self.http,
            ApiKind::WebSocket => self.websocket,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_names_win_over_stars() {
        let found =
            |kind, name| context_variable(kind, name).map(|row| (row.name.as_str(), row.use_on(kind)));
        let rest = ApiKind::Rest;
        assert_eq!(found(rest, "authorizer.latency"), Some(("authorizer.latency", Some(ContextUse::Log))));
        assert_eq!(
            found(rest, "authorizer.claims.sub"),
            Some(("authorizer.claims.*", Some(ContextUse::Any)))
        );
        assert_eq!(found(rest, "routeKey"), None);
        assert_eq!(found(ApiKind::Http, "routeKey"), Some(("routeKey", Some(ContextUse::Any))));
    }
}
