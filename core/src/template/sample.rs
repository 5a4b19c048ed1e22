//! An input from a saved request.

use serde_json::{Map, Value, json};

use crate::design::inputs::{OneOrMany, Scenario};

/// The input that a saved request gives a request template, as JSON text to edit on.
///
/// What only the way through the API decides (path parameters, the caller, the request's id) is left for the user.
pub fn sample(scenario: &Scenario) -> String {
    let (path, query_in_path) = scenario.path.split_once('?').unwrap_or((&scenario.path, ""));
    let mut query = last_values(scenario.query.iter());
    for pair in query_in_path.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        query.insert(name.to_owned(), Value::from(value));
    }
    let input = json!({
        "body": scenario.body.clone().unwrap_or_default(),
        "params": { "path": {}, "querystring": query, "header": last_values(scenario.headers.iter()) },
        "context": {
            "httpMethod": scenario.method,
            "path": path,
            "stage": scenario.stage.clone().unwrap_or_default(),
            "identity": { "sourceIp": scenario.source_ip.clone().unwrap_or_default() },
        },
        "stageVariables": {},
    });
    serde_json::to_string_pretty(&input).unwrap_or_default()
}

/// One value for each name: the last, as `$input.params` has it.
fn last_values<'a>(all: impl Iterator<Item = (&'a String, &'a OneOrMany)>) -> Map<String, Value> {
    let last = |values: &OneOrMany| values.values().last().cloned().unwrap_or_default();
    all.map(|(name, values)| (name.clone(), Value::from(last(values)))).collect()
}
