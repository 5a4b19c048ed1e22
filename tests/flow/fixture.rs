//! Turns the recorded cases' folded REST APIs into designs, and stands in for their backends.

use serde_json::{Map, Value, json};
use studio_core::design::Design;
use studio_core::openapi;

/// The design of a fixture. Errors: why it cannot be built.
pub fn design(fixture: &Value) -> Result<Design, String> {
    let stage = stage(fixture);
    if let Some(document) = fixture["openapi"].as_array().and_then(|documents| documents.last()) {
        return from_openapi(document, stage);
    }
    let resources = fixture["resources"].as_object().ok_or("the fixture has no resources")?;
    let mut builder = Builder { last_id: 100, functions: Map::new() };
    let models = by_name(
        &fixture["models"],
        1000,
        |model| json!({"name": model["name"], "content_type": model["contentType"], "schema": model["schema"]}),
    );
    let validators = by_name(&fixture["request_validators"], 2000, |validator| {
        json!({
            "name": validator["name"],
            "body": validator["validateRequestBody"] == true,
            "parameters": validator["validateRequestParameters"] == true,
        })
    });
    let (mut routes, mut integrations) = (Map::new(), Map::new());
    for (path, methods) in resources {
        let methods = methods.as_object().ok_or("a resource has no methods")?;
        for (verb, method) in methods.iter().filter(|(verb, _)| !verb.starts_with('«')) {
            let integration = integration_of(method, methods);
            let id = builder.id();
            if !integration.is_null() {
                integrations.insert(id.clone(), builder.integration(&integration));
            }
            let route = route(path, verb, method, &models.0, &validators.0, &id, !integration.is_null());
            routes.insert(builder.id(), route);
        }
    }
    let endpoint = fixture["rest_api"]["endpointConfiguration"]["types"][0].as_str().unwrap_or("EDGE");
    let design = json!({
        "region": "us-east-1",
        "account_id": "111111111111",
        "apis": {"1": {
            "kind": "REST",
            "name": "fixture",
            "settings": {
                "endpoint": {"kind": endpoint},
                "binary_media_types": list(&fixture["rest_api"]["binaryMediaTypes"]),
                "gateway_responses": {},
            },
            "routes": routes,
            "integrations": integrations,
            "models": models.1,
            "validators": validators.1,
            "stages": {"2": stage},
        }},
        "functions": builder.functions,
        "api_keys": api_keys(fixture),
        "usage_plans": usage_plans(fixture),
    });
    serde_json::from_value(design).map_err(|error| error.to_string())
}

fn from_openapi(document: &Value, stage: Value) -> Result<Design, String> {
    let text = document.get("document").or_else(|| document.get("body")).unwrap_or(document);
    let bytes = text.as_str().map_or_else(|| text.to_string(), str::to_owned);
    let base_path = match document["parameters"]["basepath"].as_str() {
        Some("prepend") => openapi::BasePath::Prepend,
        Some("split") => openapi::BasePath::Split,
        _ => openapi::BasePath::Ignore,
    };
    let options = openapi::ImportOptions { base_path, ..openapi::ImportOptions::default() };
    let imported = openapi::import_with(bytes.as_bytes(), options).map_err(|error| error.to_string())?;
    let mut design = serde_json::to_value(imported.document.design).map_err(|error| error.to_string())?;
    for api in design["apis"].as_object_mut().into_iter().flatten().map(|(_, api)| api) {
        api["stages"] = json!({"90000": stage});
    }
    serde_json::from_value(design).map_err(|error| error.to_string())
}

fn stage(fixture: &Value) -> Value {
    let stage = &fixture["stage"];
    let name = stage["name"].as_str().or_else(|| stage["stageName"].as_str()).unwrap_or("test");
    json!({"name": name, "variables": map(&stage["variables"]), "canary": super::canary::of(stage)})
}

struct Builder {
    last_id: u32,
    functions: Map<String, Value>,
}

impl Builder {
    fn id(&mut self) -> String {
        self.last_id += 1;
        self.last_id.to_string()
    }

    fn integration(&mut self, from: &Value) -> Value {
        let uri = from["uri"].as_str().unwrap_or_default();
        let proxy = from["type"].as_str().unwrap_or_default().ends_with("_PROXY");
        let passing = if proxy { "proxy" } else { "mapped" };
        let method = &from["integrationHttpMethod"];
        let target = match from["type"].as_str().unwrap_or_default() {
            "MOCK" => json!({"type": "mock"}),
            "HTTP" | "HTTP_PROXY" => {
                json!({"type": "http", "url": address(uri), "method": method, "passing": passing})
            }
            _ if uri.contains(":lambda:path/") => {
                let id = self.id();
                self.functions.insert(id.clone(), json!({"name": "function"}));
                json!({"type": "lambda", "function": id.parse::<u32>().unwrap_or(0), "passing": passing})
            }
            _ => json!({"type": "service", "uri": uri, "method": method, "passing": passing}),
        };
        let responses: Vec<Value> =
            from["integration_responses"].as_object().into_iter().flatten().map(response).collect();
        json!({
            "target": target,
            "passthrough_behavior": from["passthroughBehavior"].as_str(),
            "content_handling": from["contentHandling"].as_str(),
            "request_parameters": map(&from["requestParameters"]),
            "request_templates": map(&from["requestTemplates"]),
            "responses": responses,
        })
    }
}

