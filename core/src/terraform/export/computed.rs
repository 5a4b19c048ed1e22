//! Expressions of the user's files whose values the design holds: written as long as it does.

use std::collections::{BTreeMap, BTreeSet};

use hcl::template::Element;
use serde_json::{Value, json};

use super::in_document::DESCRIBED;
use super::kept::Kept;
use super::module::{Module, Piece};
use crate::design::{Design, Diagnostic, Item};
use crate::lang::hcl::{is_name, named, refers};
use crate::terraform::syntax::{Expr, block_text, expression_text};
use crate::terraform::{ExportOptions, RestStyle};

/// What is said of expressions whose values the design holds.
const CODE: &str = "terraform-computed";

/// An argument of the export.
#[derive(Clone, Debug)]
pub(in crate::terraform) struct Written {
    /// Its text.
    pub(in crate::terraform) text: String,
    /// What it comes to.
    pub(in crate::terraform) value: Value,
}

/// Arguments by their paths.
pub(in crate::terraform) type Values = BTreeMap<String, Written>;
/// Variables of the export, by name.
type Variables = indexmap::IndexMap<String, Piece>;

/// What the export writes into the blocks of these marks; a block with arguments that the files alone have is without
/// them.
pub(in crate::terraform) fn written(design: &Design, marks: &BTreeSet<&str>) -> BTreeMap<String, Values> {
    let stood_in = Kept::stand_in(design);
    let (design, kept) = stood_in.as_ref().map_or((design, None), |(changed, kept)| (changed, Some(kept)));
    let options = ExportOptions::default();
    let mut module = super::blocks(design, &options);
    let none = Kept::default();
    let kept = kept.unwrap_or(&none);
    let mut found = BTreeMap::new();
    for piece in module.main.iter_mut().filter(|piece| marks.contains(kept.plain(&piece.mark).as_str())) {
        kept.put_arguments(design, piece);
        let mut values = Values::new();
        each(&mut piece.block.body, "", &mut |path, expr| {
            let text = kept.plain(&expression_text(expr));
            values.insert(path.to_owned(), Written { text, value: value(expr, &module.variables, kept) });
        });
        found.insert(kept.plain(&piece.mark), values);
    }
    found
}

/// Puts the expressions where the design says what they come to, and says where it no longer does.
pub(super) fn put(module: &mut Module<'_>, kept: &Kept, style: RestStyle) {
    let computed = &module.design.terraform.computed;
    if computed.is_empty() {
        return;
    }
    let mut told = Vec::new();
    let mut free: BTreeSet<String> = BTreeSet::new();
    for piece in &mut module.main {
        let Some(computed) = computed.get(&piece.mark) else { continue };
        let mut open: BTreeMap<&str, (&str, Value, &str)> = BTreeMap::new();
        for (path, one) in computed {
            let known = serde_json::from_str(&one.value);
            if let (Ok(known), Some(word)) = (known, kept.word(&one.expression)) {
                open.insert(path, (word, known, &one.expression));
            }
        }
        let mut put = |path: &str, expr: &mut Expr| {
            let Some((word, known, expression)) = open.remove(path) else { return };
            if value(expr, &module.variables, kept) == known {
                free.extend(variables_of(expr));
                *expr = Expr::from(word);
            } else {
                told.push(changed(piece.item, path, expression));
            }
        };
        each(&mut piece.block.body, "", &mut put);
        for (path, (word, known, expression)) in open {
            if !known.is_null() || !insert(&mut piece.block.body, path, word) {
                told.push(changed(piece.item, path, expression));
            }
        }
    }
    drop_unread(module, &free);
    if style == RestStyle::Body {
        told.extend(in_documents(module));
    }
    told.into_iter().for_each(|found| module.tell(found));
}

/// Takes out the variables of these names that nothing reads any more.
fn drop_unread(module: &mut Module<'_>, free: &BTreeSet<String>) {
    for name in free {
        let path = format!("var.{name}");
        let in_blocks =
            |pieces: &[Piece]| pieces.iter().any(|piece| refers(&block_text(&piece.block), &path));
        let is_read = in_blocks(&module.main)
            || in_blocks(&module.outputs)
            || module.locals.values().any(|local| refers(&expression_text(local), &path))
            || module.kept.iter().any(|block| refers(&block.text, &path));
        if !is_read {
            module.variables.shift_remove(name);
        }
    }
}

