//! Imports that were recorded on AWS: the API that our import makes must read like the one that AWS made.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::{Map, Value, json};
use studio_core::aws::ApiKind;
use studio_core::design::{
    Api, Authorization, AuthorizerMethod, Connection, Design, Integration, MethodResponse, Passing, Route,
    RouteKey, Target,
};
use studio_core::openapi::{BasePath, ImportOptions, import_with};

use crate::round::rounds;
use crate::skip::skip;

/// Cases whose answer is known to differ, one `id: reason` on a line.
const UNMET: &str = include_str!("../cases/openapi/unmet.txt");

#[test]
fn recorded() {
    let Ok(path) = std::env::var("GATEWAY_STUDIO_CASES") else {
        return skip("GATEWAY_STUDIO_CASES names no file of recorded AWS answers");
    };
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let file: Value = serde_json::from_str(&text).unwrap();
    let expected_unmet: BTreeSet<&str> = UNMET
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| Some(line.split_once(':')?.0))
        .collect();
    let (mut met, mut unmet) = (0, BTreeSet::new());
    for case in file["cases"].as_array().unwrap() {
        if case["subcategory"] != "openapi_import" {
            continue;
        }
        let id = case["id"].as_str().unwrap();
        match check(&file, case) {
            Ok(()) => met += 1,
            Err(difference) => {
                if !expected_unmet.contains(id) {
                    println!("{id}: {difference}");
                }
                unmet.insert(id);
            }
        }
    }
    println!("{met} of {} recorded imports met", met + unmet.len());
    assert!(met > 0, "{path} holds no recorded imports");
    assert_eq!(unmet, expected_unmet, "cases/openapi/unmet.txt must list exactly the unmet cases");
}

#[test]
fn recorded_documents_come_back() {
    let Ok(path) = std::env::var("GATEWAY_STUDIO_CASES") else {
        return skip("GATEWAY_STUDIO_CASES names no file of recorded AWS answers");
    };
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let file: Value = serde_json::from_str(&text).unwrap();
    let cases = file["cases"].as_array().unwrap().iter();
    let documents =
        cases.filter(|case| case["subcategory"] == "openapi_import").map(|case| document(&file, case));
    let documents: IndexMap<String, ImportOptions> = documents.collect();
    let wrong: Vec<String> = documents
        .iter()
        .filter_map(|(body, options)| rounds(&import_with(body.as_bytes(), *options).ok()?.document.design))
        .collect();
    println!("{} of {} recorded documents come back", documents.len() - wrong.len(), documents.len());
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The document of a case, and how it was imported.
fn document(file: &Value, case: &Value) -> (String, ImportOptions) {
    let at_step = case["config"]["at_step"].as_u64().unwrap();
    let scenario = &file["fixtures"][case["config"]["fixture"].as_str().unwrap()];
    let step = scenario["steps"].as_array().unwrap().iter().find(|step| step["n"] == at_step).unwrap();
    let body = match &step["args"]["body"] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let base_path = match step["args"]["parameters"]["basepath"].as_str() {
        Some("prepend") => BasePath::Prepend,
        Some("split") => BasePath::Split,
        _ => BasePath::Ignore,
    };
    let options = ImportOptions { kind: Some(ApiKind::Rest), base_path };
    (body, options)
}

/// Imports the case's document and compares what AWS would tell of one of its methods.
fn check(file: &Value, case: &Value) -> Result<(), String> {
    let (body, options) = document(file, case);
    let imported = import_with(body.as_bytes(), options).map_err(|error| error.to_string())?;
    let design = &imported.document.design;
    let api = design.apis.values().next().ok_or("no API")?;
    let params = &case["request"]["params"];
    let key = RouteKey::from(format!("{} {}", text(&params["httpMethod"]), text(&params["path"])).as_str());
    let route = api.routes.values().find(|route| route.key == key).ok_or(format!("no route {key}"))?;
    let actual = match case["request"]["operation"].as_str().unwrap() {
        "apigateway.get_method" => method(design, api, route),
        "apigateway.get_method_response" => match route.responses.get(text(&params["statusCode"])) {
            Some(response) => method_response(api, text(&params["statusCode"]), response),
            None => not_found("Invalid Response status code specified"),
        },
        "apigateway.get_integration" => integration(design, integration_of(api, route)),
        "apigateway.get_integration_response" => {
            let responses = integration_responses(integration_of(api, route));
            match responses.get(text(&params["statusCode"])) {
                Some(response) => response.clone(),
                None => not_found("Invalid Response status code specified"),
            }
        }
        other => return Err(format!("{other} is not compared")),
    };
    let mut seen = IndexMap::new();
    let expected = case["expected"].get("response").or(case["expected"].get("error")).unwrap();
    differs(&without_metadata(expected), &actual, "", &mut seen)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn not_found(message: &str) -> Value {
    json!({"message": message, "Error": {"Code": "NotFoundException", "Message": message}})
}

fn without_metadata(expected: &Value) -> Value {
    let mut expected = expected.clone();
    if let Some(entries) = expected.as_object_mut() {
        entries.shift_remove("ResponseMetadata");
    }
    expected
}

fn integration_of<'a>(api: &'a Api, route: &Route) -> Option<&'a Integration> {
    Some(api.integrations.get(&route.integration?)?)
}

