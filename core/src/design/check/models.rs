//! Models: names, schemas, and references between them.

use std::sync::Arc;

use indexmap::IndexSet;
use serde_json::Value;

use super::finder::Finder;
use crate::aws::{ApiKind, refusal_text};
use crate::design::{Api, ApiId, Diagnostic, Item, Model, ModelId};

/// The models that every REST API has from the start.
///
/// Source: `models-mappings` in the developer guide.
const BUILT_IN: [&str; 2] = ["Empty", "Error"];

pub(super) fn check(find: &mut Finder<'_>, id: ApiId, api: &Arc<Api>) {
    if api.kind == ApiKind::Http {
        return;
    }
    let names: IndexSet<&str> = api.models.values().map(|model| model.name.as_str()).collect();
    let mut seen = IndexSet::new();
    for (model_id, model) in &api.models {
        name(find, id, *model_id, model);
        if !model.name.is_empty() && !seen.insert(model.name.as_str()) {
            let words = refusal_text("model.exists", &[]);
            let message = format!("Model `{}` is there twice; AWS answers: {words}", model.name);
            find.push(
                Diagnostic::error("model-twice", message).at(Item::Model(id, *model_id)).at_place("name"),
            );
        }
        schema(find, Item::Model(id, *model_id), model, &names);
    }
    let mut seen = IndexSet::new();
    for (validator_id, validator) in &api.validators {
        let item = Item::Validator(id, *validator_id);
        if validator.name.trim().is_empty() {
            let message =
                format!("A validator has no name; AWS answers: {}", refusal_text("validator.name", &[]));
            find.push(Diagnostic::error("validator-name", message).at(item).at_place("name"));
        } else if !seen.insert(validator.name.as_str()) {
            let message = format!("There are two validators called `{}`", validator.name);
            find.push(Diagnostic::warning("validator-twice", message).at(item).at_place("name"));
        }
    }
}

fn name(find: &mut Finder<'_>, id: ApiId, model_id: ModelId, model: &Model) {
    let item = Item::Model(id, model_id);
    if model.name.is_empty() {
        let message = format!("A model has no name; AWS answers: {}", refusal_text("model.name", &[]));
        find.push(Diagnostic::error("model-name", message).at(item).at_place("name"));
    } else if !model.name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        let message =
            format!("Model `{}` has other characters than letters and digits in its name", model.name);
        find.push(
            Diagnostic::error("model-name", message).at(item).at_place("name").help("Use letters and digits"),
        );
    }
}

fn schema(find: &mut Finder<'_>, item: Item, model: &Model, names: &IndexSet<&str>) {
    let text = model.schema.trim();
    let empty = refusal_text("model.empty", &[]);
    if text.is_empty() {
        let message = format!("Model `{}` has no schema; AWS answers: {empty}", model.name);
        return find.push(Diagnostic::error("model-schema", message).at(item).at_place("schema"));
    }
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            let message = format!("The schema of model `{}` is no JSON: {error}", model.name);
            return find.push(Diagnostic::error("model-schema", message).at(item).at_place("schema"));
        }
    };
    let Value::Object(object) = &value else {
        let message = format!("The schema of model `{}` is no JSON object", model.name);
        return find.push(Diagnostic::error("model-schema", message).at(item).at_place("schema"));
    };
    if object.is_empty() && !BUILT_IN.contains(&model.name.as_str()) {
        let message = format!("Model `{}` describes nothing; AWS answers: {empty}", model.name);
        find.push(Diagnostic::warning("model-empty", message).at(item).at_place("schema"));
    }
    let mut references = Vec::new();
    gather(&value, &mut references);
    for reference in references {
        let missing = match reference.strip_prefix("#/definitions/") {
            Some(name) => {
                let own = object.get("definitions").and_then(|definitions| definitions.get(name)).is_some();
                (!own && !names.contains(name) && !BUILT_IN.contains(&name)).then_some(name)
            }
            None => match reference.rsplit_once("/models/") {
                Some((_, name)) => (!names.contains(name) && !BUILT_IN.contains(&name)).then_some(name),
                None => None,
            },
        };
        if let Some(name) = missing {
            let message = format!("Model `{}` refers to the model `{name}`, which is not there", model.name);
            let finding = Diagnostic::error("model-reference", message).at(item).at_place("schema");
            find.push(finding.help("Add the model, or put the definition into the schema"));
        }
    }
}

/// The texts of `$ref`, wherever they are; JSON nests at most 128 deep here.
fn gather<'a>(value: &'a Value, references: &mut Vec<&'a str>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                match value {
                    Value::String(text) if key == "$ref" => references.push(text),
                    _ => gather(value, references),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, references)),
        _ => {}
    }
}
