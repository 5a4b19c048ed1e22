//! Models of a WebSocket API.

use super::Second;
use crate::design::Item;
use crate::terraform::export::module::{Module, Of};
use crate::terraform::export::names::slug_or;
use crate::terraform::syntax::{Fields, json_document, text};

/// Adds the models.
pub(super) fn export(module: &mut Module<'_>, second: &mut Second<'_, '_>) {
    if second.is_http() {
        return;
    }
    let api = second.context.api;
    for (id, model) in &api.models {
        let item = Item::Model(second.context.id, *id);
        let alphanumeric = model.name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !alphanumeric || !(1..=128).contains(&model.name.len()) {
            let message = format!("AWS refuses the model name `{}`", model.name);
            module.refuse(item, message, "Use 1 to 128 letters and digits");
            continue;
        }
        if serde_json::from_str::<serde_json::Value>(&model.schema).is_err() {
            module.refuse(
                item,
                format!("The schema of model `{}` is not JSON", model.name),
                "Mend the schema",
            );
            continue;
        }
        let kind = if model.content_type.is_empty() { "application/json" } else { &model.content_type };
        let described = model.description.chars().count() <= 128;
        if !described {
            module.leave_out(item, "description", "The model's description", "AWS takes 128 characters here");
        }
        let fields = Fields::new()
            .set("api_id", second.api.get("id"))
            .set("name", text(model.name.as_str()))
            .set_text("description", if described { &model.description } else { "" })
            .set("content_type", text(kind))
            .set("schema", json_document(&model.schema, &|value| text(value)));
        let wanted = slug_or(&model.name, &format!("model_{id}"));
        let name = second.take(module, "aws_apigatewayv2_model", &wanted, &id.to_string());
        let address = second.add(module, Of::new("aws_apigatewayv2_model", &name, item), fields, &["schema"]);
        second.models.insert(*id, address);
    }
}
