//! Recorded answers of the console's test of one method.
//!
//! The test calls a method whatever the path is.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use studio_core::flow;

use super::{fixture, recorded};

/// Sends the request that the test stands for. Errors: why it cannot, or what differs.
pub fn run(fixtures: &Value, case: &Value) -> Result<(), String> {
    let scenario = &fixtures[case["config"]["fixture"].as_str().ok_or("no fixture")?];
    let (folded, paths) = fold(scenario["steps"].as_array().ok_or("no steps")?);
    let parameters = &case["request"]["params"];
    let identifier = parameters["resourceId"].as_str().unwrap_or_default();
    let resource = paths.get(identifier).map_or("", String::as_str);
    let method = parameters["httpMethod"].as_str().unwrap_or_default();
    let design = fixture::design(&folded)?;
    let request = json!({
        "method": method,
        "path": parameters["pathWithQueryString"].as_str().unwrap_or_default(),
        "body": parameters["body"].as_str(),
    });
    let request = serde_json::from_value(request).map_err(|error| error.to_string())?;
    let api = *design.apis.keys().next().ok_or("no API")?;
    let trace = match flow::test_invoke(&design, api, resource, method, &request) {
        Ok(trace) => trace,
        Err(text) if case["expected"]["error"]["message"] == text.as_str() => return Ok(()),
        Err(text) => return Err(format!("refused with `{text}`")),
    };
    let answer = trace.to_json();
    let expected = &case["expected"]["response"];
    if !expected.is_object() {
        return Err("the recorded answer is a refusal, and this one is none".to_owned());
    }
    let mut names = BTreeMap::new();
    recorded::same("status", &answer["status"], &expected["status"], &mut names)?;
    let body =
        answer["body"].as_str().and_then(|text| serde_json::from_str(text).ok()).unwrap_or(Value::Null);
    recorded::same("answer", &body, &expected["body"], &mut names)?;
    let kind = &expected["headers"]["Content-Type"];
    recorded::same("Content-Type", &answer["headers"]["Content-Type"], kind, &mut names)?;
    log(&flow::test_invoke_log(&trace), &expected["log"])
}

/// The log line for line, identifiers and times aside.
fn log(ours: &str, recorded: &Value) -> Result<(), String> {
    let lines = recorded.as_object().ok_or("no log was recorded")?;
    let recorded: Vec<&str> = lines.values().filter_map(Value::as_str).collect();
    let ours: Vec<&str> = ours.split('\n').collect();
    if ours.len() != recorded.len() {
        return Err(format!("the log has {} lines, not {}: {ours:#?}", ours.len(), recorded.len()));
    }
    for (ours, recorded) in ours.iter().zip(recorded) {
        let (prefix, text) = recorded.split_once(" : ").unwrap_or(("", recorded));
        let ours = if prefix.is_empty() { ours } else { ours.split_once(" : ").map_or("", |(_, text)| text) };
        let wanted = text.split('<').next().unwrap_or_default();
        let same = if text.contains("<request-id") { ours.starts_with(wanted) } else { ours == text };
        if !same {
            return Err(format!("the log says `{ours}`, not `{text}`"));
        }
    }
    Ok(())
}

/// The API that the calls of a scenario make, and the paths of its resources by their identifiers.
fn fold(steps: &[Value]) -> (Value, BTreeMap<String, String>) {
    let mut paths = BTreeMap::new();
    let mut resources: Map<String, Value> = Map::new();
    for step in steps {
        let (operation, given) = (step["op"].as_str().unwrap_or_default(), &step["args"]);
        if operation == "apigateway.create_resource" {
            let parent = given["parentId"].as_str().and_then(|id| paths.get(id)).cloned().unwrap_or_default();
            let path = format!("{parent}/{}", given["pathPart"].as_str().unwrap_or_default());
            paths.insert(format!("«{}.id»", step["n"]), path);
            continue;
        }
        let Some(path) = given["resourceId"].as_str().and_then(|id| paths.get(id)) else { continue };
        if !operation.starts_with("apigateway.put_") {
            continue;
        }
        let verb = given["httpMethod"].as_str().unwrap_or_default();
        let method = &mut resources.entry(path.clone()).or_insert_with(|| json!({}))[verb];
        let status = given["statusCode"].as_str().unwrap_or_default();
        match operation {
            "apigateway.put_method" => method["method"] = given.clone(),
            "apigateway.put_method_response" => method["method_responses"][status] = given.clone(),
            "apigateway.put_integration" => method["integration"] = given.clone(),
            "apigateway.put_integration_response" => {
                method["integration"]["integration_responses"][status] = given.clone();
            }
            _ => {}
        }
    }
    (json!({"rest_api": {}, "resources": resources, "stage": {"name": "test"}}), paths)
}
