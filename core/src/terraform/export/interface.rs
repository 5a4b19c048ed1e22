//! What of a module's variables and outputs is new to whoever calls it.

use std::collections::BTreeSet;

use hcl::expr::TraversalOperator;
use indexmap::IndexMap;

use super::computed::drop_unread;
use super::module::{Module, Piece, TAGS};
use crate::design::{Design, Diagnostic};
use crate::terraform::syntax::{Expr, each_argument, each_inner};

/// Whether a design came from files that the studio did not make: their interface is theirs.
fn is_of_files(design: &Design) -> bool {
    design.terraform.arguments.contains_key(TAGS)
}

/// Leaves the outputs to files that the studio did not make, which may give none: a plan would show others as changes.
/// Once an export gave outputs, whoever calls the module may read them.
pub(super) fn leave_outputs(module: &mut Module<'_>) {
    let gave = module.design.terraform.names.keys().any(|mark| mark.starts_with("output "));
    if is_of_files(module.design) && !gave {
        module.outputs.clear();
    }
}

/// Writes the design's value where the files had one, too, and the export would make a variable of it.
pub(super) fn put_values(module: &mut Module<'_>, names: &IndexMap<String, String>) {
    if !is_of_files(module.design) {
        return;
    }
    let known = &module.design.terraform.names;
    let new = names.iter().filter(|(mark, _)| mark.starts_with("variable ") && !known.contains_key(*mark));
    let values: IndexMap<String, Expr> = new
        .filter_map(|(_, name)| {
            let value = default(module.variables.get(name)?).filter(|value| is_value(value))?;
            Some((name.clone(), value.clone()))
        })
        .collect();
    if values.is_empty() {
        return;
    }
    for piece in &mut module.main {
        each_argument(&mut piece.block.body, &mut |expr| put_value(expr, &values));
    }
    module.locals.values_mut().for_each(|local| put_value(local, &values));
    drop_unread(module, &values.into_keys().collect::<BTreeSet<_>>());
}

/// Says which variables the files, or the last export, do not have: `names` are those of this one by their marks.
pub(super) fn tell(module: &mut Module<'_>, names: &IndexMap<String, String>) {
    let known = &module.design.terraform;
    if known.addresses.is_empty() {
        return;
    }
    let is_new = |mark: &str| mark.starts_with("variable ") && !known.names.contains_key(mark);
    let new = names.iter().filter(|(mark, _)| is_new(mark)).map(|(_, name)| name);
    let (set, open): (Vec<&String>, Vec<&String>) =
        new.partition(|name| module.variables.get(*name).and_then(default).is_some());
    let found = [
        told(&set, "Its default is what the design says", "Their defaults are what the design says"),
        told(&open, "It needs a value", "They need values"),
    ];
    found.into_iter().flatten().for_each(|found| module.tell(found));
}

fn told(names: &[&String], one: &str, several: &str) -> Option<Diagnostic> {
    let list = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let (new, help) = match names {
        [] => return None,
        [_] => ("a new variable", one),
        _ => ("new variables", several),
    };
    let message = format!("The module has {new}: {list}");
    Some(Diagnostic::note("terraform-interface", message).help(help))
}

fn default(variable: &Piece) -> Option<&Expr> {
    let mut attributes = variable.block.body().attributes();
    attributes.find(|attribute| attribute.key() == "default").map(hcl::Attribute::expr)
}

/// Whether an expression is a value as files write it, alone or in a list.
fn is_value(expr: &Expr) -> bool {
    match expr {
        Expr::String(_) | Expr::Number(_) | Expr::Bool(_) => true,
        Expr::Array(values) => !values.is_empty() && values.iter().all(is_value),
        _ => false,
    }
}

fn put_value(expr: &mut Expr, values: &IndexMap<String, Expr>) {
    match variable(expr).and_then(|name| values.get(name)) {
        Some(value) => *expr = value.clone(),
        None => each_inner(expr, &mut |inner| put_value(inner, values)),
    }
}

/// The variable that an expression is, and nothing else.
fn variable(expr: &Expr) -> Option<&str> {
    let Expr::Traversal(traversal) = expr else { return None };
    match (&traversal.expr, traversal.operators.as_slice()) {
        (Expr::Variable(root), [TraversalOperator::GetAttr(name)]) if root.as_str() == "var" => {
            Some(name.as_str())
        }
        _ => None,
    }
}
