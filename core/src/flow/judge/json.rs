//! Where two JSON values differ.

use serde_json::Value;

use crate::lang::json_schema::same;

/// How much of the actual value has to be in the expected one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it.
    Whole,
    /// Members and elements that are not expected may be there.
    Part,
}

/// The first place where values differ.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Difference {
    /// A JSON pointer.
    pub at: String,
    /// What is there, or why nothing is.
    pub found: String,
}

/// The first difference; none when the actual value is as expected.
pub(super) fn difference(expected: &Value, actual: &Value, extent: Extent) -> Option<Difference> {
    let mut at = String::new();
    let found = differ(expected, actual, extent, &mut at)?;
    Some(Difference { at, found })
}

fn differ(expected: &Value, actual: &Value, extent: Extent, at: &mut String) -> Option<String> {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            for (name, wanted) in expected {
                let length = at.len();
                at.push('/');
                at.push_str(&name.replace('~', "~0").replace('/', "~1"));
                let found = match actual.get(name) {
                    Some(value) => differ(wanted, value, extent, at),
                    None => Some("nothing".to_owned()),
                };
                if found.is_some() {
                    return found;
                }
                at.truncate(length);
            }
            let surplus = actual.keys().find(|name| extent == Extent::Whole && !expected.contains_key(*name));
            surplus.map(|name| format!("a member `{name}` that is not expected"))
        }
        (Value::Array(expected), Value::Array(actual)) if extent == Extent::Part => {
            let lacks = |wanted: &Value| {
                !actual.iter().any(|value| differ(wanted, value, extent, &mut String::new()).is_none())
            };
            expected.iter().find(|wanted| lacks(wanted)).map(|wanted| format!("no element with {wanted}"))
        }
        (Value::Array(expected), Value::Array(actual)) => {
            for (index, (wanted, value)) in expected.iter().zip(actual).enumerate() {
                let length = at.len();
                at.push_str(&format!("/{index}"));
                let found = differ(wanted, value, extent, at);
                if found.is_some() {
                    return found;
                }
                at.truncate(length);
            }
            (expected.len() != actual.len())
                .then(|| format!("{} elements in place of {}", actual.len(), expected.len()))
        }
        _ => (!same(expected, actual)).then(|| actual.to_string()),
    }
}
