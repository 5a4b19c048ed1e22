//! Models that take texts and lists of any length.

use indexmap::IndexSet;
use serde_json::{Map, Value};

use super::prelude::*;
use crate::design::ModelId;

rule! {
    id: "model-without-limits", title: "Models limit texts and lists", severity: Note, topic: Input,
    checks: "Models of request bodies of REST APIs: texts without `maxLength`, `enum`, `pattern` or `format`, and lists \
        without `maxItems`. It is one note for each model.",
    why: "API Gateway takes bodies of up to 10 MB. What the model does not limit reaches the backend in any length: a name \
        that fills a table's row, a list that keeps a function busy until it times out.",
    example: "The model `NewOrder` has `\"note\": {\"type\": \"string\"}`.",
    fix: "Add `maxLength` and `maxItems`.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html",
        "https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/",
    ],
    run: run,
}

/// How many places a sentence names.
const MAX_NAMED: usize = 3;

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.is(ApiKind::Rest)) {
        let used: IndexSet<ModelId> = api.routes().flat_map(|route| route.node.body_models.values().copied()).collect();
        for (id, model) in used.iter().filter_map(|id| Some((*id, api.node.models.get(id)?))) {
            let Ok(schema) = serde_json::from_str::<Value>(&model.schema) else { continue };
            let mut open = Vec::new();
            gather(&schema, &mut Vec::new(), &mut open);
            if open.is_empty() {
                continue;
            }
            let more = open.len().saturating_sub(MAX_NAMED);
            open.truncate(MAX_NAMED);
            let named: Vec<String> = open.iter().map(|path| format!("`{path}`")).collect();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let message = format!("Model `{}` takes any length of {}{more}", model.name, named.join(", "));
            look.report(look.finding(crate::design::Item::Model(api.id, id), message).at_place("schema"));
        }
    }
}

/// The paths of texts and lists without a limit; JSON nests at most 128 deep here.
fn gather<'a>(schema: &'a Value, path: &mut Vec<&'a str>, open: &mut Vec<String>) {
    let Value::Object(schema) = schema else { return };
    let bounded = |words: &[&str]| words.iter().any(|word| schema.contains_key(*word));
    let is_open = match schema.get("type").and_then(Value::as_str) {
        Some("string") => !bounded(&["maxLength", "enum", "pattern", "format"]),
        Some("array") => !bounded(&["maxItems", "enum"]),
        _ => false,
    };
    if is_open {
        open.push(if path.is_empty() { "the body".to_owned() } else { path.join(".") });
    }
    for name in ["properties", "definitions"] {
        for (key, value) in schema.get(name).and_then(Value::as_object).into_iter().flat_map(Map::iter) {
            path.push(key);
            gather(value, path, open);
            path.pop();
        }
    }
    if let Some(items) = schema.get("items") {
        path.push("[]");
        gather(items, path, open);
        path.pop();
    }
}
