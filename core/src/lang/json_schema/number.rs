//! Limits of numbers.

use std::cmp::Ordering;

use serde_json::{Map, Number, Value};

use super::walk::Walk;
use crate::lang::json::Decimal;

/// A number without a fraction part as it was written; beyond 64 bits it cannot be told from one with zeros in it.
pub(super) fn is_integer(number: &Number) -> bool {
    const WIDE: f64 = 1.8e19;
    number.is_i64()
        || number.is_u64()
        || number.as_f64().is_some_and(|float| float.abs() > WIDE && float.fract() == 0.0)
}

pub(super) fn check(walk: &mut Walk<'_, '_>, words: &Map<String, Value>, number: &Number, at: &str) {
    let found = number.to_string();
    let exclusive = |word: &str| words.get(word) == Some(&Value::Bool(true));
    for (word, wrong, ids, open) in [
        (
            "minimum",
            Ordering::Less,
            ("schema.minimum", "schema.exclusive_minimum"),
            exclusive("exclusiveMinimum"),
        ),
        (
            "maximum",
            Ordering::Greater,
            ("schema.maximum", "schema.exclusive_maximum"),
            exclusive("exclusiveMaximum"),
        ),
    ] {
        let Some(Value::Number(limit)) = words.get(word) else { continue };
        let limit = limit.to_string();
        let values = || vec![("limit", limit.clone()), ("found", found.clone())];
        match compare(&found, &limit) {
            Some(order) if order == wrong => walk.against(ids.0, at, values()),
            Some(Ordering::Equal) if open => walk.against(ids.1, at, values()),
            _ => {}
        }
    }
    if let Some(Value::Number(divisor)) = words.get("multipleOf")
        && !divides(&divisor.to_string(), &found)
    {
        let values = vec![("found", found), ("divisor", divisor.to_string())];
        walk.against("schema.multiple_of", at, values);
    }
}

fn compare(one: &str, other: &str) -> Option<Ordering> {
    Some(Decimal::parse(one).ok()?.compare(&Decimal::parse(other).ok()?))
}

/// Whether the number is a multiple of the divisor; exact as long as both fit 128 bits at one scale.
fn divides(divisor: &str, number: &str) -> bool {
    let exact = || {
        let ((one, scale), (other, other_scale)) = (parts(number)?, parts(divisor)?);
        let common = scale.max(other_scale);
        let raised = |digits: i128, scale: u32| digits.checked_mul(10_i128.checked_pow(common - scale)?);
        raised(one, scale)?.checked_rem(raised(other, other_scale)?)
    };
    match exact() {
        Some(rest) => rest == 0,
        None => match (number.parse::<f64>(), divisor.parse::<f64>()) {
            (Ok(number), Ok(divisor)) => number % divisor == 0.0,
            _ => false,
        },
    }
}

/// The digits without the point, and how many of them are behind it.
fn parts(text: &str) -> Option<(i128, u32)> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
    let scale = i32::try_from(fraction.len()).ok()? - exponent;
    match u32::try_from(scale) {
        Ok(scale) => Some((digits, scale)),
        Err(_) => Some((digits.checked_mul(10_i128.checked_pow(scale.unsigned_abs())?)?, 0)),
    }
}
