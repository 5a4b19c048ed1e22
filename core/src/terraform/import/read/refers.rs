//! What a block refers to.

use super::tree::{Block, Expr, Kind, Step, StepKind};

/// Arguments whose names are no references.
const UNREFERRED: &[&str] = &["provider", "providers", "ignore_changes", "type"];

/// Names that stand for nothing outside of their block.
const BUILT_IN: &[&str] = &["each", "count", "path", "terraform", "self"];

/// `var.name`, `local.name`, `aws_x.y`, `data.aws_x.y`, `module.name`, each once.
pub(super) fn refers(block: &Block) -> Vec<String> {
    let mut out = Vec::new();
    of_block(block, &mut Vec::new(), &mut out);
    let mut seen = indexmap::IndexSet::new();
    out.retain(|name| seen.insert(name.clone()));
    out
}

fn of_block<'e>(block: &'e Block, bound: &mut Vec<&'e str>, out: &mut Vec<String>) {
    let names = bound.len();
    if block.word == "dynamic" {
        bound.push(iterator(block));
    }
    for (name, value) in &block.arguments {
        if !UNREFERRED.contains(&name.as_ref()) {
            of_expression(value, bound, out);
        }
    }
    block.blocks.iter().for_each(|inner| of_block(inner, bound, out));
    bound.truncate(names);
}

/// The name by which the content of a `dynamic` block knows what it is made from.
pub(super) fn iterator(block: &Block) -> &str {
    match block.argument("iterator").map(|value| &value.kind) {
        Some(Kind::Name(iterator)) => iterator,
        _ => block.label(0),
    }
}

fn of_expression<'e>(expr: &'e Expr, bound: &mut Vec<&'e str>, out: &mut Vec<String>) {
    let names = bound.len();
    match &expr.kind {
        Kind::Path(base, steps) => {
            if let Kind::Name(root) = &base.kind
                && !bound.contains(&root.as_ref())
                && !BUILT_IN.contains(&root.as_ref())
            {
                let wanted = if root.as_ref() == "data" { 2 } else { 1 };
                let attributes: Vec<&str> = steps.iter().map_while(attribute).take(wanted).collect();
                if attributes.len() == wanted {
                    out.push(format!("{root}.{}", attributes.join(".")));
                }
            }
        }
        Kind::For(each) => {
            bound.extend(each.key_name.as_deref());
            bound.push(&each.value_name);
        }
        _ => {}
    }
    expr.each_part(&mut |part| of_expression(part, bound, out));
    bound.truncate(names);
}

fn attribute(step: &Step) -> Option<&str> {
    match &step.kind {
        StepKind::Attribute(name) => Some(name),
        _ => None,
    }
}
