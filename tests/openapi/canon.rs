//! An API without identities, so that two designs can be compared: what is referred to stands by name or in
//! place, and texts that hold JSON stand as its value.

use serde::Serialize;
use serde_json::{Map, Value, json};
use studio_core::aws::ApiKind;
use studio_core::design::*;

/// The API as one value.
pub fn canon(design: &Design, id: ApiId) -> Value {
    let api = &design.apis[&id];
    let mut settings = value(&api.settings);
    parse_at(&mut settings, "resource_policy");
    for text in settings["documentation"].as_object_mut().into_iter().flat_map(Map::values_mut) {
        *text = parsed(text);
    }
    let routes: Vec<Value> = api.routes.values().map(|node| route(design, api, node)).collect();
    let authorizers: Vec<Value> = api.authorizers.values().map(|node| authorizer(design, node)).collect();
    let models = api.models.values().map(|model| {
        let mut model = value(model.as_ref());
        parse_at(&mut model, "schema");
        model
    });
    json!({
        "kind": api.kind.as_str(),
        "name": api.name,
        "settings": settings,
        "routes": routes,
        "unused": unused(design, api),
        "authorizers": authorizers,
        "models": models.collect::<Vec<_>>(),
        "validators": api.validators.values().map(|node| value(node.as_ref())).collect::<Vec<_>>(),
        "stages": api.stages.values().map(|node| value(node.as_ref())).collect::<Vec<_>>(),
    })
}

fn value(node: &impl Serialize) -> Value {
    serde_json::to_value(node).unwrap()
}

fn parse_at(value: &mut Value, key: &str) {
    if let Some(text) = value.get_mut(key) {
        *text = parsed(text);
    }
}

/// What a text holds when that is a JSON object.
fn parsed(text: &Value) -> Value {
    let inner = text.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
    inner.filter(Value::is_object).unwrap_or_else(|| text.clone())
}

fn route(design: &Design, api: &Api, route: &Route) -> Value {
    let mut out = value(route);
    let models = |models: &mut Value| {
        for id in models.as_object_mut().into_iter().flat_map(Map::values_mut) {
            *id = api.models[&ModelId(number(id))].name.clone().into();
        }
    };
    models(&mut out["body_models"]);
    for response in out["responses"].as_object_mut().into_iter().flat_map(Map::values_mut) {
        models(&mut response["models"]);
    }
    if let Authorization::Authorizer { id, scopes } = &route.authorization {
        out["authorization"] = json!({ "authorizer": api.authorizers[id].name, "scopes": scopes });
    }
    if let Some(id) = route.validator {
        out["validator"] = api.validators[&id].name.clone().into();
    }
    if let Some(id) = route.integration {
        out["integration"] = integration(design, &api.integrations[&id]);
    }
    out
}

fn integration(design: &Design, node: &Integration) -> Value {
    let mut out = value(node);
    out.as_object_mut().unwrap().shift_remove("name");
    if let Target::Lambda { function, .. } = node.target {
        out["target"]["function"] = invoked(design, function);
    }
    if let Connection::VpcLink { id, .. } = node.connection {
        out["connection"]["id"] = design.vpc_links[&id].name.clone().into();
    }
    out
}

/// What an HTTP API has integrations for that no route uses.
fn unused(design: &Design, api: &Api) -> Vec<Value> {
    let used = |id: &IntegrationId| api.routes.values().any(|route| route.integration == Some(*id));
    let unused = api.integrations.iter().filter(|(id, _)| api.kind == ApiKind::Http && !used(id));
    unused.map(|(_, node)| integration(design, node)).collect()
}

fn authorizer(design: &Design, node: &Authorizer) -> Value {
    let mut out = value(node);
    let function = match node.method {
        AuthorizerMethod::LambdaToken { function, .. } | AuthorizerMethod::LambdaRequest { function, .. } => {
            function
        }
        _ => return out,
    };
    out["method"]["function"] = invoked(design, function);
    out
}

/// The function's name with what is invoked of it.
fn invoked(design: &Design, id: FunctionId) -> Value {
    let function = &design.functions[&id];
    let arn = function.arn.clone().unwrap_or_default();
    let name = match arn.split_once(":function:") {
        Some((_, name)) => name.to_owned(),
        None if arn.starts_with("${") => arn.trim_start_matches("${").trim_end_matches(".Arn}").to_owned(),
        None => function.name.clone(),
    };
    let own = function.qualifier.as_deref().filter(|_| !name.replace("${", "").contains(':'));
    own.map_or(name.clone(), |own| format!("{name}:{own}")).into()
}

fn number(value: &Value) -> u32 {
    u32::try_from(value.as_u64().unwrap()).unwrap()
}

/// Where two values differ first.
pub fn difference(expected: &Value, actual: &Value, at: &str) -> Option<String> {
    match (expected, actual) {
        (Value::Object(left), Value::Object(right)) => {
            let keys = left.keys().chain(right.keys().filter(|key| !left.contains_key(*key)));
            keys.into_iter().find_map(|key| {
                let null = Value::Null;
                let (left, right) = (left.get(key).unwrap_or(&null), right.get(key).unwrap_or(&null));
                difference(left, right, &format!("{at}/{key}"))
            })
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            let mut pairs = left.iter().zip(right).enumerate();
            pairs.find_map(|(index, (left, right))| difference(left, right, &format!("{at}/{index}")))
        }
        _ if expected == actual => None,
        _ => Some(format!("{at}\n  expected {expected}\n  found    {actual}")),
    }
}
