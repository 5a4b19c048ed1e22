//! Documentation parts of a REST API.

use serde_json::Value;

use super::fields::Fields;
use super::writer::Writer;
use crate::design::{Diagnostic, DocumentationLocation, Item};

const DOCUMENTATION: &str = "x-amazon-apigateway-documentation";
/// The key of the version in a design's documentation.
const VERSION: &str = "version";
impl Writer<'_> {
    /// Adds the documentation parts.
    pub fn put_documentation(&mut self, root: &mut Fields) {
        let documentation = &self.api.settings.documentation;
        if documentation.is_empty() {
            return;
        }
        let mut fields = Fields::new();
        fields.put_some(VERSION, documentation.get(VERSION).map(String::as_str));
        let mut parts: Vec<Value> = Vec::new();
        for (key, text) in documentation.iter().filter(|(key, _)| *key != VERSION) {
            match location(key) {
                Some(location) => parts.push(part(location, text)),
                None => {
                    let message = format!("Documentation `{key}` names no type of part that AWS knows");
                    let help = format!("Begin with one of {}", DocumentationLocation::kinds());
                    let found = Diagnostic::error("export-documentation", message).help(help);
                    self.say(Item::Api(self.id), found.at_place("documentation"));
                }
            }
        }
        if parts.is_empty() && fields.is_empty() {
            return;
        }
        fields.put("documentationParts", parts);
        root.put(DOCUMENTATION, fields);
    }
}

fn part(location: Fields, text: &str) -> Value {
    let mut part = Fields::new();
    part.put("location", location);
    match serde_json::from_str::<Value>(text) {
        Ok(properties) if properties.is_object() => part.put("properties", properties),
        _ => part.put("properties", text),
    }
    part.into()
}

/// The place of a part in AWS's words.
fn location(key: &str) -> Option<Fields> {
    let place = DocumentationLocation::read(key)?;
    let mut fields = Fields::new();
    fields.put("type", place.kind.as_str());
    let rest = [
        ("path", place.path),
        ("method", place.method),
        ("statusCode", place.status_code),
        ("name", place.name),
    ];
    for (field, word) in rest {
        if let Some(word) = word {
            fields.put(field, word);
        }
    }
    Some(fields)
}
