//! Arithmetic: exact in decimal digits as far as they fit, as Terraform's numbers are, and in doubles beyond.

use std::cmp::Ordering;

use hcl_edit::expr::BinaryOperator;
use serde_json::Number;

use super::limits::Fail;
use super::value::number;

/// A number as `digits / 10^places`.
#[derive(Clone, Copy)]
struct Decimal {
    digits: i128,
    places: u32,
}

/// More places than this are left to doubles.
const PLACES_MAX: u32 = 30;

impl Decimal {
    fn new(value: &Number) -> Option<Self> {
        if let Some(whole) = value.as_i64() {
            return Some(Self { digits: i128::from(whole), places: 0 });
        }
        if let Some(whole) = value.as_u64() {
            return Some(Self { digits: i128::from(whole), places: 0 });
        }
        // A double is printed with the fewest digits that lead back to it: those it was written with.
        let text = value.as_f64()?.to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let places = u32::try_from(fraction.len()).ok().filter(|places| *places <= PLACES_MAX)?;
        Some(Self { digits: format!("{whole}{fraction}").parse().ok()?, places })
    }

    /// Both with the same number of places.
    fn alike(self, other: Self) -> Option<(i128, i128, u32)> {
        let places = self.places.max(other.places);
        let scaled = |one: Self| one.digits.checked_mul(10_i128.checked_pow(places - one.places)?);
        Some((scaled(self)?, scaled(other)?, places))
    }

    fn number(self) -> Option<Number> {
        let power = 10_i128.checked_pow(self.places)?;
        if self.digits % power == 0 {
            let whole = self.digits / power;
            if let Ok(whole) = i64::try_from(whole) {
                return Some(whole.into());
            }
            if let Ok(whole) = u64::try_from(whole) {
                return Some(whole.into());
            }
        }
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = self.digits.unsigned_abs();
        let power = power.unsigned_abs();
        let width = usize::try_from(self.places).ok()?;
        let text = format!("{sign}{}.{:0width$}", digits / power, digits % power);
        number(text.parse().ok()?)
    }
}

/// The order of two numbers.
pub(super) fn compare(left: &Number, right: &Number) -> Ordering {
    let exact = Decimal::new(left).zip(Decimal::new(right)).and_then(|(left, right)| left.alike(right));
    match exact {
        Some((left, right, _)) => left.cmp(&right),
        None => left.as_f64().partial_cmp(&right.as_f64()).unwrap_or(Ordering::Equal),
    }
}

/// The number with the other sign.
pub(super) fn negated(value: &Number) -> Number {
    let exact = Decimal::new(value)
        .and_then(|decimal| Decimal { digits: decimal.digits.checked_neg()?, ..decimal }.number());
    exact.or_else(|| number(-value.as_f64()?)).unwrap_or_else(|| value.clone())
}

/// `+`, `-`, `*`, `/` and `%`.
pub(super) fn arithmetic(operator: BinaryOperator, left: &Number, right: &Number) -> Result<Number, Fail> {
    match operator {
        // Terraform says infinity, which is of no use anywhere.
        BinaryOperator::Div if right.as_f64() == Some(0.0) => {
            return Err(Fail::new("A number is divided by zero"));
        }
        BinaryOperator::Mod if right.as_f64() == Some(0.0) => return Ok(left.clone()),
        _ => {}
    }
    let exact = Decimal::new(left)
        .zip(Decimal::new(right))
        .and_then(|(left, right)| exact(operator, left, right))
        .and_then(Decimal::number);
    let (one, other) = (left.as_f64().unwrap_or(0.0), right.as_f64().unwrap_or(0.0));
    let double = || match operator {
        BinaryOperator::Plus => one + other,
        BinaryOperator::Minus => one - other,
        BinaryOperator::Mul => one * other,
        BinaryOperator::Div => one / other,
        _ => one % other,
    };
    exact.or_else(|| number(double())).ok_or_else(|| Fail::new("A number is too large"))
}

fn exact(operator: BinaryOperator, left: Decimal, right: Decimal) -> Option<Decimal> {
    if operator == BinaryOperator::Mul {
        let digits = left.digits.checked_mul(right.digits)?;
        return Some(Decimal { digits, places: left.places + right.places });
    }
    let (one, other, places) = left.alike(right)?;
    match operator {
        BinaryOperator::Plus => Some(Decimal { digits: one.checked_add(other)?, places }),
        BinaryOperator::Minus => Some(Decimal { digits: one.checked_sub(other)?, places }),
        BinaryOperator::Mod => Some(Decimal { digits: one.checked_rem(other)?, places }),
        // Only where it comes out even.
        BinaryOperator::Div if one.checked_rem(other)? == 0 => {
            Some(Decimal { digits: one.checked_div(other)?, places: 0 })
        }
        _ => None,
    }
}
