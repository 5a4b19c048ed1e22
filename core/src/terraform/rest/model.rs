//! Models and request validators.

use super::Rest;
use crate::design::Item;
use crate::terraform::facts::facts;
use crate::terraform::module::Module;
use crate::terraform::names::slug_or;
use crate::terraform::syntax::{Fields, json_document, text};

/// Adds the models and validators.
pub(super) fn export(module: &mut Module<'_>, rest: &mut Rest<'_, '_>) {
    models(module, rest);
    validators(module, rest);
}

fn models(module: &mut Module<'_>, rest: &mut Rest<'_, '_>) {
    let api = rest.context.api;
    for (id, model) in &api.models {
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
        let kind = if model.content_type.is_empty() { "application/json" } else { &model.content_type };
        let fields = Fields::new()
            .set("rest_api_id", rest.api.get("id"))
            .set("name", text(model.name.as_str()))
            .set_text("description", &model.description)
            .set("content_type", text(kind))
            .set("schema", json_document(&model.schema, &|value| text(value)));
        let wanted = slug_or(&model.name, &format!("model_{id}"));
        let name = rest.take(module, "aws_api_gateway_model", &wanted, &id.to_string());
        let address = rest.add(module, "aws_api_gateway_model", &name, item, fields, &["schema"]);
        rest.models.insert(*id, address.get("name"));
    }
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
        let address = rest.add(module, "aws_api_gateway_request_validator", &name, item, fields, &watched);
        rest.validators.insert(*id, address);
    }
}
