//! Whether a condition holds.

use std::cmp::Ordering;
use std::sync::Arc;

use super::{Condition, Node, Operand, Operator, list};
use crate::lang::json::{Decimal, Json, double_text};
use crate::lang::jsonpath::{SelectError, Selection, walk::Walk};

pub(super) fn thrown<T>(message: &str) -> Result<T, SelectError> {
    Err(SelectError::Thrown(message.to_owned()))
}

impl Condition {
    /// Whether it holds for the value.
    pub(in crate::lang::jsonpath) fn holds(
        &self,
        value: &Json,
        walk: &mut Walk<'_>,
    ) -> Result<bool, SelectError> {
        walk.spend(1)?;
        match self {
            Condition::All(parts) => {
                for part in parts {
                    if !part.holds(value, walk)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Condition::Any(parts) => {
                for part in parts {
                    if part.holds(value, walk)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Condition::Not(part) => Ok(!part.holds(value, walk)?),
            Condition::Exists(path, wanted) => Ok(walk.exists(path, value)? == *wanted),
            Condition::Compare(left, operator, right) => {
                let left = left.node(value, walk)?;
                let right = right.node(value, walk)?;
                walk.spend(left.weight() + right.weight())?;
                compare(&left, *operator, &right, walk)
            }
        }
    }
}

impl Operand {
    fn node(&self, value: &Json, walk: &mut Walk<'_>) -> Result<Node, SelectError> {
        match self {
            Operand::Value(node) => Ok(node.clone()),
            Operand::Path(path) => match walk.nested(path, value) {
                Ok(Selection::Definite(None)) | Err(SelectError::Thrown(_)) => Ok(Node::Undefined),
                Ok(selection) => match selection.into_json() {
                    Some(found) => {
                        walk.spend(found.bytes() / 16)?;
                        node(&found)
                    }
                    None => Ok(Node::Undefined),
                },
                Err(error) => Err(error),
            },
        }
    }
}

/// A document's value as Jayway compares it.
pub(super) fn node(value: &Json) -> Result<Node, SelectError> {
    let number = |text: &str| match Decimal::parse(text) {
        Ok(number) => Ok(Node::Number(Arc::new(number))),
        Err(_) => thrown("The number has no digits"),
    };
    match value {
        Json::Null => Ok(Node::Null),
        Json::Bool(flag) => Ok(Node::Bool(*flag)),
        Json::Int(whole) => number(&whole.to_string()),
        Json::BigInt(digits) => number(digits),
        Json::Double(double) => number(&double_text(*double)),
        Json::Decimal(decimal) => Ok(Node::Number(Arc::clone(decimal))),
        Json::String(text) => Ok(Node::Text(Arc::clone(text))),
        Json::Array(_) | Json::Object(_) => Ok(Node::Json(value.clone())),
    }
}

/// Jayway's equality: a text equals a number that it spells.
pub(super) fn equal(left: &Node, right: &Node, walk: &mut Walk<'_>) -> Result<bool, SelectError> {
    walk.spend(1 + left.weight().min(right.weight()))?;
    Ok(match (left, right) {
        (Node::Null, Node::Null) => true,
        (Node::Bool(left), Node::Bool(right)) => left == right,
        (Node::Number(left), Node::Number(right)) => left.compare(right) == Ordering::Equal,
        (Node::Text(left), Node::Text(right)) => left == right,
        (Node::Text(left), Node::Number(right)) => **left == *right.text(),
        (Node::Number(left), Node::Text(right)) => {
            Decimal::parse(right).is_ok_and(|right| left.compare(&right) == Ordering::Equal)
        }
        (Node::Json(left), Node::Json(right)) => return same(left, right, walk),
        _ => false,
    })
}

/// Whether two values are equal to their depths.
fn same(left: &Json, right: &Json, walk: &mut Walk<'_>) -> Result<bool, SelectError> {
    walk.spend(1 + left.bytes().min(right.bytes()) / 16)?;
    match (left, right) {
        (Json::Array(left), Json::Array(right)) if left.len() == right.len() => {
            for (left, right) in left.iter().zip(right.iter()) {
                if !same(left, right, walk)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        (Json::Object(left), Json::Object(right)) if left.len() == right.len() => {
            for (name, left) in left.iter() {
                match right.get(name) {
                    Some(right) if same(left, right, walk)? => {}
                    _ => return Ok(false),
                }
            }
            Ok(true)
        }
        (Json::Array(_) | Json::Object(_), _) => Ok(false),
        _ => Ok(left == right),
    }
}

fn order(left: &Node, right: &Node) -> Option<Ordering> {
    match (left, right) {
        (Node::Number(left), Node::Number(right)) => Some(left.compare(right)),
        (Node::Text(left), Node::Text(right)) => Some(utf16_order(left, right)),
        (Node::Text(left), Node::Number(right)) => Some(utf16_order(left, &right.text())),
        (Node::Number(left), Node::Text(right)) => Some(utf16_order(&left.text(), right)),
        _ => None,
    }
}

/// Java's order of texts.
fn utf16_order(left: &str, right: &str) -> Ordering {
    left.encode_utf16().cmp(right.encode_utf16())
}

fn compare(left: &Node, operator: Operator, right: &Node, walk: &mut Walk<'_>) -> Result<bool, SelectError> {
    let ordered = |wanted: fn(Ordering) -> bool| Ok(order(left, right).is_some_and(wanted));
    match operator {
        Operator::Equal => equal(left, right, walk),
        Operator::NotEqual => Ok(comparable(left, right) && !equal(left, right, walk)?),
        Operator::SameType => same_type(left, right, walk),
        Operator::NotSameType => same_type(left, right, walk).map(|same| !same),
        Operator::Less => ordered(Ordering::is_lt),
        Operator::LessEqual => ordered(Ordering::is_le),
        Operator::Greater => ordered(Ordering::is_gt),
        Operator::GreaterEqual => ordered(Ordering::is_ge),
        Operator::Exists => match (left, right) {
            (Node::Bool(left), Node::Bool(right)) => Ok(left == right),
            _ => thrown("Failed to evaluate exists expression"),
        },
        Operator::Foreign => thrown("Only Java code can use this operator"),
        Operator::Size => Ok(list::has_size(left, right)),
        Operator::Empty => list::is_empty(left, right),
        Operator::Matches => list::matches(left, right, walk),
        Operator::In => list::is_in(left, right, walk),
        Operator::NotIn => list::is_in(left, right, walk).map(|found| !found),
        Operator::Contains => list::contains(left, right, walk),
        Operator::All => list::has_all(left, right, walk),
        Operator::SubsetOf => shared(left, right, walk, |found| !found.contains(&false)),
        Operator::AnyOf => shared(left, right, walk, |found| found.contains(&true)),
        Operator::NoneOf => shared(left, right, walk, |found| !found.contains(&true)),
    }
}

fn shared(
    left: &Node,
    right: &Node,
    walk: &mut Walk<'_>,
    holds: fn(&[bool]) -> bool,
) -> Result<bool, SelectError> {
    Ok(list::shared(left, right, walk)?.is_some_and(|found| holds(&found)))
}

/// Whether release 2.0 would compare them: it leaves out what has no such member, and arrays and objects.
fn comparable(left: &Node, right: &Node) -> bool {
    let (nothing, list) =
        (|node: &Node| matches!(node, Node::Undefined), |node: &Node| matches!(node, Node::Json(_)));
    let null = |node: &Node| matches!(node, Node::Null);
    !nothing(left) && !nothing(right) && (list(left) == list(right) || null(left) || null(right))
}

fn same_type(left: &Node, right: &Node, walk: &mut Walk<'_>) -> Result<bool, SelectError> {
    Ok(std::mem::discriminant(left) == std::mem::discriminant(right) && equal(left, right, walk)?)
}
