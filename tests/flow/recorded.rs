//! Answers recorded on AWS, as oracles.
//!
//! The cases are other projects' recordings and not part of this repository: `GATEWAY_STUDIO_CASES` names the
//! file. Cases that are not met are listed in `cases/flow/unmet.txt` with the reason, and only those may fail.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Map, Value, json};
use studio_core::flow::Session;

use super::{backend, canary, fixture, test_invoke};

/// The categories that this runner sends. Of `vtl` those that go through a whole API, of `other` those that call one.
const CATEGORIES: [&str; 8] =
    ["routing", "validation", "usage_plan", "passthrough", "param_mapping", "binary", "vtl", "other"];

#[test]
fn answers_recorded_on_aws() {
    let Ok(path) = std::env::var("GATEWAY_STUDIO_CASES") else {
        println!("skipped: GATEWAY_STUDIO_CASES names no file of recorded cases");
        return;
    };
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let recorded: Value = serde_json::from_str(&text).expect("the cases are JSON");
    let unmet = unmet();
    let (mut counts, mut failures) = (BTreeMap::<String, (u32, u32)>::new(), Vec::new());
    for case in recorded["cases"].as_array().expect("cases") {
        let category = case["category"].as_str().unwrap_or_default();
        let calls = case["config"]["fixture"].is_string() && case["request"]["method"].is_string();
        let test_invoke = case["subcategory"] == "test_invoke";
        if !CATEGORIES.contains(&category) || !(calls || test_invoke) {
            continue;
        }
        let id = case["id"].as_str().unwrap_or_default();
        let (name, outcome) = if test_invoke {
            ("test_invoke", test_invoke::run(&recorded["fixtures"], case))
        } else {
            (category, run(&recorded["fixtures"], case))
        };
        let count = counts.entry(name.to_owned()).or_default();
        count.1 += 1;
        count.0 += u32::from(outcome.is_ok());
        match (outcome, unmet.get(id)) {
            (Ok(()), Some(_)) => {
                failures.push(format!("{id}: is met now, so it no longer belongs into unmet.txt"))
            }
            (Err(why), None) => failures.push(format!("{id}: {why}")),
            (Ok(()), None) | (Err(_), Some(_)) => {}
        }
    }
    for (category, (met, all)) in &counts {
        println!("{category}: {met} of {all} met");
    }
    let (met, all) = counts.values().fold((0, 0), |sum, (met, all)| (sum.0 + met, sum.1 + all));
    println!("together: {met} of {all} met");
    assert!(!counts.is_empty(), "{path} has no cases of these categories");
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// `id  reason`, one a line.
fn unmet() -> BTreeMap<String, String> {
    let text = fs::read_to_string(super::cases().join("unmet.txt")).unwrap_or_default();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (id, reason) = line.split_once("  ").unwrap_or_else(|| panic!("no reason: {line}"));
            (id.to_owned(), reason.trim().to_owned())
        })
        .collect()
}

fn run(fixtures: &Value, case: &Value) -> Result<(), String> {
    let fixture = &fixtures[case["config"]["fixture"].as_str().ok_or("no fixture")?];
    let history = case["config"]["scenario"].as_str().map(|name| &fixtures[name]).unwrap_or(&Value::Null);
    let fixture = &canary::unfold(fixture, history);
    let design = fixture::design(fixture)?;
    let mut scenario = scenario(case);
    let session = Session::new(&design);
    let send = |scenario: &Value| -> Result<Value, String> {
        let scenario = serde_json::from_value(scenario.clone()).map_err(|error| error.to_string())?;
        Ok(session.clone().send(&scenario).to_json())
    };
    let mut answer = send(&scenario)?;
    let recorded = &case["integration_response"];
    if recorded.is_object() {
        scenario["backend"] = recorded.clone();
        // The derived answer of the service lacks its ETag, which the API maps.
        if let Some(tag) = case["expected"]["headers"].get("ETag") {
            scenario["backend"]["headers"]["ETag"] = tag.clone();
        }
        answer = send(&scenario)?;
    } else if let Some(sent) = sent(&answer) {
        scenario["backend"] = backend::answer(fixture, &sent).ok_or("nothing stands in for the backend")?;
        answer = send(&scenario)?;
    }
    compare(&answer, &case["expected"])
}

fn sent(answer: &Value) -> Option<Value> {
    answer["steps"].as_array()?.iter().find_map(|step| step.get("integration_request").cloned())
}

/// The request as python-requests sent it: with its own headers.
fn scenario(case: &Value) -> Value {
    let request = &case["request"];
    let mut headers: Map<String, Value> = Map::new();
    for (name, value) in [
        ("User-Agent", "python-requests/2.31.0"),
        ("Accept-Encoding", "gzip, deflate"),
        ("Accept", "*/*"),
        ("Connection", "keep-alive"),
    ] {
        let given = request["headers"]
            .as_object()
            .is_some_and(|given| given.keys().any(|key| key.eq_ignore_ascii_case(name)));
        if !given {
            headers.insert(name.to_owned(), json!(value));
        }
    }
    headers.extend(request["headers"].as_object().cloned().unwrap_or_default());
    let mut path = request["path"].as_str().unwrap_or("/").to_owned();
    if let Some(query) = request["query_string"].as_str() {
        path = format!("{path}?{query}");
    }
    json!({
        "stage": request["stage"],
        "method": request["method"],
        "path": path,
        "query": request.get("query").cloned().unwrap_or_else(|| json!({})),
        "headers": headers,
        "body": request["body"].as_str(),
        "body_base64": request["body_base64"].as_str(),
    })
}

