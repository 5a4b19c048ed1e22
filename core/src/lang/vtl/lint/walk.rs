//! Walks through a template's tree.

use crate::lang::vtl::Template;
use crate::lang::vtl::ast::{Block, Expr, Node, Reference, Step, Tree};

/// Every block: the template's, those of directives, and `#define`d ones; not those inside strings.
pub(super) fn each_block(template: &Template, see: &mut impl FnMut(&[Node])) {
    let tree = &template.tree;
    blocks(tree, &template.block, see);
    for defined in tree.defined.iter() {
        blocks(tree, tree.nodes.run(*defined), see);
    }
}

fn blocks(tree: &Tree, nodes: &[Node], see: &mut impl FnMut(&[Node])) {
    see(nodes);
    let mut inner = |block: Block| blocks(tree, tree.nodes.run(block), see);
    for node in nodes {
        match node {
            Node::If(statement) => {
                tree.arms.run(statement.arms).iter().for_each(|arm| inner(arm.block));
                statement.otherwise.into_iter().for_each(&mut inner);
            }
            Node::Foreach(statement, _) => {
                tree.loops.get(*statement).into_iter().for_each(|statement| inner(statement.block));
            }
            _ => {}
        }
    }
}

/// Every condition of an `#if` or `#elseif`.
pub(super) fn each_expression(template: &Template, see: &mut impl FnMut(&Expr)) {
    let tree = &template.tree;
    each_block(template, &mut |block| {
        for node in block {
            if let Node::If(statement) = node {
                tree.arms.run(statement.arms).iter().for_each(|arm| see(tree.expr(arm.condition)));
            }
        }
    });
}

/// Every reference, those in expressions and strings included.
pub(super) fn each_reference(template: &Template, see: &mut impl FnMut(&Reference)) {
    let tree = &template.tree;
    each_block(template, &mut |block| block.iter().for_each(|node| in_node(tree, node, see)));
}

fn in_node(tree: &Tree, node: &Node, see: &mut impl FnMut(&Reference)) {
    let mut within = |expression: &Expr| in_expression(tree, expression, see);
    match node {
        Node::Reference(reference) => in_reference(tree, reference, see),
        Node::Set(assignment) => {
            within(tree.expr(assignment.target));
            within(tree.expr(assignment.value));
        }
        Node::If(statement) => {
            tree.arms.run(statement.arms).iter().for_each(|arm| within(tree.expr(arm.condition)));
        }
        Node::Foreach(statement, _) => {
            tree.loops.get(*statement).into_iter().for_each(|statement| within(tree.expr(statement.list)));
        }
        Node::Break(value, _) | Node::Stop(value, _) => within(tree.expr(*value)),
        _ => {}
    }
}

fn in_reference(tree: &Tree, reference: &Reference, see: &mut impl FnMut(&Reference)) {
    see(reference);
    for step in tree.steps(reference) {
        match step {
            Step::Method(method) => {
                tree.exprs.run(method.arguments).iter().for_each(|value| in_expression(tree, value, see));
            }
            Step::Index(index, _) => in_expression(tree, tree.expr(*index), see),
            Step::Property(..) | Step::OfLoop(..) => {}
        }
    }
}

fn in_expression(tree: &Tree, expression: &Expr, see: &mut impl FnMut(&Reference)) {
    match expression {
        Expr::Reference(reference) => in_reference(tree, reference, see),
        Expr::Template(block, _) => {
            let mut nodes = |nodes: &[Node]| nodes.iter().for_each(|node| in_node(tree, node, see));
            blocks(tree, tree.nodes.run(*block), &mut nodes);
        }
        Expr::List(items) | Expr::Map(items) => {
            tree.exprs.run(*items).iter().for_each(|item| in_expression(tree, item, see));
        }
        Expr::Not(inner) => in_expression(tree, tree.expr(*inner), see),
        Expr::Range(left, right) => {
            in_expression(tree, tree.expr(*left), see);
            in_expression(tree, tree.expr(*right), see);
        }
        Expr::Binary(binary) => {
            in_expression(tree, tree.expr(binary.left), see);
            in_expression(tree, tree.expr(binary.right), see);
        }
        _ => {}
    }
}
