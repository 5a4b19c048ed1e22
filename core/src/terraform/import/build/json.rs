//! JSON texts with references in them.

use serde_json::Value as Json;

use super::super::config::{Part, Value};
use super::graph::REST_API;
use super::work::Work;
use crate::terraform::syntax::keeps_meaning;

/// The characters around the number of a reference while a text is read as JSON; no text of a user has them.
const OPEN: char = '\u{f8f0}';
const CLOSE: char = '\u{f8f1}';

/// How a resource policy names the API that it belongs to.
const OWN: &str = "execute-api:/";
/// How AWS addresses the models of an API.
const MODELS_START: &str = "https://apigateway.amazonaws.com/restapis/";
/// How a schema refers to another model.
const DEFINITIONS: &str = "#/definitions/";

/// How the strings of a JSON text are read.
pub(super) struct Strings<'w, 'c> {
    work: &'w Work<'c>,
    /// The resource that the text stands in.
    at: usize,
    /// The API that the text is about.
    api: usize,
}

impl<'w, 'c> Strings<'w, 'c> {
    pub(super) const fn new(work: &'w Work<'c>, at: usize, api: usize) -> Self {
        Self { work, at, api }
    }

    fn is_own(&self, part: &Part, attribute: &str) -> bool {
        match part {
            Part::Reference(reference) => {
                reference.attribute == attribute
                    && reference.address.kind == REST_API
                    && self.work.graph.at(&reference.address) == Some(self.api)
            }
            _ => false,
        }
    }

    /// A known attribute of the API, from a state.
    fn own(&self, attribute: &str) -> Option<&str> {
        match self.work.graph.body(self.api)?.get(attribute)? {
            Value::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// The string with its references written out.
    fn expand(&self, text: &str, parts: &[Part]) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(OPEN) {
            out.push_str(before);
            let (number, after) = after.split_once(CLOSE).unwrap_or((after, ""));
            match number.parse::<usize>().ok().and_then(|at| parts.get(at)) {
                Some(part) => out.push_str(&self.work.part(self.at, part)),
                None => out.push_str(number),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// What begins with the attribute of the API, without it.
    fn after_own<'t>(&self, text: &'t str, parts: &[Part], attribute: &str) -> Option<&'t str> {
        if let Some(rest) = self.own(attribute).and_then(|own| text.strip_prefix(own)) {
            return Some(rest);
        }
        let (number, rest) = text.strip_prefix(OPEN)?.split_once(CLOSE)?;
        let part = number.parse::<usize>().ok().and_then(|at| parts.get(at))?;
        self.is_own(part, attribute).then_some(rest)
    }
}

/// A value's text with a mark for each reference, and the references.
pub(super) fn marked(value: &Value) -> Option<(String, Vec<Part>)> {
    let parts = super::function_uri::parts(value);
    if parts.is_empty() {
        return None;
    }
    let mut text = String::new();
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Text(piece) => text.push_str(piece),
            _ => text.push_str(&format!("{OPEN}{at}{CLOSE}")),
        }
    }
    Some((text, parts))
}

fn walk(value: Json, string: &dyn Fn(&str) -> String) -> Json {
    match value {
        Json::String(text) => Json::String(string(&text)),
        Json::Array(values) => Json::Array(values.into_iter().map(|value| walk(value, string)).collect()),
        Json::Object(map) => {
            Json::Object(map.into_iter().map(|(key, value)| (string(&key), walk(value, string))).collect())
        }
        other => other,
    }
}

/// Reads a JSON text and sets it out line by line; one that is no JSON stays as it is.
fn read(
    strings: &Strings<'_, '_>,
    value: &Value,
    string: &dyn Fn(&str, &[Part]) -> Option<String>,
) -> Option<String> {
    let (text, parts) = marked(value)?;
    let expand = |text: &str| string(text, &parts).unwrap_or_else(|| strings.expand(text, &parts));
    let Ok(json) = serde_json::from_str::<Json>(&text) else {
        return Some(strings.expand(&text, &parts));
    };
    if !keeps_meaning(&json) {
        return Some(strings.expand(&text, &parts));
    }
    Some(serde_json::to_string_pretty(&ordered(walk(json, &expand))).unwrap_or(text))
}

/// The value with its keys in Terraform's order, which is what reaches AWS.
fn ordered(json: Json) -> Json {
    match json {
        Json::Array(values) => Json::Array(values.into_iter().map(ordered).collect()),
        Json::Object(map) => {
            let mut entries: Vec<(String, Json)> =
                map.into_iter().map(|(key, value)| (key, ordered(value))).collect();
            entries.sort_by(|(one, _), (other, _)| one.cmp(other));
            Json::Object(entries.into_iter().collect())
        }
        other => other,
    }
}

/// Whether the export encodes the value, in place of writing the text as it is.
pub(super) fn is_encoded_again(json: &Json) -> bool {
    keeps_meaning(json)
}

/// A resource policy, with the API's own ARN as `execute-api:/`.
pub(super) fn policy(strings: &Strings<'_, '_>, value: &Value) -> Option<String> {
    let own = |text: &str, parts: &[Part]| {
        let rest = strings.after_own(text, parts, "execution_arn")?;
        let rest = rest.strip_prefix('/')?;
        Some(format!("{OWN}{}", strings.expand(rest, parts)))
    };
    read(strings, value, &own)
}

/// A model's schema, with other models of the API as `#/definitions/Name`.
pub(super) fn schema(strings: &Strings<'_, '_>, value: &Value) -> Option<String> {
    let own = |text: &str, parts: &[Part]| {
        let rest = text.strip_prefix(MODELS_START)?;
        let name = strings.after_own(rest, parts, "id")?.strip_prefix("/models/")?;
        Some(format!("{DEFINITIONS}{}", strings.expand(name, parts)))
    };
    read(strings, value, &own)
}

/// Any JSON text.
pub(super) fn document(strings: &Strings<'_, '_>, value: &Value) -> Option<String> {
    read(strings, value, &|_, _| None)
}
