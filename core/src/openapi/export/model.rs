//! Models, which become named schemas, and request validators.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::fields::Fields;
use super::writer::Writer;
use crate::design::{Diagnostic, Item, Model};

/// Where models refer to one another in a design.
const MODELS: &str = "#/definitions/";
/// Where they do in OpenAPI 3.
const SCHEMAS: &str = "#/components/schemas/";
/// How AWS addresses the models of an API; the API's identifier and the model's name follow.
const ADDRESSES: (&str, &str) = ("https://apigateway.amazonaws.com/restapis/", "/models/");
/// The dialect of every model, which OpenAPI has no word for.
const DRAFT4: &str = "http://json-schema.org/draft-04/schema#";
/// The content type of a model that names none.
const JSON: &str = "application/json";
const MODEL: &str = "Model";
/// Keywords of JSON Schema draft 4 that the schemas of OpenAPI 3.0 do not know, and AWS's models do.
const FOREIGN: &[&str] =
    &["id", "patternProperties", "dependencies", "additionalItems", "definitions", "$schema"];

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
            let schema = self.schema(Item::Model(self.id, *id), model);
            schemas.put(name, schema);
        }
        schemas
    }

    fn schemas_at(&self) -> &'static str {
        if self.scope.swagger { MODELS } else { SCHEMAS }
    }

    fn schema(&mut self, item: Item, model: &Model) -> Value {
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
        let own = schema.get("definitions").cloned().unwrap_or_default();
        let mut schema = Value::Object(schema);
        let mut foreign = BTreeSet::new();
        self.rewrite(&mut schema, &own, &mut foreign);
        if !self.scope.swagger {
            for word in foreign {
                let message =
                    format!("The schema of `{}` uses `{word}`, which OpenAPI does not know", model.name);
                let help = "AWS's models know it, so it is kept; other tools may refuse the document";
                self.say(item, Diagnostic::note("export-schema", message).at_place("schema").help(help));
            }
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

    /// Rewrites what refers to other models, and collects the keywords that OpenAPI does not know.
    fn rewrite(&self, value: &mut Value, own: &Value, foreign: &mut BTreeSet<&'static str>) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.rewrite(item, own, foreign)),
            Value::Object(entries) => {
                for (key, value) in entries {
                    foreign.extend(FOREIGN.iter().filter(|word| **word == key));
                    match value {
                        Value::String(text) if key == "$ref" => {
                            if let Some(reference) = self.model_reference(text, own) {
                                *text = reference;
                            }
                        }
                        // What a schema compares with, and properties of any name, are no keywords.
                        Value::Object(named)
                            if matches!(key.as_str(), "properties" | "patternProperties") =>
                        {
                            named.values_mut().for_each(|inner| self.rewrite(inner, own, foreign));
                        }
                        _ if matches!(key.as_str(), "enum" | "default" | "example") => {}
                        value => self.rewrite(value, own, foreign),
                    }
                }
            }
            _ => {}
        }
    }

    /// The reference to another model in the document; none where it leads into the schema itself.
    fn model_reference(&self, text: &str, own: &Value) -> Option<String> {
        let rest = match text.strip_prefix(MODELS) {
            Some(rest) => rest,
            None => text.strip_prefix(ADDRESSES.0)?.split_once(ADDRESSES.1)?.1,
        };
        let (name, inside) = rest
            .split_once('/')
            .map_or((rest, ""), |(name, _)| (name, rest.get(name.len()..).unwrap_or_default()));
        if own.get(name).is_some() {
            return None;
        }
        let (id, _) = self.api.models.iter().find(|(_, model)| model.name == name)?;
        Some(format!("{}{}{inside}", self.schemas_at(), self.models.get(id)?))
    }
}
