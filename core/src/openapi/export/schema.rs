//! What refers to models in a schema, and the keywords of models that OpenAPI does not know.

use std::collections::BTreeSet;

use serde_json::Value;

/// Where models refer to one another in a design.
const MODELS: &str = "#/definitions/";
/// How AWS addresses the models of an API; the API's identifier and the model's name follow.
const ADDRESSES: (&str, &str) = ("https://apigateway.amazonaws.com/restapis/", "/models/");
/// Keywords of JSON Schema draft 4 that the schemas of OpenAPI 3.0 do not know, and AWS's models do.
const FOREIGN: &[&str] =
    &["id", "patternProperties", "dependencies", "additionalItems", "definitions", "$schema"];

/// What was found in a schema.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Keywords that OpenAPI does not know.
    pub foreign: BTreeSet<&'static str>,
    /// References to models that are not there.
    pub missing: BTreeSet<String>,
}

/// Makes references of a model's schema lead to the same place in a document that has the models at `models`, under
/// the names that `known` gives, and the schema itself at `own`.
pub(super) fn rewrite<'n>(
    schema: &mut Value,
    models: &str,
    own: &str,
    known: &dyn Fn(&str) -> Option<&'n str>,
) -> Found {
    let local = schema.get("definitions").cloned().unwrap_or_default();
    let mut rewriter = Rewriter { models, own, known, local: &local, found: Found::default() };
    rewriter.schema(schema);
    rewriter.found
}

struct Rewriter<'r, 'n> {
    models: &'r str,
    own: &'r str,
    known: &'r dyn Fn(&str) -> Option<&'n str>,
    local: &'r Value,
    found: Found,
}

impl Rewriter<'_, '_> {
    fn schema(&mut self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.schema(item)),
            Value::Object(entries) => {
                for (key, value) in entries {
                    self.found.foreign.extend(FOREIGN.iter().filter(|word| **word == key));
                    match value {
                        Value::String(text) if key == "$ref" => {
                            if let Some(reference) = self.reference(text) {
                                *text = reference;
                            }
                        }
                        // Names of properties are no keywords.
                        Value::Object(named) if is_map_of_schemas(key) => {
                            named.values_mut().for_each(|inner| self.schema(inner));
                        }
                        // What a schema compares with is no schema.
                        _ if matches!(key.as_str(), "enum" | "default" | "example") => {}
                        value => self.schema(value),
                    }
                }
            }
            _ => {}
        }
    }

    /// The reference in the document; none where it stays as it is.
    fn reference(&mut self, text: &str) -> Option<String> {
        let address = text.strip_prefix(ADDRESSES.0).and_then(|rest| rest.split_once(ADDRESSES.1));
        let rest = text.strip_prefix(MODELS).or(address.map(|(_, name)| name));
        let Some(rest) = rest else {
            // A place in the schema itself.
            return text.strip_prefix('#').map(|inside| format!("{}{inside}", self.own));
        };
        let (name, _) = rest.split_once('/').unwrap_or((rest, ""));
        let inside = rest.get(name.len()..).unwrap_or_default();
        if self.local.get(name).is_some() {
            return Some(format!("{}/definitions/{rest}", self.own));
        }
        let Some(name) = (self.known)(name) else {
            self.found.missing.insert(text.to_owned());
            return None;
        };
        Some(format!("{}{name}{inside}", self.models))
    }
}

fn is_map_of_schemas(key: &str) -> bool {
    matches!(key, "properties" | "patternProperties" | "definitions" | "dependencies")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn references_lead_to_the_same_place() {
        let mut schema = json!({
            "definitions": { "Own": { "type": "string" } },
            "properties": {
                "a": { "$ref": "#/definitions/Own" },
                "b": { "$ref": "#/definitions/Other/properties/x" },
                "c": { "$ref": "https://apigateway.amazonaws.com/restapis/abc/models/Other" },
                "d": { "$ref": "#" },
                "e": { "$ref": "#/definitions/Gone" },
                "id": { "enum": [{ "$ref": "#/definitions/Other" }] },
            },
        });
        let known = |name: &str| (name == "Other").then_some("Other2");
        let at = "#/components/schemas/";
        let found = rewrite(&mut schema, at, "#/components/schemas/Mine", &known);
        let properties = &schema["properties"];
        assert_eq!(properties["a"]["$ref"], "#/components/schemas/Mine/definitions/Own");
        assert_eq!(properties["b"]["$ref"], "#/components/schemas/Other2/properties/x");
        assert_eq!(properties["c"]["$ref"], "#/components/schemas/Other2");
        assert_eq!(properties["d"]["$ref"], "#/components/schemas/Mine");
        assert_eq!(properties["e"]["$ref"], "#/definitions/Gone");
        assert_eq!(properties["id"]["enum"][0]["$ref"], "#/definitions/Other");
        assert_eq!(found.missing.into_iter().collect::<Vec<_>>(), ["#/definitions/Gone"]);
        assert_eq!(found.foreign.into_iter().collect::<Vec<_>>(), ["definitions"]);
    }
}
