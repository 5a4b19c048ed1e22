//! One value against one schema, keyword by keyword.

use serde_json::{Map, Value};

use super::{
    DEPTH_MAX, Models, STEPS_MAX, Undecided, Violation, array, format, number, object, reference, same,
};
use crate::lang::pattern::Pattern;

pub(super) struct Walk<'s, 'm> {
    models: &'m Models<'s>,
    depth: usize,
    steps: u64,
    pub found: Vec<Violation>,
}

impl<'s, 'm> Walk<'s, 'm> {
    pub fn new(models: &'m Models<'s>) -> Self {
        Self { models, depth: 0, steps: 0, found: Vec::new() }
    }

    /// Adds what the schema says against the value; `root` is the document that local references are in.
    pub fn check(
        &mut self,
        root: &'s Value,
        schema: &'s Value,
        value: &Value,
        at: &str,
    ) -> Result<(), Undecided> {
        self.steps += 1;
        if self.depth >= DEPTH_MAX || self.steps > STEPS_MAX {
            return Err(Undecided::TooDeep);
        }
        let Value::Object(words) = schema else { return Ok(()) };
        self.depth += 1;
        let done = match words.get("$ref").and_then(Value::as_str) {
            Some(text) => reference::find(root, text, self.models)
                .ok_or_else(|| Undecided::Reference(text.to_owned()))
                .and_then(|(root, schema)| self.check(root, schema, value, at)),
            None => self.words(root, words, value, at),
        };
        self.depth -= 1;
        done
    }

    /// Whether the value fits; what is against it is not kept.
    pub fn fits(&mut self, root: &'s Value, schema: &'s Value, value: &Value) -> Result<bool, Undecided> {
        let before = std::mem::take(&mut self.found);
        let checked = self.check(root, schema, value, "");
        let found = std::mem::replace(&mut self.found, before);
        checked.map(|()| found.is_empty())
    }

    pub fn against(&mut self, id: &'static str, at: &str, values: Vec<(&'static str, String)>) {
        self.found.push(Violation { id, values, at: at.to_owned() });
    }

    fn words(
        &mut self,
        root: &'s Value,
        words: &'s Map<String, Value>,
        value: &Value,
        at: &str,
    ) -> Result<(), Undecided> {
        self.kind(words, value, at);
        if let Some(Value::Array(known)) = words.get("enum")
            && !known.iter().any(|other| same::same(other, value))
        {
            let values =
                vec![("value", value.to_string()), ("values", Value::from(known.clone()).to_string())];
            self.against("schema.enum", at, values);
        }
        match value {
            Value::Number(found) => number::check(self, words, found, at),
            Value::String(text) => self.text(words, text, at)?,
            Value::Array(items) => array::check(self, root, words, items, at)?,
            Value::Object(members) => object::check(self, root, words, members, at)?,
            Value::Null | Value::Bool(_) => {}
        }
        self.combined(root, words, value, at)
    }

    fn kind(&mut self, words: &Map<String, Value>, value: &Value, at: &str) {
        let allowed: Vec<&str> = match words.get("type") {
            Some(Value::String(kind)) => vec![kind],
            Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
            _ => return,
        };
        let own = kind_of(value);
        if allowed.iter().any(|kind| *kind == own || (*kind == "number" && own == "integer")) {
            return;
        }
        let mut allowed = allowed;
        allowed.sort_unstable();
        let values = vec![("found", own.to_owned()), ("allowed", Value::from(allowed).to_string())];
        self.against("schema.type", at, values);
    }

    fn text(&mut self, words: &Map<String, Value>, text: &str, at: &str) -> Result<(), Undecided> {
        let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
        for (word, id, wrong) in [
            ("minLength", "schema.min_length", (|length, limit| length < limit) as fn(u64, u64) -> bool),
            ("maxLength", "schema.max_length", |length, limit| length > limit),
        ] {
            if let Some(limit) = words.get(word).and_then(count)
                && wrong(length, limit)
            {
                let values = vec![
                    ("text", text.to_owned()),
                    ("length", length.to_string()),
                    ("limit", limit.to_string()),
                ];
                self.against(id, at, values);
            }
        }
        if let Some(pattern) = words.get("pattern").and_then(Value::as_str)
            && !finds(pattern, text)?
        {
            let values = vec![("pattern", pattern.to_owned()), ("text", text.to_owned())];
            self.against("schema.pattern", at, values);
        }
        if let Some(id) =
            words.get("format").and_then(Value::as_str).and_then(|name| format::flaw(name, text))
        {
            self.against(id, at, vec![("text", text.to_owned())]);
        }
        Ok(())
    }

    fn combined(
        &mut self,
        root: &'s Value,
        words: &'s Map<String, Value>,
        value: &Value,
        at: &str,
    ) -> Result<(), Undecided> {
        for (word, id) in [("allOf", "schema.all_of"), ("anyOf", "schema.any_of"), ("oneOf", "schema.one_of")]
        {
            let Some(Value::Array(schemas)) = words.get(word) else { continue };
            let mut matched = 0;
            for schema in schemas {
                matched += usize::from(self.fits(root, schema, value)?);
            }
            let enough = match word {
                "allOf" => matched == schemas.len(),
                "anyOf" => matched > 0,
                _ => matched == 1,
            };
            if !enough {
                let values = vec![("matched", matched.to_string()), ("count", schemas.len().to_string())];
                self.against(id, at, values);
            }
        }
        if let Some(schema) = words.get("not")
            && self.fits(root, schema, value)?
        {
            self.against("schema.not", at, Vec::new());
        }
        Ok(())
    }
}

/// Draft 4's word for the kind of a value.
fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number::is_integer(number) => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// A limit that counts; `2.0` counts as 2.
pub(super) fn count(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| {
        value.as_f64().filter(|number| number.fract() == 0.0 && *number >= 0.0).map(|number| number as u64)
    })
}

/// Whether a regular expression is found in a text.
pub(super) fn finds(pattern: &str, text: &str) -> Result<bool, Undecided> {
    let undecided = || Undecided::Pattern(pattern.to_owned());
    let read = Pattern::new(pattern).map_err(|_| undecided())?;
    read.find(text).map(|found| found.is_some()).map_err(|_| undecided())
}