fn method(design: &Design, api: &Api, route: &Route) -> Value {
    let mut method = Map::new();
    let mut put = |key: &str, value: Value| {
        if !is_empty(&value) {
            method.insert(key.to_owned(), value);
        }
    };
    put("apiKeyRequired", route.api_key_required.into());
    let (kind, id, scopes) = match &route.authorization {
        Authorization::None => ("NONE", None, Vec::new()),
        Authorization::Iam => ("AWS_IAM", None, Vec::new()),
        Authorization::Authorizer { id, scopes } => {
            let kind = match api.authorizers[id].method {
                AuthorizerMethod::Cognito { .. } => "COGNITO_USER_POOLS",
                _ => "CUSTOM",
            };
            (kind, Some(id.to_string()), scopes.clone())
        }
    };
    put("authorizationType", kind.into());
    put("authorizerId", id.into());
    put("authorizationScopes", scopes.into());
    put("httpMethod", route.key.method().map(|method| method.to_string()).into());
    put("operationName", route.operation_name.clone().into());
    put("methodIntegration", integration(design, integration_of(api, route)));
    let responses = route.responses.iter();
    put(
        "methodResponses",
        responses
            .map(|(status, response)| (status.clone(), method_response(api, status, response)))
            .collect::<Map<_, _>>()
            .into(),
    );
    put(
        "requestParameters",
        route
            .parameters
            .iter()
            .map(|parameter| (parameter.key(), parameter.required.into()))
            .collect::<Map<_, _>>()
            .into(),
    );
    let models = route.body_models.iter();
    put(
        "requestModels",
        models
            .map(|(kind, id)| (kind.clone(), api.models[id].name.clone().into()))
            .collect::<Map<_, _>>()
            .into(),
    );
    put("requestValidatorId", route.validator.map(|id| id.to_string()).into());
    method.into()
}

fn method_response(api: &Api, status: &str, response: &MethodResponse) -> Value {
    let mut out = Map::new();
    out.insert("statusCode".to_owned(), status.into());
    let models: Map<_, _> =
        response.models.iter().map(|(kind, id)| (kind.clone(), api.models[id].name.clone().into())).collect();
    if !models.is_empty() {
        out.insert("responseModels".to_owned(), models.into());
    }
    let headers = response.headers.iter();
    let headers: Map<_, _> = headers
        .map(|(name, required)| (format!("method.response.header.{name}"), (*required).into()))
        .collect();
    if !headers.is_empty() {
        out.insert("responseParameters".to_owned(), headers.into());
    }
    out.into()
}

