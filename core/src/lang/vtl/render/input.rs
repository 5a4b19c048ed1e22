//! `$input` and `$util`.

use std::sync::Arc;

use super::seen::{parameter, plain};
use super::{Machine, Ran};
use crate::lang::json::{Json, parse_lenient, to_text};
use crate::lang::jsonpath::{Path, SelectError, Selection, WORK_MAX};
use crate::lang::vtl::ast::At;
use crate::lang::vtl::error::{Answer, RenderError};
use crate::lang::vtl::methods::{Raised, util};
use crate::lang::vtl::value::{Flavour, Value, freeze, thaw};

impl Machine<'_> {
    pub(super) fn input_property(&mut self, name: &str, _: At) -> Ran<Value> {
        Ok(match name {
            "body" | "Body" => Value::Text(self.inputs.body_text().clone()),
            _ => Value::Null,
        })
    }

    pub(super) fn input_method(&mut self, name: &str, arguments: &[Value], at: At) -> Ran<Value> {
        match (name, arguments) {
            ("getBody", []) => Ok(Value::Text(self.inputs.body_text().clone())),
            ("path", [Value::Text(path)]) => self.path(path, at),
            ("json", [Value::Text(path)]) => {
                let found = self.path(path, at)?;
                if found.is_null() {
                    return Ok(Value::text("\"\""));
                }
                match freeze(&found) {
                    Some(json) => Ok(Value::text(&to_text(&json))),
                    None => self.fail("The value cannot be written as JSON", at, Answer::NotDocumented),
                }
            }
            ("json", [Value::Null]) => Ok(Value::text("\"\"")),
            ("params", []) => Ok(self.value_of(self.inputs.params(), Flavour::Java)),
            ("params", [Value::Text(name)]) => Ok(self.parameter(name)),
            _ => Ok(Value::Null),
        }
    }

    fn parameter(&self, name: &str) -> Value {
        parameter(self.inputs, name).map_or(Value::Null, |value| self.value_of(value, Flavour::Java))
    }

    /// What a JSONPath selects from the body; null when there is nothing or the path is none.
    fn path(&mut self, path: &str, at: At) -> Ran<Value> {
        let json = match self.inputs.body_json() {
            Ok(json) => json,
            Err(error) => {
                let text = error.java_text();
                let mut failed =
                    RenderError::new("The body starts as JSON and is not JSON", at, Answer::BadRequest);
                failed.body = Some(format!("{{\"message\": \"Could not process payload{text}\"}}"));
                return Err(super::Stop::Error(failed));
            }
        };
        if !self.template.mutates {
            let found = self.selected(path, json, at)?;
            return Ok(found.map_or(Value::Null, |found| self.value_of(&found, Self::json_flavour())));
        }
        let root = self.body.get_or_insert_with(|| thaw(json, Flavour::Json)).clone();
        if let Some(parts) = simple_path(path).and_then(|parts| parts.collect::<Option<Vec<_>>>()) {
            return Ok(walk(&root, &parts));
        }
        // Values behind wildcards and filters are copies: a change of one is not seen in the body.
        let now = freeze(&root).unwrap_or(Json::Null);
        let found = self.selected(path, &now, at)?;
        Ok(found.map_or(Value::Null, |found| thaw(&found, Flavour::Json)))
    }

    /// What a path selects; takes as many steps as it looks at values.
    fn selected(&mut self, path: &str, json: &Json, at: At) -> Ran<Option<Json>> {
        if let Some(found) = plain(json, path) {
            return Ok(found.cloned());
        }
        let Ok(path) = Path::parse(path) else { return Ok(None) };
        let most = WORK_MAX.min(self.fuel);
        let mut left = most;
        let found = path.select_within(json, &mut left);
        self.fuel -= most - left;
        match found {
            Ok(Selection::Definite(found)) => Ok(found.filter(|found| !matches!(found, Json::Null))),
            Ok(Selection::Indefinite(found)) => Ok(Some(Json::Array(Arc::new(found)))),
            Err(SelectError::Thrown(_)) => Ok(None),
            Err(error @ SelectError::TooMuch { .. }) => self.fail(error.to_string(), at, Answer::Ours),
        }
    }

    pub(super) fn util_method(&mut self, name: &str, arguments: &[Value], at: At) -> Ran<Value> {
        let [argument] = arguments else { return Ok(Value::Null) };
        if name == "escapeJavaScript" {
            let text = self.text_of(argument)?;
            return Ok(Value::text(&util::escape_java_script(&text)));
        }
        if argument.is_null() && util::NAMES.contains(&name) {
            return self.fail(format!("`$util.{name}` gets no value"), at, Answer::NotDocumented);
        }
        let Value::Text(text) = argument else { return Ok(Value::Null) };
        self.burn(text.len() as u64 / 16, at)?;
        let raised = |message: String| Raised { message, ours: false };
        let result = match name {
            "parseJson" => match parse_lenient(text) {
                Ok(json) => Ok(self.value_of(&json, Self::json_flavour())),
                Err(error) => {
                    Err(raised(format!("`$util.parseJson` cannot read its text: {}", error.java_text())))
                }
            },
            "urlEncode" => Ok(Value::text(&util::url_encode(text))),
            "urlDecode" => util::url_decode(text).map(|text| Value::text(&text)).map_err(raised),
            "base64Encode" => Ok(Value::text(&util::base64_encode(text))),
            "base64Decode" => util::base64_decode(text).map(|text| Value::text(&text)).map_err(raised),
            _ => Ok(Value::Null),
        };
        self.checked(result, at)
    }
}

/// A step of a path that needs no JSONPath.
pub(super) enum Part<'p> {
    Name(&'p str),
    Index(usize),
}

/// The steps of `$.name.other[0]`; none in it where the path turns out to be another kind of path.
pub(super) fn simple_path(path: &str) -> Option<impl Iterator<Item = Option<Part<'_>>>> {
    let mut rest = path.strip_prefix('$')?;
    Some(std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let part = part(rest);
        rest = part.as_ref().map_or("", |(_, tail)| tail);
        Some(part.map(|(part, _)| part))
    }))
}

/// The first step of what is left of a path, and the rest.
fn part(rest: &str) -> Option<(Part<'_>, &str)> {
    if let Some(tail) = rest.strip_prefix('.') {
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        let end = tail.bytes().take_while(plain).count();
        let (name, tail) = tail.split_at_checked(end)?;
        let ends = tail.is_empty() || tail.starts_with(['.', '[']);
        return (!name.is_empty() && ends).then_some((Part::Name(name), tail));
    }
    let (index, tail) = rest.strip_prefix('[')?.split_once(']')?;
    let digits = !index.is_empty() && index.bytes().all(|byte| byte.is_ascii_digit());
    Some((Part::Index(index.parse().ok().filter(|_| digits)?), tail))
}

fn walk(root: &Value, parts: &[Part<'_>]) -> Value {
    let mut found = root.clone();
    for part in parts {
        found = match (part, &found) {
            (Part::Name(name), Value::Map(_)) => found.map_get(&Value::text(name)),
            (Part::Index(index), Value::List(list)) => list
                .items
                .try_borrow()
                .ok()
                .and_then(|items| items.get(*index).cloned())
                .unwrap_or(Value::Null),
            _ => return Value::Null,
        };
    }
    found
}
