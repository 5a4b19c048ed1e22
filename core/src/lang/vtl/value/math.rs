//! Java's numbers under Velocity's operators.
//!
//! Whole numbers stay whole and grow (Integer, Long, BigInteger); one Double makes the result a Double.

use std::cmp::Ordering;
use std::sync::Arc;

use super::Value;
use super::thaw::whole;
use crate::lang::vtl::ast::Operator;

/// What two numbers have in common.
enum Pair {
    /// The flag says that one of them is a Long, and so is the result.
    Whole(i64, i64, bool),
    Big(i128, i128),
    Double(f64, f64),
    /// Numbers beyond what the studio computes with.
    Beyond,
}

/// A number by an operator; Null when it has no value (a division by zero, or no numbers), None when the numbers are
/// beyond what the studio computes with.
pub(crate) fn compute(operator: Operator, left: &Value, right: &Value) -> Option<Value> {
    if !left.is_number() || !right.is_number() {
        return Some(Value::Null);
    }
    match pair(left, right) {
        Pair::Whole(left, right, long) => Some(compute_whole(operator, left, right, long)),
        Pair::Big(left, right) => compute_big(operator, left, right),
        Pair::Double(left, right) => Some(compute_double(operator, left, right)),
        Pair::Beyond => None,
    }
}

/// How two numbers compare; None when they do not (not a number, or beyond what the studio computes with).
pub(crate) fn compare(left: &Value, right: &Value) -> Option<Ordering> {
    match pair(left, right) {
        Pair::Whole(left, right, _) => Some(left.cmp(&right)),
        Pair::Big(left, right) => Some(left.cmp(&right)),
        // Java's comparison finds no order for "not a number" and answers "equal".
        Pair::Double(left, right) => Some(left.partial_cmp(&right).unwrap_or(Ordering::Equal)),
        Pair::Beyond => double(left)?.partial_cmp(&double(right)?),
    }
}

fn pair(left: &Value, right: &Value) -> Pair {
    match (left, right) {
        (Value::Int(left), Value::Int(right)) => Pair::Whole(i64::from(*left), i64::from(*right), false),
        (Value::Int(left), Value::Long(right)) => Pair::Whole(i64::from(*left), *right, true),
        (Value::Long(left), Value::Int(right)) => Pair::Whole(*left, i64::from(*right), true),
        (Value::Long(left), Value::Long(right)) => Pair::Whole(*left, *right, true),
        (Value::Decimal(_), _) | (_, Value::Decimal(_)) => Pair::Beyond,
        (Value::Big(_), Value::Double(_)) | (Value::Double(_), Value::Big(_)) => Pair::Beyond,
        (Value::Double(_), _) | (_, Value::Double(_)) => match (double(left), double(right)) {
            (Some(left), Some(right)) => Pair::Double(left, right),
            _ => Pair::Beyond,
        },
        _ => match (big(left), big(right)) {
            (Some(left), Some(right)) => Pair::Big(left, right),
            _ => Pair::Beyond,
        },
    }
}

fn double(value: &Value) -> Option<f64> {
    Some(match value {
        Value::Int(number) => f64::from(*number),
        Value::Long(number) => *number as f64,
        Value::Double(number) => *number,
        Value::Big(digits) => digits.parse().ok()?,
        Value::Decimal(number) => number.text().parse().ok()?,
        _ => return None,
    })
}

fn big(value: &Value) -> Option<i128> {
    match value {
        Value::Int(number) => Some(i128::from(*number)),
        Value::Long(number) => Some(i128::from(*number)),
        Value::Big(digits) => digits.parse().ok(),
        _ => None,
    }
}

fn compute_whole(operator: Operator, left: i64, right: i64, long: bool) -> Value {
    let result = match operator {
        Operator::Add => left.checked_add(right),
        Operator::Subtract => left.checked_sub(right),
        Operator::Multiply => left.checked_mul(right),
        _ if right == 0 => return Value::Null,
        Operator::Divide => Some(left.wrapping_div(right)),
        _ => Some(left.wrapping_rem(right)),
    };
    match result {
        Some(number) if long => Value::Long(number),
        Some(number) => whole(number),
        None => compute_big(operator, i128::from(left), i128::from(right)).unwrap_or(Value::Null),
    }
}

fn compute_big(operator: Operator, left: i128, right: i128) -> Option<Value> {
    let result = match operator {
        Operator::Add => left.checked_add(right)?,
        Operator::Subtract => left.checked_sub(right)?,
        Operator::Multiply => left.checked_mul(right)?,
        _ if right == 0 => return Some(Value::Null),
        Operator::Divide => left.checked_div(right)?,
        // BigInteger's modulus is never negative; a negative one raises.
        _ if right < 0 => return None,
        _ => left.checked_rem_euclid(right)?,
    };
    Some(Value::Big(Arc::from(result.to_string())))
}

fn compute_double(operator: Operator, left: f64, right: f64) -> Value {
    Value::Double(match operator {
        Operator::Add => left + right,
        Operator::Subtract => left - right,
        Operator::Multiply => left * right,
        _ if right == 0.0 => return Value::Null,
        Operator::Divide => left / right,
        _ => left % right,
    })
}
