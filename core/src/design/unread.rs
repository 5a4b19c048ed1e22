//! Which values of a saved node nothing has read.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::json::pointer;
use super::read::at_mut;

/// How many values of one node are looked into; what is beyond is reported without a closer look.
const MAX_PROBES: usize = 100;

/// JSON pointers of the values that are in `input` and were not read into `node`.
///
/// What the node saves was read. Of the rest, a value is known but left out for being the default when
/// nonsense in its place is refused or changes the node; else nothing reads it. `input` is left as it was.
pub(super) fn unread<Node>(node: &Node, input: &mut Value) -> Vec<String>
where
    Node: DeserializeOwned + Serialize + PartialEq,
{
    let Ok(output) = serde_json::to_value(node) else { return Vec::new() };
    let mut missing = Vec::new();
    compare(input, &output, &mut Vec::new(), &mut missing);
    let mut places = Vec::new();
    for (probes, path) in missing.iter().enumerate() {
        if probes >= MAX_PROBES || is_unread(node, input, path) {
            places.push(pointer(path));
        }
    }
    places
}

fn is_unread<Node: DeserializeOwned + PartialEq>(node: &Node, input: &mut Value, path: &[String]) -> bool {
    let Some(value) = at_mut(input, path) else { return false };
    // No field takes a fraction, except numbers that would then differ.
    let kept = std::mem::replace(value, Value::from(0.5));
    let same = Node::deserialize(&*input).is_ok_and(|probe| probe == *node);
    if let Some(value) = at_mut(input, path) {
        *value = kept;
    }
    same
}

fn compare(input: &Value, output: &Value, path: &mut Vec<String>, missing: &mut Vec<Vec<String>>) {
    match (input, output) {
        (Value::Object(input), Value::Object(output)) => {
            for (key, value) in input {
                path.push(key.clone());
                match output.get(key) {
                    Some(output) => compare(value, output, path, missing),
                    None if is_empty(value) => {}
                    None => missing.push(path.clone()),
                }
                path.pop();
            }
        }
        (Value::Array(input), Value::Array(output)) => {
            for (index, (input, output)) in input.iter().zip(output).enumerate() {
                path.push(index.to_string());
                compare(input, output, path, missing);
                path.pop();
            }
        }
        _ => {}
    }
}

/// Values that say nothing.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(value) => !value,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
    }
}
