//! Lists of the same attribute of every instance, and keys that are written out.

use hcl::expr::{TemplateExpr, Traversal, TraversalOperator};

use super::Plan;
use crate::terraform::syntax::{Expr, call, escaped, reference};

/// In every list of the body, the same attribute of all instances of a block becomes `values(block)[*].attribute`.
pub(super) fn gather(body: &mut hcl::Body, plans: &[Plan]) {
    for structure in body.iter_mut() {
        match structure {
            hcl::Structure::Attribute(attribute) => gather_in(&mut attribute.expr, plans),
            hcl::Structure::Block(block) => gather(&mut block.body, plans),
        }
    }
}

fn gather_in(expr: &mut Expr, plans: &[Plan]) {
    match expr {
        Expr::Array(values) => {
            *values = gathered(values, plans);
            values.iter_mut().for_each(|value| gather_in(value, plans));
        }
        Expr::Object(entries) => entries.values_mut().for_each(|value| gather_in(value, plans)),
        Expr::FuncCall(call) => call.args.iter_mut().for_each(|value| gather_in(value, plans)),
        _ => {}
    }
}

fn gathered(values: &[Expr], plans: &[Plan]) -> Vec<Expr> {
    let mut found: indexmap::IndexMap<(usize, &str), Vec<&Expr>> = indexmap::IndexMap::new();
    let mut order: Vec<Result<(usize, &str), &Expr>> = Vec::new();
    for value in values {
        let place = instance(value).and_then(|(kind, block, attribute)| {
            let at = plans.iter().position(|plan| plan.group.kind == kind && plan.block == block)?;
            Some((at, attribute))
        });
        match place {
            Some(place) => {
                let same = found.entry(place).or_default();
                if same.is_empty() {
                    order.push(Ok(place));
                }
                same.push(value);
            }
            None => order.push(Err(value)),
        }
    }
    let mut out = Vec::with_capacity(order.len());
    for entry in order {
        match entry {
            Err(value) => out.push(value.clone()),
            Ok(place) => {
                let same = found.get(&place).map(Vec::as_slice).unwrap_or_default();
                match plans.get(place.0).filter(|plan| plan.group.members.len() == same.len()) {
                    Some(plan) => out.push(of_all(plan, place.1)),
                    None => out.extend(same.iter().map(|value| (*value).clone())),
                }
            }
        }
    }
    out
}

/// The parts of `kind.block["key"].attribute`.
fn instance(value: &Expr) -> Option<(&str, &str, &str)> {
    let Expr::Traversal(traversal) = value else { return None };
    let Expr::Variable(kind) = &traversal.expr else { return None };
    match traversal.operators.as_slice() {
        [
            TraversalOperator::GetAttr(block),
            TraversalOperator::Index(_),
            TraversalOperator::GetAttr(attribute),
        ] => Some((kind.as_str(), block.as_str(), attribute.as_str())),
        _ => None,
    }
}

fn of_all(plan: &Plan, attribute: &str) -> Expr {
    let all = call("values", vec![reference(&format!("{}.{}", plan.group.kind, plan.block))]);
    let attribute = TraversalOperator::GetAttr(hcl::Identifier::unchecked(attribute));
    let mut traversal = Traversal::new(all, Vec::<TraversalOperator>::new());
    traversal.operators = vec![TraversalOperator::FullSplat, attribute];
    Expr::Traversal(Box::new(traversal))
}

/// Writes the instance's key where the value says `each.key`.
pub(super) fn spell_keys(value: &mut Expr, key: &str) {
    match value {
        Expr::Array(values) => values.iter_mut().for_each(|value| spell_keys(value, key)),
        Expr::Object(entries) => entries.values_mut().for_each(|value| spell_keys(value, key)),
        Expr::FuncCall(call) => call.args.iter_mut().for_each(|value| spell_keys(value, key)),
        Expr::Traversal(traversal) => {
            for operator in &mut traversal.operators {
                if *operator == TraversalOperator::Index(reference("each.key")) {
                    *operator = TraversalOperator::Index(Expr::from(key));
                }
            }
        }
        Expr::TemplateExpr(template) => {
            if let TemplateExpr::QuotedString(source) = template.as_mut() {
                *source = source.replace("[each.key]", &format!("[\"{}\"]", escaped(key)));
            }
        }
        _ => {}
    }
}
