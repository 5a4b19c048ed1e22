//! Which of the planned blocks a nested block of the configuration is: sets have them in another order.

use indexmap::IndexMap;
use serde_json::Value as Json;

use super::super::super::config::{Map, Value};
use super::references::{At, References};
use super::{Found, value};

/// What is known of the attributes of all instances, by address and attribute.
pub(super) struct Nested(IndexMap<String, Map>);

impl Nested {
    pub(super) fn read(found: &[Found]) -> Self {
        let texts = |body: &Map| -> Map {
            let texts = body.iter().filter(|(_, value)| matches!(value, Value::Text(_)));
            texts.map(|(name, value)| (name.clone(), value.clone())).collect()
        };
        Self(found.iter().map(|one| (one.resource.address.to_string(), texts(&one.resource.body))).collect())
    }
}

/// The planned block, among those that are free, that the block of the configuration is.
pub(super) fn block_for<'j, 'v>(
    references: &References<'j>,
    nested: &Nested,
    at: &At<'j>,
    expressions: &'j Json,
    free: &[usize],
    planned: impl Fn(&usize) -> Option<&'v Value>,
) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    let mut equal = 0;
    for index in free {
        let score = match planned(index) {
            Some(Value::Map(map)) => match score(references, nested, at, expressions, map) {
                Some(score) => score,
                None => continue,
            },
            _ => 0,
        };
        match best {
            Some((_, highest)) if score < highest => {}
            Some((first, highest)) if score == highest => {
                // It does not matter which one it is when they say the same.
                equal += usize::from(planned(&first) != planned(index));
            }
            _ => (best, equal) = (Some((*index, score)), 0),
        }
    }
    best.filter(|_| equal == 0).map(|(index, _)| index)
}

/// How many arguments are certainly the same; none where one differs.
fn score<'j>(
    references: &References<'j>,
    nested: &Nested,
    at: &At<'j>,
    expressions: &'j Json,
    map: &Map,
) -> Option<usize> {
    let Json::Object(expressions) = expressions else { return Some(0) };
    let mut score = 0;
    for (name, expression) in expressions {
        if let Some(constant) = expression.get("constant_value") {
            let same = map.get(name).is_some_and(|there| is_same(there, constant));
            // Only what is written alike is certain: `"1"` may be planned as 1.
            score += usize::from(same);
            if !same && constant.is_string() && matches!(map.get(name), Some(Value::Text(_))) {
                return None;
            }
        } else if expression.get("references").is_some()
            && let [one] = references.of(expression, at).all.as_slice()
            && let Some(known) = nested.0.get(&one.address.to_string())
        {
            let same = known.get(&one.attribute).is_some_and(|known| map.get(name) == Some(known));
            score += usize::from(same);
        }
    }
    Some(score)
}

fn is_same(planned: &Value, constant: &Json) -> bool {
    *planned == value(constant)
}
