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
        walk.spend()?;
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
                compare(&left, *operator, &right)
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
                Ok(selection) => selection.into_json().map_or(Ok(Node::Undefined), |found| node(&found)),
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
pub(super) fn equal(left: &Node, right: &Node) -> bool {
    match (left, right) {
        (Node::Null, Node::Null) => true,
        (Node::Bool(left), Node::Bool(right)) => left == right,
        (Node::Number(left), Node::Number(right)) => left.compare(right) == Ordering::Equal,
        (Node::Text(left), Node::Text(right)) => left == right,
        (Node::Text(left), Node::Number(right)) => **left == *right.text(),
        (Node::Number(left), Node::Text(right)) => {
            Decimal::parse(right).is_ok_and(|right| left.compare(&right) == Ordering::Equal)
        }
        (Node::Json(left), Node::Json(right)) => left == right,
        _ => false,
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

fn compare(left: &Node, operator: Operator, right: &Node) -> Result<bool, SelectError> {
    let ordered = |wanted: fn(Ordering) -> bool| Ok(order(left, right).is_some_and(wanted));
    match operator {
        Operator::Equal => Ok(equal(left, right)),
        Operator::NotEqual => Ok(comparable(left, right) && !equal(left, right)),
        Operator::SameType => Ok(same_type(left, right)),
        Operator::NotSameType => Ok(!same_type(left, right)),
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
        Operator::Matches => list::matches(left, right),
        Operator::In => list::is_in(left, right),
        Operator::NotIn => list::is_in(left, right).map(|found| !found),
        Operator::Contains => list::contains(left, right),
        Operator::All => list::has_all(left, right),
        Operator::SubsetOf => shared(left, right, |found| !found.contains(&false)),
        Operator::AnyOf => shared(left, right, |found| found.contains(&true)),
        Operator::NoneOf => shared(left, right, |found| !found.contains(&true)),
    }
}

fn shared(left: &Node, right: &Node, holds: fn(&[bool]) -> bool) -> Result<bool, SelectError> {
    Ok(list::shared(left, right)?.is_some_and(|found| holds(&found)))
}

/// Whether release 2.0 would compare them: it leaves out what has no such member, and arrays and objects.
fn comparable(left: &Node, right: &Node) -> bool {
    let (nothing, list) =
        (|node: &Node| matches!(node, Node::Undefined), |node: &Node| matches!(node, Node::Json(_)));
    let null = |node: &Node| matches!(node, Node::Null);
    !nothing(left) && !nothing(right) && (list(left) == list(right) || null(left) || null(right))
}

fn same_type(left: &Node, right: &Node) -> bool {
    std::mem::discriminant(left) == std::mem::discriminant(right) && equal(left, right)
}
