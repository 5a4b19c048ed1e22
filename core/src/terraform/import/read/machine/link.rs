//! Identifiers in a state as the references that they were, where the design may hold what they refer to.

use indexmap::IndexMap;

use super::super::super::config::{Part, Reference, Value};
use super::{Found, block_address};

/// Attributes that others refer to; of those with one value the first is meant.
const REFERRED: &[&str] = &[
    "id",
    "arn",
    "invoke_arn",
    "qualified_invoke_arn",
    "execution_arn",
    "root_resource_id",
    "domain_name",
    "regional_domain_name",
    "cloudfront_domain_name",
    "endpoint",
];
/// How the types begin that a design has blocks of.
const OURS: &[&str] = &["aws_api_gateway_", "aws_apigatewayv2_"];
/// Shorter values mean too many things.
const LENGTH_MIN: usize = 4;

/// Replaces texts that are, begin or end with an attribute of a resource that theirs depends on.
pub(super) fn link(found: &mut [Found]) {
    let mut known: IndexMap<String, Vec<(String, Reference)>> = IndexMap::new();
    for name in REFERRED {
        for one in found.iter() {
            let address = &one.resource.address;
            // Of everything else the export has no block, and the state has the value.
            if address.data || !OURS.iter().any(|start| address.kind.starts_with(start)) {
                continue;
            }
            if let Some(Value::Text(value)) = one.resource.body.get(*name)
                && value.len() >= LENGTH_MIN
            {
                let text = format!("{address}.{name}");
                let reference = Reference { address: address.clone(), attribute: (*name).to_owned(), text };
                known.entry(value.clone()).or_default().push((block_address(address), reference));
            }
        }
    }
    for one in found.iter_mut() {
        let dependencies = &one.dependencies;
        let find = |text: &str| {
            let all = known.get(text)?;
            let there = all.iter().find(|(block, _)| dependencies.iter().any(|name| name == block));
            there.map(|(_, reference)| reference.clone())
        };
        for (name, value) in &mut one.resource.body {
            // What a resource says of itself is no reference.
            if !REFERRED.contains(&name.as_str()) {
                replace(value, &find);
            }
        }
    }
}

fn replace(value: &mut Value, find: &dyn Fn(&str) -> Option<Reference>) {
    match value {
        Value::Text(text) => {
            if let Some(parts) = parts(text, find) {
                *value = Value::Template(parts);
            }
        }
        Value::List(values) => values.iter_mut().for_each(|value| replace(value, find)),
        Value::Map(entries) => entries.values_mut().for_each(|value| replace(value, find)),
        _ => {}
    }
}

fn parts(text: &str, find: &dyn Fn(&str) -> Option<Reference>) -> Option<Vec<Part>> {
    /// A text with more slashes is no identifier.
    const SLASHES_MAX: usize = 20;
    if let Some(reference) = find(text) {
        return Some(vec![Part::Reference(reference)]);
    }
    let slashes: Vec<usize> = text.match_indices('/').map(|(at, _)| at).take(SLASHES_MAX + 1).collect();
    if slashes.len() > SLASHES_MAX {
        return None;
    }
    for at in slashes.iter().rev() {
        let (before, after) = text.split_at(*at);
        if let Some(reference) = find(before) {
            return Some(vec![Part::Reference(reference), Part::Text(after.to_owned())]);
        }
    }
    for at in slashes {
        let (before, after) = text.split_at(at + 1);
        if let Some(reference) = find(after) {
            return Some(vec![Part::Text(before.to_owned()), Part::Reference(reference)]);
        }
    }
    None
}
