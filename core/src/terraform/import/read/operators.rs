//! Operators, truth and order.

use std::cmp::Ordering;

use hcl_edit::expr::{BinaryOperator, UnaryOperator};
use serde_json::Number;

use super::limits::Fail;
use super::number;
use super::value::{Val, parse_number};

/// The truth of a condition; nothing when it is not known.
pub(super) fn truth(value: &Val) -> Result<Option<bool>, Fail> {
    match value {
        Val::Bool(value) => Ok(Some(*value)),
        Val::Text(text) => match text_truth(text) {
            Some(value) => Ok(Some(value)),
            None => Err(Fail::new(format!("`{text}` is no truth value"))),
        },
        Val::Opaque(_) | Val::Template(_) => Ok(None),
        other => Err(Fail::new(format!("A condition cannot be {}", other.kind()))),
    }
}

/// `true` and `false` as texts.
pub(super) fn text_truth(text: &str) -> Option<bool> {
    match text {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

/// A number, or a text that holds one.
pub(super) fn numeric(value: &Val) -> Result<Number, Fail> {
    match value {
        Val::Number(number) => Ok(number.clone()),
        Val::Text(text) => parse_number(text).ok_or_else(|| Fail::new(format!("`{text}` is no number"))),
        other => Err(Fail::new(format!("A number is wanted, and {} is given", other.kind()))),
    }
}

/// A whole number.
pub(super) fn whole(value: &Val) -> Result<i64, Fail> {
    let number = numeric(value)?;
    number.as_i64().ok_or_else(|| Fail::new(format!("{number} is no whole number")))
}

fn is_unknown(value: &Val) -> bool {
    matches!(value, Val::Opaque(_) | Val::Template(_))
}

/// `-x` and `!x`; nothing when it is not known.
pub(super) fn unary(operator: UnaryOperator, value: &Val) -> Result<Option<Val>, Fail> {
    if is_unknown(value) {
        return Ok(None);
    }
    match operator {
        UnaryOperator::Neg => Ok(Some(Val::Number(number::negated(&numeric(value)?)))),
        UnaryOperator::Not => Ok(truth(value)?.map(|value| Val::Bool(!value))),
    }
}

/// The result of an operator between two values; nothing when it is not known.
pub(super) fn binary(operator: BinaryOperator, left: &Val, right: &Val) -> Result<Option<Val>, Fail> {
    match operator {
        BinaryOperator::Eq | BinaryOperator::NotEq => {
            if !left.is_known() || !right.is_known() {
                return Ok(None);
            }
            let same = equal(left, right);
            // A list is never equal to a tuple, nor a map to an object, and which of them these are is not kept.
            let typed = matches!(left, Val::List(_) | Val::Map(_));
            return Ok((!same || !typed).then(|| Val::Bool(same == (operator == BinaryOperator::Eq))));
        }
        BinaryOperator::And | BinaryOperator::Or => {
            return Ok(match (truth(left)?, truth(right)?) {
                (Some(left), Some(right)) => Some(Val::Bool(if operator == BinaryOperator::And {
                    left && right
                } else {
                    left || right
                })),
                _ => None,
            });
        }
        _ => {}
    }
    if is_unknown(left) || is_unknown(right) {
        return Ok(None);
    }
    let (left, right) = (numeric(left)?, numeric(right)?);
    let order = number::compare(&left, &right);
    let value = match operator {
        BinaryOperator::Less => Val::Bool(order == Ordering::Less),
        BinaryOperator::LessEq => Val::Bool(order != Ordering::Greater),
        BinaryOperator::Greater => Val::Bool(order == Ordering::Greater),
        BinaryOperator::GreaterEq => Val::Bool(order != Ordering::Less),
        _ => Val::Number(number::arithmetic(operator, &left, &right)?),
    };
    Ok(Some(value))
}

/// Whether two known values are the same, whatever the order of their entries.
pub(super) fn equal(left: &Val, right: &Val) -> bool {
    match (left, right) {
        (Val::Number(left), Val::Number(right)) => number::compare(left, right) == Ordering::Equal,
        (Val::List(left), Val::List(right)) | (Val::Set(left), Val::Set(right)) => {
            left.len() == right.len() && left.iter().zip(right.iter()).all(|(left, right)| equal(left, right))
        }
        (Val::Map(left), Val::Map(right)) => {
            left.len() == right.len()
                && left.iter().all(|(name, value)| right.get(name).is_some_and(|other| equal(value, other)))
        }
        _ => left == right,
    }
}

/// The order of texts, numbers and truth values; others have none.
pub(super) fn order(left: &Val, right: &Val) -> Ordering {
    match (left, right) {
        (Val::Text(left), Val::Text(right)) => left.cmp(right),
        (Val::Number(left), Val::Number(right)) => number::compare(left, right),
        (Val::Bool(left), Val::Bool(right)) => left.cmp(right),
        _ => Ordering::Equal,
    }
}

/// The elements as a set: each once, sorted where they have an order.
pub(super) fn set(values: Vec<Val>) -> Result<Val, Fail> {
    let values = unified(values)?;
    let mut kept: Vec<Val> = Vec::with_capacity(values.len());
    if values.iter().all(|value| matches!(value, Val::Text(_))) {
        kept = values;
        kept.sort_by(order);
        kept.dedup();
    } else {
        for value in values {
            if !kept.contains(&value) {
                kept.push(value);
            }
        }
        kept.sort_by(order);
    }
    Ok(Val::Set(std::rc::Rc::new(kept)))
}

/// The elements as one type: texts, when one of them is.
pub(super) fn unified(values: Vec<Val>) -> Result<Vec<Val>, Fail> {
    let text = values.iter().any(|value| matches!(value, Val::Text(_) | Val::Template(_)));
    let number = values.iter().any(|value| matches!(value, Val::Number(_)));
    let truth = values.iter().any(|value| matches!(value, Val::Bool(_)));
    if text && (number || truth) {
        return Ok(values.into_iter().map(|value| value.as_text().map_or(value, Val::Text)).collect());
    }
    if number && truth {
        return Err(Fail::new("Numbers and truth values are not of one type"));
    }
    Ok(values)
}

/// The chosen side of a conditional as the type that both sides have.
pub(super) fn side(chosen: Val, other: &Val) -> Result<Val, Fail> {
    match (&chosen, other) {
        (Val::Number(_) | Val::Bool(_), Val::Text(_) | Val::Template(_)) => {
            Ok(chosen.as_text().map_or(chosen, Val::Text))
        }
        (Val::Number(_), Val::Bool(_)) | (Val::Bool(_), Val::Number(_)) => {
            Err(Fail::new("The sides of a conditional are not of one type"))
        }
        (Val::List(one), Val::List(two)) if one.len() == two.len() => {
            let all: Result<Vec<_>, _> =
                one.iter().zip(two.iter()).map(|(one, two)| side(one.clone(), two)).collect();
            all.map(Val::list)
        }
        (Val::List(one), Val::List(two)) => {
            let simple = |value: &Val| matches!(value, Val::Text(_) | Val::Number(_) | Val::Bool(_));
            if !one.iter().chain(two.iter()).all(simple) {
                return Ok(chosen);
            }
            let mut all = unified(one.iter().chain(two.iter()).cloned().collect())?;
            all.truncate(one.len());
            Ok(Val::list(all))
        }
        (Val::Map(one), Val::Map(two)) if one.len() == two.len() => {
            if !one.keys().all(|name| two.contains_key(name)) {
                return Ok(chosen);
            }
            let all: Result<super::value::Entries, Fail> = one
                .iter()
                .map(|(name, value)| {
                    Ok((name.clone(), side(value.clone(), two.get(name).unwrap_or(&Val::Null))?))
                })
                .collect();
            all.map(Val::map)
        }
        _ => Ok(chosen),
    }
}
