//! Blocks that stay one by one: they refer to instances, and lists of the same attribute of every instance are one.

use hcl::expr::{Traversal, TraversalOperator};
use indexmap::IndexMap;

use super::Plan;
use super::refs::{Instances, resource, rewrite};
use crate::terraform::syntax::{Expr, call, reference};

/// Makes the body refer to instances; in every list of it, the same attribute of all instances of a block becomes
/// `values(block)[*].attribute`.
pub(super) fn settle(body: &mut hcl::Body, plans: &[Plan], instances: &Instances) {
    for structure in body.iter_mut() {
        match structure {
            hcl::Structure::Attribute(attribute) => settle_in(&mut attribute.expr, plans, instances),
            hcl::Structure::Block(block) => settle(&mut block.body, plans, instances),
        }
    }
}

fn settle_in(expr: &mut Expr, plans: &[Plan], instances: &Instances) {
    match expr {
        Expr::Array(values) => *values = gathered(std::mem::take(values), plans, instances),
        Expr::Object(entries) => entries.values_mut().for_each(|value| settle_in(value, plans, instances)),
        Expr::FuncCall(call) => call.args.iter_mut().for_each(|value| settle_in(value, plans, instances)),
        other => rewrite(other, instances, None),
    }
}

/// The list with the same attribute of all instances in the place of the first.
fn gathered(values: Vec<Expr>, plans: &[Plan], instances: &Instances) -> Vec<Expr> {
    let mut found: IndexMap<(usize, &str), Vec<usize>> = IndexMap::new();
    for (at, value) in values.iter().enumerate() {
        if let Some(place) = instance(value, instances) {
            found.entry(place).or_default().push(at);
        }
    }
    // What stands at the place of each value: those that are gathered stand at that of the first of them.
    let mut order: Vec<Option<Stead>> = vec![None; values.len()];
    let mut put = |at: usize, stead: Stead| order.get_mut(at).map(|place| *place = Some(stead));
    for ((plan, attribute), places) in found {
        let all = plans.get(plan).filter(|plan| plan.members.len() == places.len());
        let [first, rest @ ..] = places.as_slice() else { continue };
        match all {
            Some(plan) => put(*first, Stead::All(of_all(plan, attribute))),
            None => put(*first, Stead::These(places.clone())),
        };
        rest.iter().for_each(|at| _ = put(*at, Stead::Elsewhere));
    }
    let mut values: Vec<Option<Expr>> = values.into_iter().map(Some).collect();
    let mut out = Vec::new();
    let mut take = |at: usize, out: &mut Vec<Expr>| {
        if let Some(mut value) = values.get_mut(at).and_then(Option::take) {
            settle_in(&mut value, plans, instances);
            out.push(value);
        }
    };
    for (at, stead) in order.into_iter().enumerate() {
        match stead {
            None => take(at, &mut out),
            Some(Stead::All(value)) => out.push(value),
            Some(Stead::These(places)) => places.iter().for_each(|at| take(*at, &mut out)),
            Some(Stead::Elsewhere) => {}
        }
    }
    out
}

/// What stands in a list in the place of an attribute of an instance.
#[derive(Clone)]
enum Stead {
    /// The attribute of all instances.
    All(Expr),
    /// The attribute of these, by their places in the list.
    These(Vec<usize>),
    /// Nothing: it stands with others.
    Elsewhere,
}

/// The plan of the instance that a value is an attribute of, and the attribute.
fn instance<'e>(value: &'e Expr, instances: &Instances) -> Option<(usize, &'e str)> {
    let (kind, name) = resource(value)?;
    let Expr::Traversal(traversal) = value else { return None };
    match traversal.operators.as_slice() {
        [_, TraversalOperator::GetAttr(attribute)] => {
            Some((instances.get(kind, name)?.plan, attribute.as_str()))
        }
        _ => None,
    }
}

fn of_all(plan: &Plan, attribute: &str) -> Expr {
    let all = call("values", vec![reference(&format!("{}.{}", plan.kind, plan.block))]);
    let attribute = TraversalOperator::GetAttr(hcl::Identifier::unchecked(attribute));
    let mut traversal = Traversal::new(all, Vec::<TraversalOperator>::new());
    traversal.operators = vec![TraversalOperator::FullSplat, attribute];
    Expr::Traversal(Box::new(traversal))
}
