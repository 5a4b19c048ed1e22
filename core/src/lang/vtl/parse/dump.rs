//! A tree as text, to compare trees: what its parts are, and not where they lie.

use std::fmt::Write;

use crate::lang::vtl::ast::{Expr, Node, Reference, Step, Tree};

/// The nodes with all that hangs on them.
pub(super) fn dump(tree: &Tree, nodes: &[Node]) -> String {
    let mut out = String::new();
    nodes.iter().for_each(|node| out += &format!("{};", self::node(tree, node)));
    out
}

fn node(tree: &Tree, node: &Node) -> String {
    let block = |block| dump(tree, tree.nodes.run(block));
    match node {
        Node::Text(at) => format!("text {at:?}"),
        Node::Altered(text, at) => format!("altered {:?} {at:?}", tree.text(*text)),
        Node::Reference(it) => reference(tree, it),
        Node::Set(it) => {
            let (target, value) = (expr(tree, it.target), expr(tree, it.value));
            format!("set {target} = {value} {} {:?}", it.lands, it.at)
        }
        Node::If(it) => {
            let mut out = format!("if {:?}", it.at);
            for arm in tree.arms.run(it.arms) {
                let _ = write!(out, " [{} {:?} {}]", expr(tree, arm.condition), arm.at, block(arm.block));
            }
            out + &format!(" else {:?}", it.otherwise.map(block))
        }
        Node::Foreach(id, at) => {
            let Some(it) = tree.loops.get(*id) else { return "no loop".to_owned() };
            let (list, inner) = (expr(tree, it.list), block(it.block));
            format!("foreach {:?} {list} {:?} {} {at:?} {inner}", it.slot, it.head, it.id)
        }
        Node::Define(slot, id, at) => {
            format!("define {slot:?} {at:?} {:?}", tree.defined.get(*id).map(|it| block(*it)))
        }
        Node::Break(value, at) => format!("break {} {at:?}", expr(tree, *value)),
        Node::Stop(value, at) => format!("stop {} {at:?}", expr(tree, *value)),
        Node::Fail(name, at) => format!("fail {} {at:?}", tree.text(*name)),
    }
}

fn reference(tree: &Tree, it: &Reference) -> String {
    let mut out = format!("${} {:?} {:?}", it.slot, it.at, tree.extras.get(it.extra));
    for step in tree.steps(it) {
        match step {
            Step::Method(method) => {
                let _ = write!(out, ".{:?} {:?} {:?}(", method.name, method.known, method.at);
                tree.exprs.run(method.arguments).iter().for_each(|value| out += &value_of(tree, value));
                out.push(')');
            }
            Step::Index(index, at) => {
                let _ = write!(out, "[{}] {at:?}", expr(tree, *index));
            }
            other => {
                let _ = write!(out, ".{other:?}");
            }
        }
    }
    out
}

fn expr(tree: &Tree, id: crate::lang::vtl::parts::Id<Expr>) -> String {
    tree.exprs.get(id).map_or_else(|| "none".to_owned(), |value| value_of(tree, value))
}

fn value_of(tree: &Tree, value: &Expr) -> String {
    match value {
        Expr::Number(id) => format!("{:?}", tree.numbers.get(*id)),
        Expr::Template(block, cut) => format!("\"{}\" {cut}", dump(tree, tree.nodes.run(*block))),
        Expr::Reference(it) => reference(tree, it),
        Expr::List(items) | Expr::Map(items) => {
            let items: String =
                tree.exprs.run(*items).iter().map(|item| value_of(tree, item) + ",").collect();
            format!("{}[{items}]", if matches!(value, Expr::Map(_)) { "map" } else { "list" })
        }
        Expr::Range(from, to) => format!("{}..{}", expr(tree, *from), expr(tree, *to)),
        Expr::Not(inner) => format!("!{}", expr(tree, *inner)),
        Expr::Binary(it) => {
            let (left, right) = (expr(tree, it.left), expr(tree, it.right));
            format!("({left} {:?} {right} {:?})", it.operator, tree.sides.get(it.texts))
        }
        plain => format!("{plain:?}"),
    }
}
