//! JSON, YAML and Base64.

use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value as Json;

use super::super::super::config::Part;
use super::super::eval::Context;
use super::super::limits::{Fail, elements};
use super::super::tree::Kind;
use super::super::value::{Entries, Parts, Val, by_name, number, number_text, parse_number};
use super::{Called, argument, decode, is_unknown, text_at};
use crate::lang::document::{self, Node, Shape};

pub(super) fn call(context: &Context<'_, '_>, name: &str, arguments: &[Val]) -> Called {
    match (name, arguments) {
        ("jsondecode", [Val::Template(parts)]) => return decode::json_with_unknown(parts),
        ("yamldecode", [Val::Template(parts)]) => return decode::yaml_with_unknown(parts),
        _ => {}
    }
    if arguments.iter().any(is_unknown) {
        return Ok(None);
    }
    match name {
        "jsonencode" => {
            let value = encoded(context, argument(arguments, 0)?, true)?;
            if let Val::Text(text) = &value {
                context.world.budget.steps(text.len() / 16)?;
            }
            Ok(Some(value))
        }
        "jsondecode" => {
            let text = text_at(arguments, 0)?;
            match serde_json::from_str::<Json>(&text) {
                Ok(value) => from_json(&value).map(Some),
                Err(error) => Err(Fail::new(format!("The text is no JSON: {error}"))),
            }
        }
        "yamldecode" => yaml(&text_at(arguments, 0)?),
        "yamlencode" => super::yaml::encode(argument(arguments, 0)?),
        "textencodebase64" => {
            let text = text_at(arguments, 0)?;
            Ok(encoding(arguments)?.map(|encoding| Val::text(STANDARD.encode(encoding.bytes(&text)))))
        }
        "textdecodebase64" => {
            let Some(encoding) = encoding(arguments)? else { return Ok(None) };
            let bytes = STANDARD.decode(text_at(arguments, 0)?.as_bytes()).ok();
            let text = bytes.and_then(|bytes| encoding.text(&bytes));
            text.map(|text| Some(Val::text(text)))
                .ok_or_else(|| Fail::new("The text is not Base64 of a text in this encoding"))
        }
        "base64encode" => Ok(Some(Val::text(STANDARD.encode(text_at(arguments, 0)?.as_bytes())))),
        "base64decode" => {
            let bytes = STANDARD.decode(text_at(arguments, 0)?.as_bytes()).ok();
            let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
            text.map(|text| Some(Val::text(text)))
                .ok_or_else(|| Fail::new("The text is not Base64 of a text"))
        }
        _ => Ok(None),
    }
}

/// The encoding that the second argument names, where it is one of those that are known here.
fn encoding(arguments: &[Val]) -> Result<Option<Encoding>, Fail> {
    let name = text_at(arguments, 1)?;
    let known = [("UTF-8", Encoding::Utf8), ("UTF-16LE", Encoding::Utf16Le), ("UTF-16BE", Encoding::Utf16Be)];
    Ok(known.into_iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|(_, encoding)| encoding))
}

/// How the letters of a text are bytes.
#[derive(Clone, Copy)]
enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
}

impl Encoding {
    fn bytes(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        }
    }

    fn text(self, bytes: &[u8]) -> Option<String> {
        let from: fn([u8; 2]) -> u16 = match self {
            Self::Utf8 => return String::from_utf8(bytes.to_vec()).ok(),
            Self::Utf16Le => u16::from_le_bytes,
            Self::Utf16Be => u16::from_be_bytes,
        };
        let units: Option<Vec<u16>> = bytes.chunks(2).map(|pair| pair.try_into().ok().map(from)).collect();
        String::from_utf16(&units?).ok()
    }
}

/// `jsonencode` of a value that is known, and the same with the entries as the files have them.
pub(in super::super) fn json_both_ways(
    context: &Context<'_, '_>,
    value: &Val,
) -> Result<Option<(Val, Val)>, Fail> {
    if is_unknown(value) {
        return Ok(None);
    }
    Ok(Some((encoded(context, value, true)?, encoded(context, value, false)?)))
}

fn encoded(context: &Context<'_, '_>, value: &Val, sorted: bool) -> Result<Val, Fail> {
    let unknown = |expression: &str| unknown(context, expression);
    let mut writer = Writer { parts: Parts::default(), sorted, unknown: &unknown };
    writer.push(value, None)?;
    Ok(writer.parts.finish())
}

/// What stands for a value in JSON when only the expression is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unknown {
    /// It is a text, as most are: between quotes.
    Text,
    /// It is written as JSON writes it: a number or truth value.
    Bare,
    /// `jsonencode` has to make JSON of it.
    Encoded,
}

/// JSON as Terraform writes it: entries by name, `<`, `>` and `&` escaped. What is not known is taken for a text.
pub(in super::super) fn json_text(value: &Val) -> Result<Val, Fail> {
    let mut writer = Writer { parts: Parts::default(), sorted: true, unknown: &|_| Unknown::Text };
    writer.push(value, None)?;
    Ok(writer.parts.finish())
}

/// A JSON value as `jsonencode` writes it.
pub(in crate::terraform::import) fn encoded_again(value: &Json) -> Option<String> {
    match json_text(&from_json(value).ok()?).ok()? {
        Val::Text(text) => Some(text.as_ref().to_owned()),
        _ => None,
    }
}

/// JSON with the entries as they come, with a line for each when an indentation is given.
pub(in super::super) fn json_in_order(value: &Val, indent: Option<usize>) -> Result<Val, Fail> {
    let mut writer = Writer { parts: Parts::default(), sorted: false, unknown: &|_| Unknown::Text };
    writer.push(value, indent)?;
    Ok(writer.parts.finish())
}

