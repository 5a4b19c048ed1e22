//! Models and request validators.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Rest;
use crate::design::{Item, Model, ModelId, Nodes};
use crate::terraform::export::module::{Module, Of};
use crate::terraform::export::names::slug_or;
use crate::terraform::facts::facts;
use crate::terraform::syntax::{Expr, Fields, Part, json_document, template, text};

/// How a schema refers to another model.
const DEFINITIONS: &str = "#/definitions/";
/// How AWS addresses the models of an API.
const MODELS_START: &str = "https://apigateway.amazonaws.com/restapis/";

/// Adds the models and validators.
pub(super) fn export(module: &mut Module<'_>, rest: &mut Rest<'_, '_>) {
    models(module, rest);
    validators(module, rest);
}

fn models(module: &mut Module<'_>, rest: &mut Rest<'_, '_>) {
    let api = rest.context.api;
    for id in in_order(&api.models) {
        let Some(model) = api.models.get(&id) else { continue };
        let id = &id;
        let item = Item::Model(rest.context.id, *id);
        if facts().built_in_models.value.contains(&model.name) {
            rest.models.insert(*id, text(model.name.as_str()));
            continue;
        }
        let fit = !model.name.is_empty() && model.name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !fit {
            let message = format!("AWS refuses the model name `{}`", model.name);
            module.refuse(item, message, "Use letters and digits");
            continue;
        }
        if serde_json::from_str::<serde_json::Value>(&model.schema).is_err() {
            let message = format!("The schema of model `{}` is not JSON", model.name);
            module.refuse(item, message, "Mend the schema");
            continue;
        }
        let schema = schema(rest, model);
        let kind = if model.content_type.is_empty() { "application/json" } else { &model.content_type };
        let fields = Fields::new()
            .set("rest_api_id", rest.api.get("id"))
            .set("name", text(model.name.as_str()))
            .set_text("description", &model.description)
            .set("content_type", text(kind))
            .set("schema", schema);
        let wanted = slug_or(&model.name, &format!("model_{id}"));
        let name = rest.take(module, "aws_api_gateway_model", &wanted, &id.to_string());
        let address = rest.add(module, Of::new("aws_api_gateway_model", &name, item), fields, &["schema"]);
        rest.models.insert(*id, address.get("name"));
        rest.model_names.insert(*id, address.path("name"));
    }
}

/// The models that others refer to come first; a circle is left as it is.
fn in_order(models: &Nodes<ModelId, Model>) -> Vec<ModelId> {
    let mut rest: Vec<(ModelId, &str, BTreeSet<String>)> =
        models.iter().map(|(id, model)| (*id, model.name.as_str(), referred(model))).collect();
    let mut ordered = Vec::with_capacity(rest.len());
    while !rest.is_empty() {
        let waiting: BTreeSet<&str> = rest.iter().map(|(_, name, _)| *name).collect();
        let free = rest.iter().position(|(_, own, referred)| {
            !referred.iter().any(|name| name != own && waiting.contains(name.as_str()))
        });
        ordered.push(rest.remove(free.unwrap_or(0)).0);
    }
    ordered
}

/// The models that a schema refers to, without definitions of its own.
fn referred(model: &Model) -> BTreeSet<String> {
    let Ok(schema) = serde_json::from_str::<Value>(&model.schema) else { return BTreeSet::new() };
    let mut names = BTreeSet::new();
    collect(&schema, &mut names);
    names.retain(|name| schema.get("definitions").and_then(|own| own.get(name)).is_none());
    names
}

fn collect(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => names.extend(text.strip_prefix(DEFINITIONS).map(str::to_owned)),
        Value::Array(values) => values.iter().for_each(|value| collect(value, names)),
        Value::Object(map) => map.values().for_each(|value| collect(value, names)),
        _ => {}
    }
}

/// The schema; AWS finds other models of the API by their address, so references are written as that.
fn schema(rest: &Rest<'_, '_>, model: &Model) -> Expr {
    let models = &rest.context.api.models;
    let referred = referred(model);
    let string = |value: &str| {
        let named = value.strip_prefix(DEFINITIONS).and_then(|name| {
            models
                .iter()
                .find(|(_, other)| other.name == name && referred.contains(name))
                .map(|(id, _)| (id, name))
        });
        let Some((id, name)) = named else { return text(value) };
        let parts = [
            Part::text(MODELS_START),
            Part::reference(rest.api.path("id")),
            Part::text("/models/"),
            match rest.model_names.get(id) {
                Some(path) => Part::reference(path.as_str()),
                // The model itself, one of a circle, or one that AWS has already.
                None => Part::text(name.to_owned()),
            },
        ];
        template(&parts)
    };
    json_document(&model.schema, &string)
}

fn validators(module: &mut Module<'_>, rest: &mut Rest<'_, '_>) {
    let api = rest.context.api;
    for (id, validator) in &api.validators {
        let item = Item::Validator(rest.context.id, *id);
        let fields = Fields::new()
            .set("rest_api_id", rest.api.get("id"))
            .set("name", text(validator.name.as_str()))
            .set("validate_request_body", validator.body)
            .set("validate_request_parameters", validator.parameters);
        let wanted = slug_or(&validator.name, &format!("validator_{id}"));
        let name = rest.take(module, "aws_api_gateway_request_validator", &wanted, &id.to_string());
        let watched = ["validate_request_body", "validate_request_parameters"];
        let address =
            rest.add(module, Of::new("aws_api_gateway_request_validator", &name, item), fields, &watched);
        rest.validators.insert(*id, address);
    }
}