/// Says which expressions a document has values in place of.
fn in_documents(module: &Module<'_>) -> Option<Diagnostic> {
    let marks = module.design.terraform.computed.iter();
    let described = marks.filter(|(mark, _)| {
        let kind = mark.split(' ').next().unwrap_or_default();
        DESCRIBED.contains(&kind) && !module.main.iter().any(|piece| piece.mark == **mark)
    });
    let mut names: Vec<String> = described
        .flat_map(|(_, computed)| computed.values())
        .map(|one| format!("`{}`", one.expression))
        .collect();
    names.sort();
    names.dedup();
    if names.is_empty() {
        return None;
    }
    let message = format!("The document holds values where the files have {}", names.join(", "));
    let help = "Export one resource per method and integration to keep the expressions";
    Some(Diagnostic::warning(CODE, message).at(Item::Design).help(help))
}

fn changed(item: Item, path: &str, expression: &str) -> Diagnostic {
    let message = format!("`{path}` is what the design says now, where the files have `{expression}`");
    let help = "Undo the change in the design to have the expression back, or change what it reads";
    Diagnostic::note(CODE, message).at(item).at_place(path).help(help)
}

/// Goes over the arguments of a block and of the blocks in it.
pub(in crate::terraform) fn each(body: &mut hcl::Body, path: &str, see: &mut dyn FnMut(&str, &mut Expr)) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for structure in body.iter_mut() {
        match structure {
            hcl::Structure::Attribute(attribute) => {
                let path = format!("{path}{}", attribute.key());
                see(&path, &mut attribute.expr);
            }
            hcl::Structure::Block(block) => {
                let count = counts.entry(block.identifier().to_owned()).or_default();
                let path = format!("{path}{}[{count}].", block.identifier());
                *count += 1;
                each(&mut block.body, &path, see);
            }
        }
    }
}

/// Puts an argument where the block has none of the name; whether the block that it belongs in is there.
fn insert(body: &mut hcl::Body, path: &str, word: &str) -> bool {
    if let Some((first, rest)) = path.split_once('.') {
        let (name, index) = first.split_once('[').unwrap_or((first, "0]"));
        let index: usize = index.trim_end_matches(']').parse().unwrap_or_default();
        let blocks = body.iter_mut().filter_map(|structure| match structure {
            hcl::Structure::Block(block) if block.identifier() == name => Some(block),
            _ => None,
        });
        return blocks.into_iter().nth(index).is_some_and(|block| insert(&mut block.body, rest, word));
    }
    let at = body.iter().take_while(|structure| structure.as_attribute().is_some()).count();
    let attribute = hcl::Attribute::new(hcl::Identifier::unchecked(path), Expr::from(word));
    body.0.insert(at, attribute.into());
    true
}

fn variables_of(expr: &Expr) -> Vec<String> {
    let text = expression_text(expr);
    let read = named(&text, 2).filter_map(|names| match names.as_slice() {
        ["var", name] => Some((*name).to_owned()),
        _ => None,
    });
    read.collect()
}

/// What an expression of the export comes to, as far as it is known: as JSON with texts for numbers and truth values.
/// What is not known stands in a text as `${expression}`.
fn value(expr: &Expr, variables: &Variables, kept: &Kept) -> Value {
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
            let maps = call.args.iter().map(inner).filter_map(|map| match map {
                Value::Object(map) => Some(map),
                _ => None,
            });
            Value::Object(maps.flatten().collect())
        }
        Expr::FuncCall(call) if call.name.name.as_str() == "jsonencode" => {
            json!({ "jsonencode": call.args.first().map(inner) })
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
        Some(Ok(document)) => json!({ "jsonencode": in_texts(document) }),
        _ => Value::String(text.to_owned()),
    }
}

fn in_texts(value: Value) -> Value {
    match value {
        Value::Bool(known) => Value::String(known.to_string()),
        Value::Number(known) => Value::String(known.to_string()),
        Value::Array(values) => Value::Array(values.into_iter().map(in_texts).collect()),
        Value::Object(map) => Value::Object(map.into_iter().map(|(key, one)| (key, in_texts(one))).collect()),
        other => other,
    }
}
