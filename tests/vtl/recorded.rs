//! Answers that were recorded on AWS.

use serde_json::{Value, json};

use crate::render;
use crate::skip::skip;

#[test]
fn recorded() {
    let Ok(path) = std::env::var("GATEWAY_STUDIO_CASES") else {
        return skip("GATEWAY_STUDIO_CASES names no file of recorded AWS answers");
    };
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let file: Value = serde_json::from_str(&text).expect("the cases are JSON");
    let cases = file["cases"].as_array().expect("cases");
    let (mut met, mut failures, mut flows) = (0, Vec::new(), 0);
    for case in cases.iter().filter(|case| case["category"] == "vtl") {
        let Some(template) = case["template"].as_str() else {
            flows += 1;
            continue;
        };
        match check(template, case) {
            Ok(()) => met += 1,
            Err(difference) => failures.push(format!("{}: {difference}\n  {template:?}", case["id"])),
        }
    }
    println!("{met} recorded templates met, {flows} need a whole API");
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
    assert!(met > 100, "only {met} cases");
}

fn check(template: &str, case: &Value) -> Result<(), String> {
    let expected = &case["expected"];
    let mut input = json!({});
    if let Some(body) = case["context"]["body"].as_str() {
        input["body"] = json!(body);
    }
    if !case["context"]["variables"].is_null() {
        // On AWS the variables come from the request's body, so its arrays print as JSON.
        input["variables"] = case["context"]["variables"].clone();
    }
    match (render(template, &input), expected["status"].as_u64()) {
        (Err(_), Some(400..)) => Ok(()),
        (Err(error), _) => Err(error),
        (Ok(rendered), Some(400..)) => Err(format!("renders {:?}", rendered.text)),
        (Ok(rendered), _) => compare(&rendered.text, expected),
    }
}

fn compare(text: &str, expected: &Value) -> Result<(), String> {
    if let Some(body) = expected["body"].as_str() {
        return if text == body { Ok(()) } else { Err(format!("{text:?} instead of {body:?}")) };
    }
    // What the backend received, read as JSON; an empty text arrives there as an empty object.
    let wanted = if expected["body_json"].is_null() {
        &expected["integration_request_json"]
    } else {
        &expected["body_json"]
    };
    let found: Value = match text {
        "" => json!({}),
        text => serde_json::from_str(text).map_err(|error| format!("{text:?} is no JSON: {error}"))?,
    };
    if &found == wanted { Ok(()) } else { Err(format!("{found} instead of {wanted}")) }
}