fn response((_, from): (&String, &Value)) -> Value {
    // Some recordings name the status by a reference to the method response, which has 200.
    let status = from["statusCode"].as_str().filter(|status| !status.starts_with('«')).unwrap_or("200");
    json!({
        "status": status,
        "selection_pattern": from["selectionPattern"].as_str(),
        "parameters": map(&from["responseParameters"]),
        "templates": map(&from["responseTemplates"]),
        "content_handling": from["contentHandling"].as_str(),
    })
}

/// Some calls were made with a verb that only the recording knew; their integration belongs to the one method.
fn integration_of(method: &Value, siblings: &Map<String, Value>) -> Value {
    if !method["integration"].is_null() {
        return method["integration"].clone();
    }
    let orphan =
        siblings.iter().find(|(verb, _)| verb.starts_with('«')).map(|(_, other)| &other["integration"]);
    let mut integration = orphan.cloned().unwrap_or(Value::Null);
    if !integration.is_null() {
        integration["integration_responses"] = method["_orphan"]["integration_responses"].clone();
    }
    integration
}

fn route(
    path: &str,
    verb: &str,
    from: &Value,
    models: &Map<String, Value>,
    validators: &Map<String, Value>,
    integration: &str,
    has: bool,
) -> Value {
    let method = &from["method"];
    let parameters: Vec<Value> = method["requestParameters"]
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(key, required)| {
            let (location, name) = key.strip_prefix("method.request.")?.split_once('.')?;
            Some(json!({"location": location, "name": name, "required": required}))
        })
        .collect();
    let body_models: Map<String, Value> = method["requestModels"]
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(kind, name)| Some((kind.clone(), models.get(name.as_str()?)?.clone())))
        .collect();
    let responses: Map<String, Value> = from["method_responses"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(status, _)| (status.clone(), json!({})))
        .collect();
    let mut route = json!({
        "key": format!("{verb} {path}"),
        "api_key_required": method["apiKeyRequired"] == true,
        "parameters": parameters,
        "body_models": body_models,
        "responses": responses,
    });
    if let Some(id) = method["requestValidatorId"].as_str().and_then(|id| validators.get(id)) {
        route["validator"] = id.clone();
    }
    if has {
        route["integration"] = json!(integration.parse::<u32>().unwrap_or(0));
    }
    route
}

/// Numbers for names, and the nodes under their numbers.
fn by_name(
    from: &Value,
    first: u32,
    node: impl Fn(&Value) -> Value,
) -> (Map<String, Value>, Map<String, Value>) {
    let (mut ids, mut nodes) = (Map::new(), Map::new());
    for (at, (name, value)) in (first..).zip(from.as_object().into_iter().flatten()) {
        ids.insert(name.clone(), json!(at));
        nodes.insert(at.to_string(), node(value));
    }
    (ids, nodes)
}

/// A key's recorded value is a reference to the step that made it: `«9.id»` has the value `«9.value»`.
fn api_keys(fixture: &Value) -> Value {
    let disabled = fixture["unfolded_steps"].to_string().contains("\"/enabled\"");
    let keys = fixture["api_keys"].as_object().into_iter().flatten();
    let nodes: Map<String, Value> = (3000..)
        .zip(keys)
        .map(|(at, (id, key))| {
            let value = id.replace(".id", ".value");
            (
                at.to_string(),
                json!({"name": key["name"], "value": value, "disabled": disabled || key["enabled"] == false}),
            )
        })
        .collect();
    nodes.into()
}

fn usage_plans(fixture: &Value) -> Value {
    let ids: Vec<&String> = fixture["api_keys"].as_object().into_iter().flatten().map(|(id, _)| id).collect();
    let plans = fixture["usage_plans"].as_object().into_iter().flatten();
    let nodes: Map<String, Value> = (4000..)
        .zip(plans)
        .map(|(at, (id, plan))| {
            let member = |key: &&Value| key["usagePlanId"] == id.as_str();
            let keys: Vec<usize> = fixture["usage_plan_keys"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(member)
                .filter_map(|key| ids.iter().position(|id| key["keyId"] == id.as_str()))
                .map(|at| at + 3000)
                .collect();
            let throttle = &plan["throttle"];
            let node = json!({
                "name": plan["name"],
                "quota": plan["quota"],
                "throttle": {"rate_rps": throttle["rateLimit"], "burst": throttle["burstLimit"]},
                "stages": [{"api": 1, "stage": 2}],
                "api_keys": keys,
            });
            (at.to_string(), node)
        })
        .collect();
    nodes.into()
}

/// Addresses that the recording refers to get a host.
fn address(uri: &str) -> String {
    match uri.find('»') {
        Some(end) if uri.starts_with('«') => {
            format!("https://recorded.backend/{}", &uri[end + '»'.len_utf8()..])
        }
        _ => uri.to_owned(),
    }
}

fn map(from: &Value) -> Value {
    let texts = from.as_object().into_iter().flatten().filter(|(_, value)| value.is_string());
    texts.map(|(name, value)| (name.clone(), value.clone())).collect::<Map<_, _>>().into()
}

fn list(from: &Value) -> Value {
    from.as_array().cloned().unwrap_or_default().into()
}
