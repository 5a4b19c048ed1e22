//! Members and their names.

use serde_json::{Map, Value};

use super::Undecided;
use super::walk::{Walk, count, finds};

pub(super) fn check<'s>(
    walk: &mut Walk<'s, '_>,
    root: &'s Value,
    words: &'s Map<String, Value>,
    members: &Map<String, Value>,
    at: &str,
) -> Result<(), Undecided> {
    names(walk, words, members, at);
    if let Some(Value::Object(dependencies)) = words.get("dependencies") {
        for (name, wanted) in dependencies.iter().filter(|(name, _)| members.contains_key(*name)) {
            dependency(walk, root, (name, wanted), members, at)?;
        }
    }
    let properties = words.get("properties").and_then(Value::as_object);
    let patterns = words.get("patternProperties").and_then(Value::as_object);
    let additional = words.get("additionalProperties");
    let mut unknown = Vec::new();
    for (name, value) in members {
        let place = || format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
        let mut known = false;
        if let Some(schema) = properties.and_then(|properties| properties.get(name)) {
            known = true;
            walk.check(root, schema, value, &place())?;
        }
        for (pattern, schema) in patterns.into_iter().flatten() {
            if finds(pattern, name)? {
                known = true;
                walk.check(root, schema, value, &place())?;
            }
        }
        match additional.filter(|_| !known) {
            Some(Value::Bool(false)) => unknown.push(name.as_str()),
            Some(schema @ Value::Object(_)) => walk.check(root, schema, value, &place())?,
            _ => {}
        }
    }
    if !unknown.is_empty() {
        unknown.sort_unstable();
        walk.against("schema.additional_properties", at, vec![("names", Value::from(unknown).to_string())]);
    }
    Ok(())
}

/// How many members there are, and which are missing.
fn names(walk: &mut Walk<'_, '_>, words: &Map<String, Value>, members: &Map<String, Value>, at: &str) {
    if let Some(Value::Array(required)) = words.get("required") {
        let mut missing: Vec<&str> =
            required.iter().filter_map(Value::as_str).filter(|name| !members.contains_key(*name)).collect();
        if !missing.is_empty() {
            missing.sort_unstable();
            walk.against("schema.required", at, vec![("names", Value::from(missing).to_string())]);
        }
    }
    let length = u64::try_from(members.len()).unwrap_or(u64::MAX);
    let limit = |word: &str| words.get(word).and_then(count);
    let counted = |limit: u64| vec![("limit", limit.to_string()), ("found", length.to_string())];
    if let Some(limit) = limit("minProperties").filter(|limit| length < *limit) {
        walk.against("schema.min_properties", at, counted(limit));
    }
    if let Some(limit) = limit("maxProperties").filter(|limit| length > *limit) {
        walk.against("schema.max_properties", at, counted(limit));
    }
}

/// What the presence of one member asks for: other members, or a schema.
fn dependency<'s>(
    walk: &mut Walk<'s, '_>,
    root: &'s Value,
    (name, wanted): (&str, &'s Value),
    members: &Map<String, Value>,
    at: &str,
) -> Result<(), Undecided> {
    let Value::Array(names) = wanted else {
        return walk.check(root, wanted, &Value::Object(members.clone()), at);
    };
    let missing: Vec<&str> =
        names.iter().filter_map(Value::as_str).filter(|name| !members.contains_key(*name)).collect();
    if !missing.is_empty() {
        let values = vec![
            ("name", name.to_owned()),
            ("wanted", wanted.to_string()),
            ("missing", Value::from(missing).to_string()),
        ];
        walk.against("schema.dependencies", at, values);
    }
    Ok(())
}