/// Variables are known by their type, although not by their value.
fn unknown(context: &Context<'_, '_>, expression: &str) -> Unknown {
    let here = context.world.instance(context.instance);
    let kind = expression.strip_prefix("var.").and_then(|name| {
        here.as_ref()?.folder.variables.get(name)?.block.argument("type").map(|kind| &kind.kind)
    });
    match kind {
        Some(Kind::Name(name)) if matches!(name.as_ref(), "number" | "bool") => Unknown::Bare,
        Some(Kind::Call(_)) => Unknown::Encoded,
        _ => Unknown::Text,
    }
}

struct Writer<'w> {
    parts: Parts,
    sorted: bool,
    unknown: &'w dyn Fn(&str) -> Unknown,
}

impl Writer<'_> {
    fn push(&mut self, value: &Val, indent: Option<usize>) -> Result<(), Fail> {
        match value {
            Val::Null => self.parts.push_text("null"),
            Val::Bool(value) => self.parts.push_text(if *value { "true" } else { "false" }),
            Val::Number(number) => self.parts.push_text(&number_text(number)),
            Val::Text(text) => self.string(text),
            Val::Template(inner) => {
                self.parts.push_text("\"");
                for part in inner.iter() {
                    match part {
                        Part::Text(text) => self.parts.push_text(&escaped(text)),
                        other => self.parts.push_part(other),
                    }
                }
                self.parts.push_text("\"");
            }
            Val::Opaque(expression) => match (self.unknown)(expression) {
                Unknown::Bare => self.parts.push(value)?,
                Unknown::Encoded => self.parts.push(&Val::opaque(format!("jsonencode({expression})")))?,
                Unknown::Text => {
                    self.parts.push_text("\"");
                    self.parts.push(value)?;
                    self.parts.push_text("\"");
                }
            },
            Val::List(values) | Val::Set(values) => {
                self.parts.push_text("[");
                for (at, value) in values.iter().enumerate() {
                    self.line(at > 0, indent, 1);
                    self.push(value, indent.map(|indent| indent + 1))?;
                }
                self.close(values.is_empty(), indent, "]");
            }
            Val::Map(entries) => {
                self.parts.push_text("{");
                let all: Vec<_> = if self.sorted { by_name(entries) } else { entries.iter().collect() };
                for (at, (name, value)) in all.into_iter().enumerate() {
                    self.line(at > 0, indent, 1);
                    self.string(name);
                    self.parts.push_text(if indent.is_some() { ": " } else { ":" });
                    self.push(value, indent.map(|indent| indent + 1))?;
                }
                self.close(entries.is_empty(), indent, "}");
            }
        }
        Ok(())
    }

    fn string(&mut self, text: &str) {
        self.parts.push_text("\"");
        self.parts.push_text(&escaped(text));
        self.parts.push_text("\"");
    }

    fn line(&mut self, comma: bool, indent: Option<usize>, deeper: usize) {
        if comma {
            self.parts.push_text(",");
        }
        if let Some(indent) = indent {
            self.parts.push_text("\n");
            self.parts.push_text(&"  ".repeat(indent + deeper));
        }
    }

    fn close(&mut self, empty: bool, indent: Option<usize>, bracket: &str) {
        if !empty {
            self.line(false, indent, 0);
        }
        self.parts.push_text(bracket);
    }
}

/// A JSON string's inside as Go writes it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(char)));
            }
            char => out.push(char),
        }
    }
    out
}

/// A JSON value.
pub(in super::super) fn from_json(value: &Json) -> Result<Val, Fail> {
    Ok(match value {
        Json::Null => Val::Null,
        Json::Bool(value) => Val::Bool(*value),
        Json::Number(found) => Val::Number(if found.is_f64() {
            found.as_f64().and_then(number).unwrap_or(found.clone())
        } else {
            found.clone()
        }),
        Json::String(text) => Val::text(text),
        Json::Array(values) => {
            elements(values.len())?;
            let values: Result<Vec<_>, _> = values.iter().map(from_json).collect();
            Val::list(values?)
        }
        Json::Object(entries) => {
            elements(entries.len())?;
            let entries: Result<Entries, Fail> = entries
                .iter()
                .map(|(name, value)| Ok((Rc::from(name.as_str()), from_json(value)?)))
                .collect();
            Val::map(entries?)
        }
    })
}

/// YAML 1.2 with the core schema, as Terraform reads it.
pub(super) fn yaml(text: &str) -> Called {
    let tree = document::parse(text.as_bytes()).map_err(|fault| Fail::new(fault.message))?;
    let Some(root) = tree.root() else { return Ok(Some(Val::Null)) };
    // Terraform reads YAML 1.1.
    if tree.is_other_in_1_1 {
        return Ok(None);
    }
    from_yaml(root).map(Some)
}

fn from_yaml(node: Node<'_>) -> Result<Val, Fail> {
    Ok(match node.shape() {
        Shape::Null => Val::Null,
        Shape::Bool(value) => Val::Bool(*value),
        Shape::Number(text) => parse_number(text).map_or_else(|| Val::text(text), Val::Number),
        Shape::Text(text) => Val::text(text),
        Shape::List(_) => {
            let values: Result<Vec<_>, _> = node.items().map(from_yaml).collect();
            Val::list(values?)
        }
        Shape::Map(_) => {
            let entries: Result<Entries, Fail> =
                node.entries().map(|(name, value)| Ok((Rc::from(name), from_yaml(value)?))).collect();
            Val::map(entries?)
        }
    })
}