fn compare(answer: &Value, expected: &Value) -> Result<(), String> {
    let status = answer["status"].as_u64().unwrap_or(0);
    if let Some(wanted) = expected["status"].as_u64()
        && wanted != status
    {
        return Err(format!("status {status}, recorded {wanted}: {}", answer["body"]));
    }
    if let Some(wanted) = expected["ok"].as_bool()
        && wanted != (200..300).contains(&status)
    {
        return Err(format!("status {status}, recorded ok is {wanted}: {}", answer["body"]));
    }
    let mut names = BTreeMap::new();
    let body = answer["body"].as_str().unwrap_or_default();
    if let Some(wanted) = expected["body"].as_str() {
        let base64 = answer["body_base64"].as_str();
        if wanted != body && base64.is_none() {
            return Err(format!("body {body:?}, recorded {wanted:?}"));
        }
    }
    if let Some(wanted) = expected["body_base64"].as_str()
        && answer["body_base64"].as_str() != Some(wanted)
    {
        return Err(format!("bytes {} {body:?}, recorded {wanted:?}", answer["body_base64"]));
    }
    let parsed: Value = serde_json::from_str(body).unwrap_or(Value::Null);
    if let Some(wanted) = expected.get("body_json") {
        same("body", &parsed, wanted, &mut names)?;
    }
    for wanted in expected["body_json_paths"].as_array().into_iter().flatten() {
        let found = at(&parsed, wanted["path"].as_array().map(Vec::as_slice).unwrap_or_default());
        same(&wanted["path"].to_string(), &found, &wanted["equals"], &mut names)?;
    }
    for wanted in expected["body_contains_at"].as_array().into_iter().flatten() {
        let found = at(&parsed, wanted["path"].as_array().map(Vec::as_slice).unwrap_or_default()).to_string();
        if !found.contains(wanted["contains"].as_str().unwrap_or_default()) {
            return Err(format!("{found} without {}", wanted["contains"]));
        }
    }
    let headers = answer["headers"].as_object().cloned().unwrap_or_default();
    for (name, wanted) in expected["headers"].as_object().into_iter().flatten() {
        // Connections belong to the client's library, and lengths follow from identifiers that are not ours.
        if ["connection", "content-length", "x-amzn-remapped-content-length"]
            .contains(&name.to_lowercase().as_str())
        {
            continue;
        }
        let found =
            headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value);
        same(&format!("header {name}"), found.unwrap_or(&Value::Null), wanted, &mut names)?;
    }
    Ok(())
}

fn at(value: &Value, path: &[Value]) -> Value {
    path.iter().fold(value.clone(), |value, part| match part {
        Value::String(name) if name == "@json" => {
            value.as_str().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
        }
        Value::String(name) => value.get(name).cloned().unwrap_or_default(),
        Value::Number(place) => value
            .get(place.as_u64().and_then(|place| usize::try_from(place).ok()).unwrap_or(0))
            .cloned()
            .unwrap_or_default(),
        _ => Value::Null,
    })
}

/// Compares, with `<name:1>` standing for anything, the same in every place.
pub fn same(
    what: &str,
    found: &Value,
    wanted: &Value,
    names: &mut BTreeMap<String, String>,
) -> Result<(), String> {
    match (found, wanted) {
        (_, Value::String(text)) if text.contains('<') && text.contains('>') => {
            let whole = text.starts_with('<') && text.ends_with('>') && text.contains(':');
            if whole && !found.is_null() {
                let found = found.to_string();
                let before = names.entry(text.clone()).or_insert_with(|| found.clone());
                if *before != found {
                    return Err(format!("{what}: {text} is {before} and {found}"));
                }
            }
            if found.is_null() { Err(format!("{what} is absent")) } else { Ok(()) }
        }
        // A body that the recording had parsed inside the outer one.
        (Value::String(text), Value::Object(_)) if what.ends_with("body") || what.starts_with('[') => {
            let inner = serde_json::from_str(text).unwrap_or(Value::Null);
            same(&format!("{what}*"), &inner, wanted, names)
        }
        (Value::Object(found), Value::Object(wanted)) => {
            // Recordings of echoing backends leave the headers out here and there.
            let more = found.keys().find(|name| !wanted.contains_key(*name) && *name != "headers");
            if let Some(name) = more {
                return Err(format!("{what} has `{name}`, which was not recorded"));
            }
            wanted.iter().try_for_each(|(name, wanted)| {
                same(&format!("{what}.{name}"), found.get(name).unwrap_or(&Value::Null), wanted, names)
            })
        }
        (Value::Array(found), Value::Array(wanted)) if found.len() == wanted.len() => found
            .iter()
            .zip(wanted)
            .try_for_each(|(found, wanted)| same(&format!("{what}[]"), found, wanted, names)),
        _ if found == wanted => Ok(()),
        _ => Err(format!("{what} is {found}, recorded {wanted}")),
    }
}
