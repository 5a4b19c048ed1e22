//! Items and their number.

use indexmap::IndexSet;
use serde_json::{Map, Value};

use super::Undecided;
use super::same::canonical;
use super::walk::{Walk, count};

pub(super) fn check<'s>(
    walk: &mut Walk<'s, '_>,
    root: &'s Value,
    words: &'s Map<String, Value>,
    items: &[Value],
    at: &str,
) -> Result<(), Undecided> {
    let length = u64::try_from(items.len()).unwrap_or(u64::MAX);
    let limit = |word: &str| words.get(word).and_then(count);
    let counted = |limit: u64| vec![("limit", limit.to_string()), ("found", length.to_string())];
    if let Some(limit) = limit("minItems").filter(|limit| length < *limit) {
        walk.against("schema.min_items", at, counted(limit));
    }
    if let Some(limit) = limit("maxItems").filter(|limit| length > *limit) {
        walk.against("schema.max_items", at, counted(limit));
    }
    if words.get("uniqueItems") == Some(&Value::Bool(true)) {
        let mut seen = IndexSet::new();
        if !items.iter().all(|item| seen.insert(canonical(item))) {
            walk.against("schema.unique_items", at, Vec::new());
        }
    }
    match words.get("items") {
        Some(Value::Array(places)) => {
            if words.get("additionalItems") == Some(&Value::Bool(false)) && items.len() > places.len() {
                let values = vec![("limit", places.len().to_string()), ("found", length.to_string())];
                walk.against("schema.additional_items", at, values);
            }
            let more = words.get("additionalItems").filter(|schema| schema.is_object());
            for (index, item) in items.iter().enumerate() {
                if let Some(schema) = places.get(index).or(more) {
                    walk.check(root, schema, item, &format!("{at}/{index}"))?;
                }
            }
        }
        Some(schema) => {
            for (index, item) in items.iter().enumerate() {
                walk.check(root, schema, item, &format!("{at}/{index}"))?;
            }
        }
        None => {}
    }
    Ok(())
}