fn integration(design: &Design, integration: Option<&Integration>) -> Value {
    let Some(integration) = integration else { return Value::Null };
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| {
        if !is_empty(&value) || key == "cacheKeyParameters" {
            out.insert(key.to_owned(), value);
        }
    };
    let (uri, method) = match &integration.target {
        Target::Mock => (None, None),
        Target::Lambda { function, .. } => {
            let function = &design.functions[function];
            let arn = match (&function.arn, &function.qualifier) {
                (Some(arn), Some(qualifier)) => format!("{arn}:{qualifier}"),
                (Some(arn), None) => arn.clone(),
                (None, _) => format!("${{{}}}", function.name),
            };
            let region = arn.split(':').nth(3).unwrap_or_default();
            let uri =
                format!("arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations");
            (Some(uri), Some("POST".to_owned()))
        }
        Target::Http { url, method, passing } => {
            let any = (*passing == Passing::Proxy).then(|| "ANY".to_owned());
            (Some(url.clone()), method.map(|method| method.to_string()).or(any))
        }
        Target::Service { uri, method, .. } => (Some(uri.clone()), method.map(|method| method.to_string())),
        Target::Action { .. } => (None, None),
    };
    put("type", integration.target.kind().as_str().into());
    put("uri", uri.into());
    put("httpMethod", method.into());
    put("timeoutInMillis", integration.timeout_ms.unwrap_or(29_000).into());
    put(
        "passthroughBehavior",
        integration.passthrough_behavior.map_or("WHEN_NO_MATCH", |word| word.as_str()).into(),
    );
    put("contentHandling", integration.content_handling.map(|word| word.as_str()).into());
    put("credentials", integration.credentials.clone().into());
    put("cacheKeyParameters", integration.cache_key_parameters.clone().into());
    put("cacheNamespace", integration.cache_namespace.clone().unwrap_or("<resource>".to_owned()).into());
    put("requestParameters", json!(integration.request_parameters));
    put("requestTemplates", json!(integration.request_templates));
    put("integrationResponses", integration_responses(Some(integration)).into());
    if matches!(integration.target, Target::Http { .. }) {
        let internet = integration.connection == Connection::Internet;
        put("connectionType", if internet { "INTERNET" } else { "VPC_LINK" }.into());
    }
    out.into()
}

fn integration_responses(integration: Option<&Integration>) -> Map<String, Value> {
    let responses = integration.map(|integration| integration.responses.as_slice()).unwrap_or_default();
    let one = |response: &studio_core::design::IntegrationResponse| {
        let mut out = Map::new();
        out.insert("statusCode".to_owned(), response.status.clone().into());
        for (key, texts) in
            [("responseParameters", &response.parameters), ("responseTemplates", &response.templates)]
        {
            if !texts.is_empty() {
                out.insert(key.to_owned(), json!(texts));
            }
        }
        if let Some(pattern) = &response.selection_pattern {
            out.insert("selectionPattern".to_owned(), pattern.clone().into());
        }
        (response.status.clone(), out.into())
    };
    responses.iter().map(one).collect()
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        _ => false,
    }
}

/// Compares; `<name:1>` matches anything, the same thing each time, and a text that holds JSON its value.
fn differs(
    expected: &Value,
    actual: &Value,
    at: &str,
    seen: &mut IndexMap<String, String>,
) -> Result<(), String> {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            for key in expected.keys().chain(actual.keys()) {
                let place = format!("{at}/{key}");
                let (expected, actual) =
                    (expected.get(key).unwrap_or(&Value::Null), actual.get(key).unwrap_or(&Value::Null));
                differs(expected, actual, &place, seen)?;
            }
            Ok(())
        }
        (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
            for (index, (expected, actual)) in expected.iter().zip(actual).enumerate() {
                differs(expected, actual, &format!("{at}/{index}"), seen)?;
            }
            Ok(())
        }
        (Value::String(pattern), Value::String(text)) if matches(pattern, text, seen) => Ok(()),
        (Value::Object(_) | Value::Array(_), Value::String(text)) => {
            match serde_json::from_str::<Value>(text) {
                Ok(parsed) if parsed.is_object() || parsed.is_array() => differs(expected, &parsed, at, seen),
                _ => Err(format!("{at}: expected {expected}, found {actual}")),
            }
        }
        _ if expected == actual => Ok(()),
        _ => Err(format!("{at}: expected {expected}, found {actual}")),
    }
}

/// Whether a text has the form of a pattern with `<…>` placeholders.
fn matches(pattern: &str, text: &str, seen: &mut IndexMap<String, String>) -> bool {
    if let Some(name) = pattern
        .strip_prefix('<')
        .filter(|rest| rest.contains(':') && rest.ends_with('>') && rest.matches('<').count() == 0)
    {
        let known = seen.entry(name.to_owned()).or_insert_with(|| text.to_owned());
        return known == text;
    }
    if pattern.contains("<html>") || !pattern.contains('<') {
        return pattern == text;
    }
    let mut rest = text;
    let mut pieces = pattern.split('<').enumerate();
    pieces.all(|(index, piece)| {
        let fixed = if index == 0 { piece } else { piece.split_once('>').map_or(piece, |(_, fixed)| fixed) };
        match (index, rest.find(fixed)) {
            (0, Some(0)) | (1.., Some(_)) => {
                rest = rest.find(fixed).and_then(|at| rest.get(at + fixed.len()..)).unwrap_or_default();
                true
            }
            _ => false,
        }
    })
}
