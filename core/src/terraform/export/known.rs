//! What expressions of the export come to, as far as it is known, in a form that an import has, too.

use std::collections::{BTreeMap, BTreeSet};

use hcl::template::Element;
use serde_json::{Value, json};

use super::kept::Kept;
use super::module::Piece;
use crate::lang::hcl::{changed, is_name, references};
use crate::terraform::syntax::{Expr, expression_text};

/// Variables of the export, by name.
type Variables = indexmap::IndexMap<String, Piece>;

/// What an expression of the export comes to, as far as it is known: as JSON with texts for numbers and truth values.
/// What is not known stands in a text as `${expression}`.
pub(super) fn value(expr: &Expr, variables: &Variables, kept: &Kept) -> Value {
    let inner = |expr: &Expr| value(expr, variables, kept);
    match expr {
        Expr::Null => Value::Null,
        Expr::Bool(known) => Value::String(known.to_string()),
        Expr::Number(known) => Value::String(known.to_string()),
        Expr::String(known) => match kept.expression_of(known).and_then(literal) {
            Some(literal) => inner(&literal),
            None => text_value(&kept.plain(known)),
        },
        Expr::Array(values) => Value::Array(values.iter().map(inner).collect()),
        Expr::Object(entries) => {
            let entries = entries.iter().filter_map(|(key, one)| Some((key_text(key)?, inner(one))));
            Value::Object(entries.collect())
        }
        Expr::TemplateExpr(template) => {
            let parsed = hcl::Template::from_expr(template);
            let elements = parsed.iter().flat_map(|template| template.elements().iter());
            let parts = elements.map(|element| match element {
                Element::Literal(text) => text.clone(),
                Element::Interpolation(inner) => format!("${{{}}}", expression_text(&inner.expr)),
                other => format!("{other:?}"),
            });
            text_value(&kept.plain(&parts.collect::<String>()))
        }
        Expr::FuncCall(call) if call.name.name.as_str() == "merge" => {
            let maps = call.args.iter().map(inner).map(|map| match map {
                Value::Object(map) => Some(map),
                _ => None,
            });
            // Of what one of them is nothing is known.
            let known: Option<Vec<_>> = maps.collect();
            known.map_or_else(
                || text_value(&format!("${{{}}}", expression_text(expr))),
                |maps| Value::Object(maps.into_iter().flatten().collect()),
            )
        }
        Expr::FuncCall(call) if call.name.name.as_str() == "jsonencode" => {
            json!({ "jsonencode": call.args.first().map(|document| encoded(document, kept)) })
        }
        other => {
            let written = expression_text(other);
            let name = written.strip_prefix("var.").filter(|name| name.chars().all(is_name));
            let default = name.and_then(|name| variables.get(name)).and_then(default);
            default.map_or_else(|| text_value(&format!("${{{written}}}")), inner)
        }
    }
}

/// An expression of the files that needs no name to be known, or a text with names in it.
fn literal(expression: &str) -> Option<Expr> {
    let body = hcl::parse(&format!("x = {expression}\n")).ok()?;
    let only = body.attributes().next()?.expr().clone();
    matches!(
        only,
        Expr::String(_)
            | Expr::Number(_)
            | Expr::Bool(_)
            | Expr::Array(_)
            | Expr::Object(_)
            | Expr::TemplateExpr(_)
    )
    .then_some(only)
}

/// The default of a variable.
fn default(variable: &Piece) -> Option<&Expr> {
    let attribute = variable.block.body.attributes().find(|attribute| attribute.key() == "default");
    attribute.map(hcl::Attribute::expr)
}

fn key_text(key: &hcl::ObjectKey) -> Option<String> {
    match key {
        hcl::ObjectKey::Identifier(name) => Some(name.to_string()),
        hcl::ObjectKey::Expression(Expr::String(text)) => Some(text.clone()),
        _ => None,
    }
}

/// A text; a JSON document as what `jsonencode` would be given.
pub(in crate::terraform) fn text_value(text: &str) -> Value {
    let document = text.trim_start().starts_with(['{', '[']).then(|| serde_json::from_str::<Value>(text));
    match document {
        Some(Ok(document)) => json!({ "jsonencode": document }),
        _ => Value::String(text.to_owned()),
    }
}

/// What `jsonencode` is given: here a number is no text.
fn encoded(expr: &Expr, kept: &Kept) -> Value {
    match expr {
        Expr::Null => Value::Null,
        Expr::Bool(known) => Value::Bool(*known),
        Expr::Number(known) => serde_json::from_str(&known.to_string()).unwrap_or_default(),
        Expr::String(known) => Value::String(kept.plain(known)),
        Expr::Array(values) => Value::Array(values.iter().map(|one| encoded(one, kept)).collect()),
        Expr::Object(entries) => {
            let entries = entries.iter().filter_map(|(key, one)| Some((key_text(key)?, encoded(one, kept))));
            Value::Object(entries.collect())
        }
        other => Value::String(kept.plain(&expression_text(other))),
    }
}

/// What the blocks are made from, by their addresses.
pub(super) fn marks_of(pieces: &[Piece], kept: &Kept) -> BTreeMap<String, String> {
    let marks = pieces.iter().filter_map(|piece| match piece.block.labels() {
        [kind, name] => Some((format!("{}.{}", kind.as_str(), name.as_str()), kept.plain(&piece.mark))),
        _ => None,
    });
    marks.filter(|(_, mark)| !mark.is_empty()).collect()
}

/// A value with what blocks are made from in place of their addresses, which may change with a name.
pub(in crate::terraform) fn in_marks(value: Value, by_address: &BTreeMap<String, String>) -> Value {
    match value {
        Value::String(text) if text.contains("${") => {
            // What stands in quotes is a reference between `${` and `}` alone.
            let quoted = changed(&format!("\"{text}\""), |rest| marked(rest, by_address));
            let inside = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            Value::String(inside.map(str::to_owned).unwrap_or(text))
        }
        Value::Array(values) => {
            Value::Array(values.into_iter().map(|value| in_marks(value, by_address)).collect())
        }
        Value::Object(map) => {
            Value::Object(map.into_iter().map(|(key, value)| (key, in_marks(value, by_address))).collect())
        }
        other => other,
    }
}

/// Whether an expression reads one of these blocks that is not made any more.
pub(super) fn reads_gone(expression: &str, before: &BTreeMap<String, String>, now: &BTreeSet<&str>) -> bool {
    let read = references(expression).into_iter().filter_map(|at| expression.get(at..));
    read.filter_map(|text| marked(text, before)).any(|(mark, _)| !now.contains(mark))
}

/// What the block at the start of a text is made from, and the text behind its address.
fn marked<'t, 'm>(text: &'t str, by_address: &'m BTreeMap<String, String>) -> Option<(&'m str, &'t str)> {
    let dot = text.find('.')?;
    let end = text.get(dot + 1..)?.find(|char: char| !is_name(char)).map_or(text.len(), |end| dot + 1 + end);
    let key = text.get(end..)?.strip_prefix('[').and_then(|rest| rest.find(']'));
    let ends = key.map(|key| end + key + 2).into_iter().chain([end]);
    ends.into_iter().find_map(|end| Some((by_address.get(text.get(..end)?)?.as_str(), text.get(end..)?)))
}
