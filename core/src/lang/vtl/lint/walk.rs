//! Walks through a template's tree.

use crate::lang::vtl::Template;
use crate::lang::vtl::ast::{Block, Expr, Node, Reference, Step};

/// Every block: the template's, those of directives, and `#define`d ones; not those inside strings.
pub(super) fn each_block(template: &Template, see: &mut impl FnMut(&Block)) {
    blocks(&template.block, see);
    for defined in &template.defined {
        blocks(&defined.block, see);
    }
}

fn blocks(block: &Block, see: &mut impl FnMut(&Block)) {
    see(block);
    for node in block {
        match node {
            Node::If(statement) => {
                statement.arms.iter().for_each(|arm| blocks(&arm.block, see));
                statement.otherwise.iter().for_each(|block| blocks(block, see));
            }
            Node::Foreach(statement) => blocks(&statement.block, see),
            _ => {}
        }
    }
}

/// Every condition of an `#if` or `#elseif`.
pub(super) fn each_expression(template: &Template, see: &mut impl FnMut(&Expr)) {
    each_block(template, &mut |block| {
        for node in block {
            if let Node::If(statement) = node {
                statement.arms.iter().for_each(|arm| see(&arm.condition));
            }
        }
    });
}

/// Every reference, those in expressions and strings included.
pub(super) fn each_reference(template: &Template, see: &mut impl FnMut(&Reference)) {
    each_block(template, &mut |block| block.iter().for_each(|node| in_node(node, see)));
}

fn in_node(node: &Node, see: &mut impl FnMut(&Reference)) {
    match node {
        Node::Reference(reference) => in_reference(reference, see),
        Node::Set(assignment) => {
            in_reference(&assignment.target, see);
            in_expression(&assignment.value, see);
        }
        Node::If(statement) => statement.arms.iter().for_each(|arm| in_expression(&arm.condition, see)),
        Node::Foreach(statement) => statement.list.iter().for_each(|list| in_expression(list, see)),
        Node::Break(Some(value), _) | Node::Stop(Some(value), _) => in_expression(value, see),
        _ => {}
    }
}

fn in_reference(reference: &Reference, see: &mut impl FnMut(&Reference)) {
    see(reference);
    for step in &reference.steps {
        match step {
            Step::Method(method) => method.arguments.iter().for_each(|value| in_expression(value, see)),
            Step::Index(index, _) => in_expression(index, see),
            Step::Property(..) | Step::OfLoop(..) => {}
        }
    }
}

fn in_expression(expression: &Expr, see: &mut impl FnMut(&Reference)) {
    match expression {
        Expr::Reference(reference) => in_reference(reference, see),
        Expr::Template(block, _) => {
            blocks(block, &mut |block| block.iter().for_each(|node| in_node(node, see)))
        }
        Expr::List(items) => items.iter().for_each(|item| in_expression(item, see)),
        Expr::Map(entries) => entries.iter().for_each(|(key, value)| {
            in_expression(key, see);
            in_expression(value, see);
        }),
        Expr::Range(bounds) => {
            in_expression(&bounds.0, see);
            in_expression(&bounds.1, see);
        }
        Expr::Not(inner) => in_expression(inner, see),
        Expr::Binary(binary) => {
            in_expression(&binary.left, see);
            in_expression(&binary.right, see);
        }
        _ => {}
    }
}
