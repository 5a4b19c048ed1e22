//! The length of a resource policy.

use serde_json::Value;

use super::Subject;
use super::addresses::execution_arn;

/// Characters of the policy as the exported files send it: without white space, and with the resources that are
/// written `execute-api:/…` written out, as AWS does it. A text that is no JSON is as long as it is.
pub fn length(subject: Subject<'_>, policy: &str) -> usize {
    let Ok(mut value) = serde_json::from_str::<Value>(policy) else { return policy.chars().count() };
    let mut longer = 0;
    visit(&mut value, &mut |text| {
        if text.starts_with(SHORT) {
            longer += execution_arn(subject, "").chars().count() - SHORT.trim_end_matches('/').len();
        }
    });
    value.to_string().chars().count() + longer
}

/// What stands for the API's own ARN.
const SHORT: &str = "execute-api:/";

fn visit(value: &mut Value, seen: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => seen(text),
        Value::Array(values) => values.iter_mut().for_each(|value| visit(value, seen)),
        Value::Object(fields) => fields.values_mut().for_each(|value| visit(value, seen)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
