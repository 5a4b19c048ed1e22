//! Models, which become named schemas, and request validators.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::fields::Fields;
use super::schema;
use super::writer::Writer;
use crate::design::{Diagnostic, Item, Model};

/// Where models are in Swagger 2.0, and where they are in OpenAPI 3.
const DEFINITIONS: &str = "#/definitions/";
const SCHEMAS: &str = "#/components/schemas/";
/// The dialect of every model, which OpenAPI has no word for.
const DRAFT4: &str = "http://json-schema.org/draft-04/schema#";
/// The content type of a model that names none.
const JSON: &str = "application/json";
const MODEL: &str = "Model";

impl Writer<'_> {
    /// Names the models.
    pub fn name_models(&mut self) {
        if !self.is_rest() {
            return;
        }
        let mut used = BTreeSet::new();
        for (id, model) in &self.api.models {
            let plain: String = model.name.chars().filter(char::is_ascii_alphanumeric).collect();
            let fit = if plain.is_empty() { MODEL } else { &plain };
            let name = self.name(Item::Model(self.id, *id), &mut used, &model.name, fit);
            self.models.insert(*id, name);
        }
    }

    /// Names the validators.
    pub fn name_validators(&mut self) {
        let mut used = BTreeSet::new();
        for (id, validator) in &self.api.validators {
            let item = Item::Validator(self.id, *id);
            let fit = if validator.name.is_empty() { "validator" } else { &validator.name };
            let name = self.name(item, &mut used, &validator.name, fit);
            self.validators.insert(*id, name);
        }
    }

    /// The request validators.
    pub fn request_validators(&self) -> Fields {
        let validators = self.api.validators.iter().filter_map(|(id, validator)| {
            let mut fields = Fields::new();
            fields.put("validateRequestParameters", validator.parameters);
            fields.put("validateRequestBody", validator.body);
            Some((self.validators.get(id)?.as_str(), fields))
        });
        validators.collect()
    }

    /// A schema that is a model.
    pub fn reference(&self, name: &str) -> Value {
        json!({ "$ref": format!("{}{name}", self.schemas_at()) })
    }

    /// The schemas of the models.
    pub fn schemas(&mut self) -> Fields {
        let mut schemas = Fields::new();
        for (id, model) in &self.api.models {
            let Some(name) = self.models.get(id).cloned() else { continue };
            let schema = self.schema(Item::Model(self.id, *id), model, &name);
            schemas.put(name, schema);
        }
        schemas
    }

    fn schemas_at(&self) -> &'static str {
        if self.scope.swagger { DEFINITIONS } else { SCHEMAS }
    }

    fn schema(&mut self, item: Item, model: &Model, name: &str) -> Value {
        if !matches!(model.content_type.as_str(), "" | JSON) {
            let what = format!("The content type `{}` of the model", model.content_type);
            self.leave_out(item, "content_type", &what, "the bodies that refer to it name theirs");
        }
        let mut schema = match serde_json::from_str::<Value>(&model.schema) {
            Ok(Value::Object(schema)) => schema,
            _ => {
                let message = format!("The schema of `{}` is no JSON object, and is left out", model.name);
                let help = "Mend it; in the document the model takes everything";
                self.say(item, Diagnostic::error("export-schema", message).at_place("schema").help(help));
                Map::new()
            }
        };
        if schema.get("$schema").and_then(Value::as_str) == Some(DRAFT4) {
            schema.shift_remove("$schema");
        }
        self.put_description(item, model, &mut schema);
        let mut schema = Value::Object(schema);
        let known = |name: &str| {
            let (id, _) = self.api.models.iter().find(|(_, model)| model.name == name)?;
            self.models.get(id).map(String::as_str)
        };
        let own = format!("{}{name}", self.schemas_at());
        let found = schema::rewrite(&mut schema, self.schemas_at(), &own, &known);
        for reference in found.missing {
            self.missing(
                item,
                "schema",
                &format!("The model that `{}` refers to by `{reference}`", model.name),
            );
        }
        let swagger = self.scope.swagger;
        for word in found.foreign.into_iter().filter(|_| !swagger) {
            let message =
                format!("The schema of `{}` uses `{word}`, which OpenAPI does not know", model.name);
            let help = "AWS's models know it, so it is kept; other tools may refuse the document";
            self.say(item, Diagnostic::note("export-schema", message).at_place("schema").help(help));
        }
        schema
    }

    /// The description of a model is that of its schema.
    fn put_description(&mut self, item: Item, model: &Model, schema: &mut Map<String, Value>) {
        match schema.get("description").and_then(Value::as_str) {
            None if !model.description.is_empty() => {
                schema.insert("description".to_owned(), model.description.as_str().into());
            }
            Some(own) if own != model.description && !model.description.is_empty() => {
                self.leave_out(item, "description", "The model's description", "its schema has another one");
            }
            _ => {}
        }
    }
}
