//! What a block refers to.

use super::tree::{Block, Expr, Kind, Step, StepKind};

/// Arguments whose names are no references.
const UNREFERRED: &[&str] = &["provider", "providers", "ignore_changes", "type"];

/// Names that stand for nothing outside of their block.
const BUILT_IN: &[&str] = &["each", "count", "path", "terraform", "self"];

/// `var.name`, `local.name`, `aws_x.y`, `data.aws_x.y`, `module.name`, each once.
pub(super) fn refers(block: &Block) -> Vec<String> {
    let mut out = Names::new();
    of_block(block, &mut Vec::new(), &mut out);
    let name = |[root, first, second]: &[&str; 3]| match second.is_empty() {
        true => [*root, ".", *first].concat(),
        false => [*root, ".", *first, ".", *second].concat(),
    };
    out.iter().map(name).collect()
}

/// A root and one or two attributes, each once.
type Names<'e> = indexmap::IndexSet<[&'e str; 3]>;

fn of_block<'e>(block: &'e Block, bound: &mut Vec<&'e str>, out: &mut Names<'e>) {
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

fn of_expression<'e>(expr: &'e Expr, bound: &mut Vec<&'e str>, out: &mut Names<'e>) {
    let names = bound.len();
    match &expr.kind {
        Kind::Path(base, steps) => {
            if let Kind::Name(root) = &base.kind
                && !bound.contains(&root.as_ref())
                && !BUILT_IN.contains(&root.as_ref())
            {
                let mut attributes = steps.iter().map_while(attribute);
                match (root.as_ref(), attributes.next(), attributes.next()) {
                    ("data", Some(first), Some(second)) => _ = out.insert(["data", first, second]),
                    ("data", ..) | (_, None, _) => {}
                    (root, Some(first), _) => _ = out.insert([root, first, ""]),
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
