//! Documentation parts of a REST API.

use std::str::FromStr;

use serde_json::Value;

use super::fields::Fields;
use super::writer::Writer;
use crate::aws::Method;
use crate::design::{Diagnostic, Item};

const DOCUMENTATION: &str = "x-amazon-apigateway-documentation";
/// The key of the version in a design's documentation.
const VERSION: &str = "version";
/// The types of documentation parts. Source:
/// <https://docs.aws.amazon.com/apigateway/latest/api/API_DocumentationPartLocation.html>.
const TYPES: &[&str] = &[
    "API",
    "AUTHORIZER",
    "MODEL",
    "RESOURCE",
    "METHOD",
    "PATH_PARAMETER",
    "QUERY_PARAMETER",
    "REQUEST_HEADER",
    "REQUEST_BODY",
    "RESPONSE",
    "RESPONSE_HEADER",
    "RESPONSE_BODY",
];

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
                    let help = format!("Begin with one of {}", TYPES.join(", "));
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

/// `METHOD /orders GET`: the words after the type are path, method, status or name.
fn location(key: &str) -> Option<Fields> {
    let mut words = key.split_whitespace();
    let kind = words.next().filter(|kind| TYPES.contains(kind))?;
    let mut fields = Fields::new();
    fields.put("type", kind);
    let named = matches!(kind, "AUTHORIZER" | "MODEL");
    for word in words {
        let field = if named {
            "name"
        } else if word.starts_with('/') {
            "path"
        } else if !fields.has("method") && (word == "*" || Method::from_str(word).is_ok()) {
            "method"
        } else if !fields.has("statusCode") && kind.starts_with("RESPONSE") && word.parse::<u16>().is_ok() {
            "statusCode"
        } else {
            "name"
        };
        if !fields.has(field) {
            fields.put(field, word);
        }
    }
    Some(fields)
}
