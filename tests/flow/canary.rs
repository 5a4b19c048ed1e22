//! Recorded fixtures with a canary: what was deployed before the canary, from the steps that were recorded.

use serde_json::{Value, json};

/// Puts the production's stage variables into a fixture, applies the patches of its canary, and, where no request
/// falls to the canary, puts the templates of the production's deployment back.
pub fn unfold(fixture: &Value, history: &Value) -> Value {
    let mut fixture = fixture.clone();
    if !fixture["stage"]["canarySettings"].is_object() {
        return fixture;
    }
    for patch in fixture["stage"]["patches"].as_array().cloned().unwrap_or_default() {
        let name = patch["path"].as_str().and_then(|path| path.strip_prefix("/canarySettings/"));
        if let Some(name) = name {
            fixture["stage"]["canarySettings"][name] = patch["value"].clone();
        }
    }
    let percent = &fixture["stage"]["canarySettings"]["percentTraffic"];
    let percent: f64 =
        percent.as_str().and_then(|text| text.parse().ok()).or(percent.as_f64()).unwrap_or(0.0);
    fixture["stage"]["canarySettings"]["percentTraffic"] = json!(percent);
    let steps = history["steps"].as_array().map(Vec::as_slice).unwrap_or_default();
    let deployed = steps.iter().position(|step| step["op"] == "apigateway.create_deployment");
    let before = deployed.and_then(|at| steps.get(..=at)).unwrap_or_default();
    for step in before {
        let args = &step["args"];
        if args["variables"].is_object() {
            fixture["stage"]["variables"] = args["variables"].clone();
        }
        if step["op"] == "apigateway.put_integration_response" && percent == 0.0 {
            let status = args["statusCode"].as_str().unwrap_or_default();
            let verb = args["httpMethod"].as_str().unwrap_or_default();
            let method = &mut fixture["resources"]["/"][verb];
            method["integration"]["integration_responses"][status]["responseTemplates"] =
                args["responseTemplates"].clone();
        }
    }
    fixture
}

/// The canary of a stage as a design holds it.
pub fn of(stage: &Value) -> Value {
    let canary = &stage["canarySettings"];
    if !canary.is_object() {
        return Value::Null;
    }
    json!({
        "percent_traffic": canary["percentTraffic"],
        "variable_overrides": canary["stageVariableOverrides"].as_object().cloned().unwrap_or_default(),
        "use_stage_cache": canary["useStageCache"] == true,
    })
}
