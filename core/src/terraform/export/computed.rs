//! Expressions of the user's files whose values the design holds: written as long as it does.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::in_document::is_described;
use super::kept::Kept;
use super::known::{in_marks, marks_of, reads_gone, value};
use super::left;
use super::module::Module;
use crate::design::{Design, Diagnostic, Item};
use crate::lang::hcl::{head, named};
use crate::terraform::syntax::{Expr, block_text, expression_text};
use crate::terraform::{ExportOptions, RestStyle};

/// What is said of expressions whose values the design holds.
pub(super) const CODE: &str = "terraform-computed";

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

/// What the export writes into the blocks of these marks; a block with arguments that the files alone have is without
/// them.
pub(in crate::terraform) fn written(design: &Design, marks: &BTreeSet<&str>) -> BTreeMap<String, Values> {
    let stood_in = Kept::stand_in(design);
    let (design, kept) = stood_in.as_ref().map_or((design, None), |(changed, kept)| (changed, Some(kept)));
    let options = ExportOptions::default();
    let mut module = super::blocks(design, &options);
    let none = Kept::default();
    let kept = kept.unwrap_or(&none);
    let by_address = marks_of(&module.main, kept);
    let mut found = BTreeMap::new();
    for piece in module.main.iter_mut().filter(|piece| marks.contains(kept.plain(&piece.mark).as_str())) {
        kept.put_arguments(design, piece);
        let mut values = Values::new();
        each(&mut piece.block.body, "", &mut |path, expr| {
            let text = kept.plain(&expression_text(expr));
            let value = in_marks(value(expr, &module.variables, kept), &by_address);
            values.insert(path.to_owned(), Written { text, value });
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
    let by_address = marks_of(&module.main, kept);
    let before = module.design.terraform.addresses.iter();
    let before: BTreeMap<String, String> =
        before.map(|(mark, address)| (address.clone(), kept.plain(mark))).collect();
    let marks: BTreeSet<&str> = by_address.values().map(String::as_str).collect();
    let mut told = left::told(module, style);
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
            let same = in_marks(value(expr, &module.variables, kept), &by_address) == known;
            if same && !reads_gone(expression, &before, &marks) {
                free.extend(variables_in(&expression_text(expr)));
                *expr = Expr::from(word);
            } else {
                told.push(other(piece.item, path, expression));
            }
        };
        each(&mut piece.block.body, "", &mut put);
        for (path, (word, known, expression)) in open {
            if !known.is_null() || !insert(&mut piece.block.body, path, word) {
                told.push(gone(piece.item, path, expression));
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
pub(super) fn drop_unread(module: &mut Module<'_>, free: &BTreeSet<String>) {
    if free.is_empty() {
        return;
    }
    let mut read: BTreeSet<String> = BTreeSet::new();
    for piece in module.main.iter().chain(&module.outputs) {
        read.extend(variables_in(&block_text(&piece.block)));
    }
    for local in module.locals.values() {
        read.extend(variables_in(&expression_text(local)));
    }
    let kept = module.kept.iter().map(|block| &block.text);
    for text in kept.chain(module.design.terraform.all_expressions()) {
        read.extend(variables_in(text));
    }
    // One that the user's files declare under the same name is theirs.
    let own: BTreeSet<&str> = module
        .kept
        .iter()
        .filter_map(|block| match head(&block.text).as_slice() {
            ["variable", name] => Some(*name),
            _ => None,
        })
        .collect();
    let stays = |name: &String| !free.contains(name) || read.contains(name) && !own.contains(name.as_str());
    module.variables.retain(|name, _| stays(name));
}

/// Says which expressions a document has values in place of.
fn in_documents(module: &Module<'_>) -> Option<Diagnostic> {
    let marks = module.design.terraform.computed.iter();
    let described = marks.filter(|(mark, _)| {
        let kind = mark.split(' ').next().unwrap_or_default();
        let item = mark.split(' ').nth(1).and_then(|item| item.parse::<Item>().ok());
        let is_there = item.is_some_and(|item| module.design.contains(item));
        is_there && is_described(kind) && !module.main.iter().any(|piece| piece.mark == **mark)
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

fn other(item: Item, path: &str, expression: &str) -> Diagnostic {
    let message = format!("`{path}` is what the design says now, where the files have `{expression}`");
    let help = "Enter the value from before, or undo the change, to have the expression back; or change what it reads";
    Diagnostic::note(CODE, message).at(item).at_place(path).help(help)
}

fn gone(item: Item, path: &str, expression: &str) -> Diagnostic {
    let message = format!("`{path}` is no longer written, where the files have `{expression}`");
    let help = "Enter the value from before, or undo the change, to have it back";
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
                let name = block.body.attributes().find(|attribute| attribute.key() == "name");
                let which = match name.map(hcl::Attribute::expr) {
                    Some(Expr::String(name)) if !name.contains(['"', ']']) => format!("\"{name}\""),
                    _ => count.to_string(),
                };
                let path = format!("{path}{}[{which}].", block.identifier());
                *count += 1;
                each(&mut block.body, &path, see);
            }
        }
    }
}

/// Puts an argument where the block has none of the name; whether the block that it belongs in is there.
fn insert(body: &mut hcl::Body, path: &str, word: &str) -> bool {
    if let Some((name, rest)) = path.split_once('[') {
        let Some((which, rest)) = rest.split_once("].") else { return false };
        let mut blocks = body.iter_mut().filter_map(|structure| match structure {
            hcl::Structure::Block(block) if block.identifier() == name => Some(block),
            _ => None,
        });
        let name = Expr::String(which.trim_matches('"').to_owned());
        let named = |block: &hcl::Block| {
            block.body.attributes().any(|one| one.key() == "name" && *one.expr() == name)
        };
        let found = match which.parse::<usize>() {
            Ok(index) => blocks.nth(index),
            Err(_) => blocks.find(|block| named(block)),
        };
        return found.is_some_and(|block| insert(&mut block.body, rest, word));
    }
    let at = body.iter().take_while(|structure| structure.as_attribute().is_some()).count();
    let attribute = hcl::Attribute::new(hcl::Identifier::unchecked(path), Expr::from(word));
    body.0.insert(at, attribute.into());
    true
}

/// The variables that a text reads.
fn variables_in(text: &str) -> Vec<String> {
    if !text.contains("var.") {
        return Vec::new();
    }
    let read = named(text, 2).filter_map(|names| match names.as_slice() {
        ["var", name] => Some((*name).to_owned()),
        _ => None,
    });
    read.collect()
}
