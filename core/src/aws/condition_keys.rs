//! The condition keys that policies can ask about a call.

use serde::{Deserialize, Serialize};

use super::kinds::words;
use super::table::table;
use crate::base::Fact;

words! {
    /// When a call has a key: always, on public or private endpoints, with a header, when a service calls for a
    /// resource, when an IAM identity signed it, or through a custom domain.
    KeyGiven {
        Always = "always", Public = "public", Private = "private", Header = "header", Service = "service",
        Signed = "signed", Domain = "domain",
    }
}

/// A condition key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConditionKey {
    /// The name; a final `/*` stands for any tag.
    pub name: String,
    /// When a call has it.
    pub given: KeyGiven,
    /// Whether a call can have several values of it.
    #[serde(default)]
    pub many: bool,
}

table! {
    /// Every key.
    condition_keys: ConditionKey = "condition_keys.json"
}

/// The row of a key, whose name may be in any case; none where AWS does not list it for API Gateway.
pub fn condition_key(name: &str) -> Option<&'static Fact<ConditionKey>> {
    condition_keys().iter().find(|row| match row.name.strip_suffix('*') {
        Some(prefix) => name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)),
        None => row.name.eq_ignore_ascii_case(name),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case_and_tags_by_their_prefix() {
        let given = |name| condition_key(name).map(|row| row.given);
        assert_eq!(given("AWS:sourceip"), Some(KeyGiven::Public));
        assert_eq!(given("aws:PrincipalTag/team"), Some(KeyGiven::Signed));
        assert_eq!(given("aws:PrincipalTag"), None);
        assert_eq!(given("s3:prefix"), None);
    }
}
