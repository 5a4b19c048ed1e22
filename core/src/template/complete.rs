//! What the input of a template offers at the caret: members of the body, parameters, stage variables.

use std::ops::Range;

use serde_json::Value;

use crate::lang::json::Json;
use crate::lang::jsonpath::{Path, Selection};

/// How many names are offered.
const MAX_OFFERED: usize = 200;

/// Something that the input has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// What is put in.
    pub text: String,
    /// The bytes that it takes the place of.
    pub replaces: Range<usize>,
    /// What it is: `String`, `header`, `stage variable`.
    pub what: &'static str,
}

/// What the input offers where `before` ends: in a path of `$input.path` or `$input.json`, in a name of
/// `$input.params`, behind `$stageVariables.`; nothing elsewhere.
pub fn complete(before: &str, input: &str) -> Vec<Offered> {
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let Some(text) = before.get(line..) else { return Vec::new() };
    let input = || serde_json::from_str::<Value>(input).unwrap_or_default();
    let mut offered = if let Some(start) = argument(text, &["path(", "json("]) {
        members(&input(), before, line + start)
    } else if let Some(start) = argument(text, &["params("]) {
        parameters(&input(), before, line + start)
    } else if let Some(start) = property(text) {
        stage_variables(&input(), before, line + start)
    } else {
        Vec::new()
    };
    offered.truncate(MAX_OFFERED);
    offered
}

/// Where the text of the quoted argument begins in which the line ends, of `$input.` and one of these.
fn argument(line: &str, calls: &[&str]) -> Option<usize> {
    let of_input = |call: &&str| {
        let at = line.rfind(*call)?;
        let before = line.get(..at)?;
        let known = ["$input.", "$!input.", "${input.", "$!{input."];
        known.iter().any(|start| before.ends_with(start)).then_some(at + call.len())
    };
    let start = calls.iter().filter_map(of_input).max()?;
    let quote = line.get(start..)?.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    let rest = line.get(start + 1..)?;
    (!rest.contains(quote)).then_some(start + 1)
}

/// Where the name begins behind `$stageVariables.` in which the line ends.
fn property(line: &str) -> Option<usize> {
    const ROOT: &str = "stageVariables.";
    let at = line.rfind(ROOT)?;
    let before = line.get(..at)?.trim_end_matches(['{', '!']);
    let start = at + ROOT.len();
    let name = line.get(start..)?;
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    (before.ends_with('$') && plain).then_some(start)
}

/// The members of what the path so far finds in the body.
fn members(input: &Value, before: &str, start: usize) -> Vec<Offered> {
    let typed = before.get(start..).unwrap_or_default();
    let parent = typed.rfind('.').map_or("$", |dot| typed.get(..dot).unwrap_or("$"));
    let last = typed.rfind('.').map_or("", |dot| typed.get(dot + 1..).unwrap_or_default());
    if typed.is_empty() || last.contains(['[', '(']) {
        return Vec::new();
    }
    let body = match input.get("body") {
        Some(Value::String(text)) => serde_json::from_str(text).unwrap_or_default(),
        Some(body) => body.clone(),
        None => return Vec::new(),
    };
    let found = Json::from_serde(&body).ok().and_then(|json| Path::parse(parent).ok()?.select(&json).ok());
    let Some(Selection::Definite(Some(Json::Object(found)))) = found else { return Vec::new() };
    let fits = |name: &str| name.len() > last.len() && name.to_lowercase().starts_with(&last.to_lowercase());
    let offer = |(name, value): (&std::sync::Arc<str>, &Json)| {
        let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let text = if plain { format!("{parent}.{name}") } else { format!("{parent}['{name}']") };
        Offered { text, replaces: start..before.len(), what: kind(value) }
    };
    found.iter().filter(|(name, _)| fits(name)).map(offer).collect()
}

const fn kind(value: &Json) -> &'static str {
    match value {
        Json::Null => "null",
        Json::Bool(_) => "Boolean",
        Json::String(_) => "text",
        Json::Array(_) => "array",
        Json::Object(_) => "object",
        _ => "number",
    }
}

/// The names of parameters, by where they are.
fn parameters(input: &Value, before: &str, start: usize) -> Vec<Offered> {
    let parts = [("path", "path parameter"), ("querystring", "query parameter"), ("header", "header")];
    let typed = before.get(start..).unwrap_or_default().to_lowercase();
    let of_part = |(part, what): (&str, &'static str)| {
        let held = input.get("params").and_then(|params| params.get(part)).and_then(Value::as_object);
        let names = held.into_iter().flat_map(|held| held.keys());
        let fits = names.filter(|name| name.to_lowercase().starts_with(&typed) && name.len() > typed.len());
        fits.map(|name| Offered { text: name.clone(), replaces: start..before.len(), what })
            .collect::<Vec<_>>()
    };
    parts.into_iter().flat_map(of_part).collect()
}

fn stage_variables(input: &Value, before: &str, start: usize) -> Vec<Offered> {
    let typed = before.get(start..).unwrap_or_default();
    let held = input.get("stageVariables").and_then(Value::as_object);
    let names = held.into_iter().flat_map(|held| held.keys());
    let fits = names.filter(|name| name.starts_with(typed) && name.len() > typed.len());
    fits.map(|name| Offered { text: name.clone(), replaces: start..before.len(), what: "stage variable" })
        .collect()
}
