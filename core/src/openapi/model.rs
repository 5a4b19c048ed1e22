//! Schemas, which become models of a REST API.

use std::sync::Arc;

use serde_json::Value;

use super::dialect::Dialect;
use super::import::{Import, missing};
use crate::aws::{OpenApiScope, openapi_keyword};
use crate::design::{Diagnostic, Item, Model, ModelId};
use crate::lang::document::{Node, Shape};

/// Where models refer to one another in a design.
const MODELS: &str = "#/definitions/";
/// How AWS starts the names of models that it makes of inline schemas.
const INLINE_NAME: &str = "MODEL";

impl<'a> Import<'a> {
    /// Makes a model of every named schema.
    pub fn read_models(&mut self) {
        let schemas = match self.dialect {
            Dialect::Swagger2 => self.root.get("definitions"),
            _ => self.root.get("components").and_then(|components| components.get("schemas")),
        };
        let schemas: Vec<_> = schemas.into_iter().flat_map(Node::entries).collect();
        // All names first, for schemas refer to later ones.
        for (name, node) in &schemas {
            let id: ModelId = self.design.mint();
            let plain = self.unique_name(&plain_name(name));
            if plain != *name {
                let message =
                    format!("The model `{name}` becomes `{plain}`, for AWS takes letters and digits only");
                self.say(
                    *node,
                    Diagnostic::warning("import-model-name", message).at(Item::Model(self.api_id, id)),
                );
            }
            self.models.insert((*name).to_owned(), id);
            self.api.models.insert(id, Arc::new(Model { name: plain, ..Model::default() }));
        }
        for (name, node) in schemas {
            let Some(id) = self.models.get(name).copied() else { continue };
            self.item = Some(Item::Model(self.api_id, id));
            let schema = self.schema(node);
            let description =
                schema.get("description").and_then(Value::as_str).unwrap_or_default().to_owned();
            if let Some(model) = self.api.models.get_mut(&id) {
                let model = Arc::make_mut(model);
                model.description = description;
                model.schema = format!("{schema:#}");
            }
        }
        self.item = None;
    }

    /// The model of a schema at a body: the one that it refers to, or one made of it.
    pub fn model_of(&mut self, schema: Node<'a>) -> Option<ModelId> {
        if let Some(reference) = schema.see().get("$ref") {
            let text = reference.text().unwrap_or_default();
            let found = self.named_model(text);
            if found.is_none() {
                let name = text.rsplit('/').next().unwrap_or_default();
                let help = format!("Define the schema; AWS says: Invalid model identifier specified: {name}");
                self.say(reference, missing(text).help(help));
            }
            return found;
        }
        let schema = self.schema(schema);
        let text = format!("{schema:#}");
        if let Some(id) = self.inline_models.get(&text) {
            return Some(*id);
        }
        let id: ModelId = self.design.mint();
        let name = self.unique_name(&format!("{INLINE_NAME}{:06x}", checksum(&text)));
        self.api.models.insert(id, Arc::new(Model { name, schema: text.clone(), ..Model::default() }));
        self.inline_models.insert(text, id);
        Some(id)
    }

    /// The name, or the name with a number that makes it unique.
    fn unique_name(&mut self, name: &str) -> String {
        loop {
            let asked = self.model_names.entry(name.to_owned()).or_default();
            *asked += 1;
            let candidate = match *asked {
                1 => return name.to_owned(),
                number => format!("{name}{number}"),
            };
            if !self.model_names.contains_key(&candidate) {
                self.model_names.insert(candidate.clone(), 1);
                return candidate;
            }
        }
    }

    fn named_model(&self, reference: &str) -> Option<ModelId> {
        let name = reference.strip_prefix(self.dialect.schemas())?;
        self.models.get(&unescaped(name)).copied()
    }

    /// A schema as JSON, its references rewritten to models; what AWS does not support is noted.
    fn schema(&mut self, node: Node<'a>) -> Value {
        self.look_at_schema(node);
        let mut schema = node.to_json();
        self.rewrite(&mut schema);
        schema
    }

    /// Notes the keywords of a schema and of the schemas in it.
    fn look_at_schema(&mut self, node: Node<'a>) {
        let draft4 = |key: &str| !matches!(key, "example" | "examples" | "default" | "enum" | "const");
        for (key, value) in node.entries() {
            if let Some(row) = openapi_keyword(key, OpenApiScope::Schema, self.api.kind) {
                self.note_once("import-schema-keyword", value, key, &row.reason);
            }
            if key == "$ref" {
                self.check_reference(value);
            } else if key.starts_with("exclusive") && matches!(value.shape(), Shape::Number(_)) {
                let message =
                    format!("`{key}` is a number here, and JSON Schema draft 4 takes only true or false");
                let help = "Use `minimum` or `maximum` with the number, and `true` here";
                self.say(value, Diagnostic::warning("import-schema-keyword", message).help(help));
            } else if matches!(
                key,
                "properties" | "patternProperties" | "definitions" | "$defs" | "dependencies"
            ) {
                for (_, inner) in value.entries() {
                    self.look_at_schema(inner);
                }
            } else if draft4(key) {
                self.look_at_schema(value);
                for inner in value.items() {
                    self.look_at_schema(inner);
                }
            }
        }
    }

    fn check_reference(&mut self, node: Node<'a>) {
        let Some(text) = node.text() else { return };
        let name =
            text.strip_prefix(self.dialect.schemas()).map(|rest| rest.split('/').next().unwrap_or(rest));
        if name.is_none_or(|name| !self.models.contains_key(&unescaped(name))) {
            self.say(node, missing(text));
        }
    }

    fn rewrite(&self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.rewrite(item)),
            Value::Object(entries) => {
                for (key, value) in entries {
                    match value {
                        Value::String(text) if key == "$ref" => {
                            if let Some(reference) = self.model_reference(text) {
                                *text = reference;
                            }
                        }
                        value => self.rewrite(value),
                    }
                }
            }
            _ => {}
        }
    }

    fn model_reference(&self, text: &str) -> Option<String> {
        let rest = text.strip_prefix(self.dialect.schemas())?;
        let (name, inside) = rest.split_once('/').map_or((rest, None), |(name, inside)| (name, Some(inside)));
        let id = self.models.get(&unescaped(name))?;
        let name = &self.api.models.get(id)?.name;
        Some(match inside {
            Some(inside) => format!("{MODELS}{name}/{inside}"),
            None => format!("{MODELS}{name}"),
        })
    }
}

fn unescaped(name: &str) -> String {
    super::import::percent_decoded(name).replace("~1", "/").replace("~0", "~")
}

/// The name with only the characters that AWS takes.
fn plain_name(name: &str) -> String {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    if plain.is_empty() { INLINE_NAME.to_owned() } else { plain }
}

/// Six hexadecimal digits that a text always gets (FNV-1a, folded).
fn checksum(text: &str) -> u32 {
    let hash =
        text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash >> 24) ^ (hash & 0x00ff_ffff)
}
