//! Terraform's JSON syntax, written as the HCL that means the same.

use hcl_edit::Span as _;
use hcl_edit::template::Element;
use serde_json::{Map, Value as Json};

use super::value::number_text;
use crate::terraform::syntax::{escaped, is_bare_key};

/// Objects that are values; all others in a resource are blocks.
const MAPS: &[&str] = &[
    "tags",
    "tags_all",
    "default_tags",
    "variables",
    "stage_variables",
    "triggers",
    "triggers_replace",
    "keepers",
    "input",
    "values",
    "headers",
    "stage_keys",
    "parameters",
    "required_providers_map",
    "default",
    "value",
    "for_each",
];
/// Ends of the names of objects that are values.
const MAP_ENDS: &[&str] = &["_parameters", "_templates", "_models", "_map", "_tags", "_labels"];
/// Texts that are expressions, not templates.
const BARE: &[&str] =
    &["type", "depends_on", "provider", "providers", "ignore_changes", "replace_triggered_by", "iterator"];

/// The HCL text of a JSON file; an error says what is no configuration.
pub(super) fn hcl(json: &Json) -> Result<String, String> {
    let Json::Object(root) = json else { return Err("The file holds no JSON object".to_owned()) };
    let mut out = String::new();
    for (word, value) in root {
        let labels = match word.as_str() {
            "//" => continue,
            "resource" | "data" | "ephemeral" => 2,
            "variable" | "output" | "module" | "provider" | "check" => 1,
            _ => 0,
        };
        labelled(word, value, labels, &mut Vec::new(), &mut out);
    }
    Ok(out)
}

/// A block for each way through the labels.
fn labelled(word: &str, value: &Json, labels: usize, path: &mut Vec<String>, out: &mut String) {
    match value {
        Json::Array(values) => values.iter().for_each(|value| labelled(word, value, labels, path, out)),
        Json::Object(entries) if path.len() < labels => {
            for (label, value) in entries.iter().filter(|(label, _)| *label != "//") {
                path.push(label.clone());
                labelled(word, value, labels, path, out);
                path.pop();
            }
        }
        Json::Object(entries) => {
            if !out.is_empty() {
                out.push('\n');
            }
            block(word, path, entries, 0, out);
        }
        _ => {}
    }
}

fn block(word: &str, labels: &[String], entries: &Map<String, Json>, depth: usize, out: &mut String) {
    indent(depth, out);
    out.push_str(word);
    for label in labels {
        out.extend([" \"", &escaped(label), "\""]);
    }
    out.push_str(" {\n");
    for (name, value) in entries.iter().filter(|(name, _)| *name != "//") {
        entry(word, name, value, depth + 1, out);
    }
    indent(depth, out);
    out.push_str("}\n");
}

fn entry(word: &str, name: &str, value: &Json, depth: usize, out: &mut String) {
    let plain = matches!(word, "locals" | "output" | "required_providers" | "moved" | "import");
    let module = word == "module" && name != "providers";
    let map = MAPS.contains(&name) || MAP_ENDS.iter().any(|end| name.ends_with(end));
    let blocks = match value {
        _ if plain || module || name == "for_each" || word == "variable" && name != "validation" => None,
        Json::Object(_) if name == "dynamic" || name == "backend" || name == "provisioner" => None,
        Json::Object(entries) if !map => Some(vec![entries]),
        Json::Array(values) if !values.is_empty() => values.iter().map(Json::as_object).collect(),
        _ => None,
    };
    if let Some(blocks) = blocks {
        blocks.into_iter().for_each(|entries| block(name, &[], entries, depth, out));
        return;
    }
    if let (Json::Object(entries), "dynamic" | "backend" | "provisioner") = (value, name) {
        for (label, value) in entries {
            let all: Vec<&Json> = value.as_array().map_or(vec![value], |values| values.iter().collect());
            for entries in all.into_iter().filter_map(Json::as_object) {
                block(name, std::slice::from_ref(label), entries, depth, out);
            }
        }
        return;
    }
    indent(depth, out);
    out.extend([name, " = ", &expression(value, BARE.contains(&name), depth), "\n"]);
}

fn expression(value: &Json, bare: bool, depth: usize) -> String {
    match value {
        Json::Null => "null".to_owned(),
        Json::Bool(value) => value.to_string(),
        Json::Number(number) => number_text(number),
        Json::String(text) if bare => text.clone(),
        Json::String(text) => template(text),
        Json::Array(values) => {
            let values: Vec<String> = values.iter().map(|value| expression(value, bare, depth)).collect();
            format!("[{}]", values.join(", "))
        }
        Json::Object(entries) => {
            let mut out = String::from("{\n");
            for (name, value) in entries {
                indent(depth + 1, &mut out);
                let key = if is_bare_key(name) { name.clone() } else { template(name) };
                out.extend([&key, " = ", &expression(value, bare, depth + 1), "\n"]);
            }
            indent(depth, &mut out);
            out.push('}');
            out
        }
    }
}

/// A text, which is a template, as an expression.
fn template(text: &str) -> String {
    if !text.contains("${") && !text.contains("%{") {
        return format!("\"{}\"", escaped(text));
    }
    let Ok(parsed) = hcl_edit::parser::parse_template(text) else { return format!("\"{}\"", escaped(text)) };
    let raw =
        |range: Option<std::ops::Range<usize>>| range.and_then(|range| text.get(range)).unwrap_or_default();
    if let Some(Element::Interpolation(inner)) = parsed.as_single_element() {
        return raw(inner.expr.span()).to_owned();
    }
    if parsed.iter().any(|element| matches!(element, Element::Directive(_))) {
        // Between quotes, texts within directives would have to be escaped as well.
        return format!("trimsuffix(<<EOT\n{text}\nEOT\n, \"\\n\")");
    }
    let mut out = String::from("\"");
    for element in &parsed {
        match element {
            // `$${` stays what it is.
            Element::Literal(literal) => {
                for char in raw(literal.span()).chars() {
                    match char {
                        '"' => out.push_str("\\\""),
                        '\\' => out.push_str("\\\\"),
                        '\n' => out.push_str("\\n"),
                        '\r' => out.push_str("\\r"),
                        char => out.push(char),
                    }
                }
            }
            other => out.push_str(raw(other.span())),
        }
    }
    out.push('"');
    out
}

fn indent(depth: usize, out: &mut String) {
    out.extend(std::iter::repeat_n("  ", depth));
}
