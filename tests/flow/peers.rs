//! Peers' answers about parameter mappings, addresses and mock statuses: weaker evidence than AWS's own.
//!
//! `GATEWAY_STUDIO_PEER_CASES` names the file.

use std::fs;

use serde_json::{Map, Value, json};
use studio_core::design::Design;
use studio_core::flow::Session;

/// An API key as the peers' cases have it.
const KEY: &str = "random-api-key";

#[test]
fn peers_answers() {
    let Ok(path) = std::env::var("GATEWAY_STUDIO_PEER_CASES") else {
        println!("skipped: GATEWAY_STUDIO_PEER_CASES names no file of peers' cases");
        return;
    };
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let peers: Value = serde_json::from_str(&text).expect("the cases are JSON");
    let (mut all, mut failures) = (0, Vec::new());
    for case in peers["cases"].as_array().expect("cases") {
        let outcome = match case["subcategory"].as_str() {
            Some("map_integration_request") => request(case),
            Some("map_integration_response") => response(case),
            Some("mock.invoke") => mock(case),
            _ => continue,
        };
        all += 1;
        if let Err(why) = outcome {
            failures.push(format!("{}: {why}", case["id"]));
        }
    }
    println!("{} of {all} met", all - failures.len());
    assert!(all > 0, "{path} has no such cases");
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

fn send(integration: &Value, variables: &Value, request: &Value) -> Result<Value, String> {
    let design = json!({
        "apis": {"1": {
            "kind": "REST", "name": "peer", "settings": {"existing_id": "test-api"},
            "routes": {"10": {"key": "POST /test/{path_value}", "integration": 30, "api_key_required": true}},
            "integrations": {"30": integration},
            "stages": {"2": {"name": "live", "variables": variables}},
        }},
        "api_keys": {"3": {"name": "key", "value": KEY}},
        "usage_plans": {"4": {"name": "plan", "stages": [{"api": 1, "stage": 2}], "api_keys": [3]}},
    });
    let design: Design = serde_json::from_value(design).map_err(|error| error.to_string())?;
    let mut scenario = request.clone();
    scenario["stage"] = json!("live");
    scenario["method"] = json!("POST");
    scenario["path"] = json!("/test/test-path-value");
    scenario["headers"]["x-api-key"] = json!(KEY);
    scenario["headers"]["User-Agent"] = json!("test/user-agent");
    let scenario = serde_json::from_value(scenario).map_err(|error| error.to_string())?;
    Ok(Session::new(&design).send(&scenario).to_json())
}

fn request(case: &Value) -> Result<(), String> {
    let (config, expected) = (&case["config"], &case["expected"]);
    let given = &config["invocation_request"];
    let paths: Vec<&String> =
        expected["result"]["path"].as_object().into_iter().flatten().map(|(name, _)| name).collect();
    let url = paths.iter().fold("https://b.example.com".to_owned(), |url, name| format!("{url}/{{{name}}}"));
    let integration = json!({
        "target": {"type": "http", "url": url, "method": "POST", "passing": "mapped"},
        "request_parameters": config["request_parameters"], "responses": [{"status": "200"}],
    });
    let query = &given["multi_value_query_string_parameters"];
    let sent = json!({"headers": given["headers"], "query": query, "body": given["body"]});
    let answer = send(&integration, &config["stage_variables"], &sent)?;
    if let Some(status) = expected["status"].as_u64() {
        let body: Value =
            answer["body"].as_str().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        return same(&json!([answer["status"], body["message"]]), &json!([status, expected["message"]]));
    }
    let sent =
        answer["steps"].as_array().into_iter().flatten().find_map(|step| step.get("integration_request"));
    let sent = sent.ok_or("nothing was sent")?;
    for (name, wanted) in expected["result"]["header"].as_object().into_iter().flatten() {
        same(&sent["headers"][name], wanted)?;
    }
    let part = |part: &str| expected["result"][part].as_object().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut wanted = "https://b.example.com".to_owned();
    for (_, value) in &part("path") {
        wanted = format!("{wanted}/{}", text(value));
    }
    for (at, (name, value)) in part("querystring").iter().enumerate() {
        let joint = if at == 0 { '?' } else { '&' };
        wanted = format!("{wanted}{joint}{name}={}", text(value).replace('/', "%2F"));
    }
    same(&sent["url"], &json!(wanted))
}

fn response(case: &Value) -> Result<(), String> {
    let (config, expected) = (&case["config"], &case["expected"]);
    let integration = json!({
        "target": {"type": "http", "url": "https://b.example.com/", "method": "POST", "passing": "mapped"},
        "responses": [{"status": "200", "parameters": config["response_parameters"]}],
    });
    let given = &config["integration_response"];
    let backend = json!({"status": given["status_code"], "headers": given["headers"], "body": given["body"]});
    let answer = send(&integration, &config["stage_variables"], &json!({"headers": {}, "backend": backend}))?;
    same(&answer["status"], &json!(expected["status"].as_u64().unwrap_or(200)))?;
    for (name, wanted) in expected["result"]["header"].as_object().into_iter().flatten() {
        same(&answer["headers"][name], wanted)?;
    }
    let mapped = config["response_parameters"].as_object().into_iter().flatten();
    let names: Map<String, Value> = mapped
        .filter_map(|(target, _)| {
            Some((target.strip_prefix("method.response.header.")?.to_owned(), Value::Null))
        })
        .filter(|(name, _)| expected["result"]["header"].get(name).is_none())
        .collect();
    names.keys().try_for_each(|name| same(&answer["headers"][name], &Value::Null))
}

/// A status chooses among integration responses, so the one that its number matches shows it.
fn mock(case: &Value) -> Result<(), String> {
    let wanted = case["expected"]["status_code"].as_i64();
    let mut responses = vec![json!({"status": "299"})];
    responses.extend(wanted.map(|status| json!({"status": "298", "selection_pattern": status.to_string()})));
    let integration = json!({"target": {"type": "mock"}, "responses": responses});
    let answer = send(&integration, &json!({}), &json!({"headers": {}, "body": case["config"]["body"]}))?;
    same(&answer["status"], &json!(if wanted.is_some() { 298 } else { 500 }))
}

fn same(found: &Value, wanted: &Value) -> Result<(), String> {
    if found == wanted { Ok(()) } else { Err(format!("{found}, not {wanted}")) }
}
