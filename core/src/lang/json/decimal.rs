//! Decimal numbers of any length, read and printed as Java's `BigDecimal`.

use std::cmp::Ordering;

/// A decimal number: `digits` with the point `scale` places from their right end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    // Invariant: ASCII digits without leading zeros; "0" for zero.
    digits: String,
    scale: i64,
}

impl Decimal {
    /// Reads `-12.5E-3` and the like.
    ///
    /// Errors: Java's words for a number that it cannot hold.
    pub fn parse(text: &str) -> Result<Decimal, String> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent_of(exponent)?),
            None => (text, 0),
        };
        let (negative, mantissa) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err("No digits found.".to_owned());
        }
        let digits = match all.trim_start_matches('0') {
            "" => "0".to_owned(),
            digits => digits.to_owned(),
        };
        let scale = i64::try_from(fraction.len()).unwrap_or(i64::MAX) - exponent;
        if i32::try_from(scale).is_err() {
            return Err("Scale out of range.".to_owned());
        }
        Ok(Decimal { negative: negative && digits != "0", digits, scale })
    }

    /// How many bytes it is held in, at least.
    pub(crate) fn bytes(&self) -> u64 {
        self.digits.len() as u64
    }

    /// As `BigDecimal.toString` prints it: with an exponent when it is far from one.
    pub fn text(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        let length = i64::try_from(self.digits.len()).unwrap_or(i64::MAX);
        let exponent = length - 1 - self.scale;
        if self.scale == 0 {
            return format!("{sign}{}", self.digits);
        }
        if self.scale > 0 && exponent >= -6 {
            let Some(point) = usize::try_from(length - self.scale).ok().filter(|point| *point > 0) else {
                let zeros = "0".repeat(usize::try_from(self.scale - length).unwrap_or(0));
                return format!("{sign}0.{zeros}{}", self.digits);
            };
            let (whole, fraction) = self.digits.split_at_checked(point).unwrap_or((&self.digits, ""));
            return format!("{sign}{whole}.{fraction}");
        }
        let (first, rest) = self.digits.split_at_checked(1).unwrap_or((&self.digits, ""));
        let point = if rest.is_empty() { "" } else { "." };
        let tail = if exponent == 0 { String::new() } else { format!("E{exponent:+}") };
        format!("{sign}{first}{point}{rest}{tail}")
    }
}

fn exponent_of(text: &str) -> Result<i64, String> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() {
        // Java says nothing more of it.
        return Err(String::new());
    }
    let digits = digits.trim_start_matches('0');
    if digits.len() > 10 {
        return Err("Too many nonzero exponent digits.".to_owned());
    }
    let exponent: i64 = if digits.is_empty() { 0 } else { digits.parse().map_err(|_| "Not a digit.")? };
    Ok(if text.starts_with('-') { -exponent } else { exponent })
}

impl Decimal {
    /// The order of the values, whatever their scales.
    pub fn compare(&self, other: &Decimal) -> Ordering {
        let sign = |number: &Decimal| match number.digits.as_str() {
            "0" => 0,
            _ if number.negative => -1,
            _ => 1,
        };
        let own = sign(self);
        match own.cmp(&sign(other)) {
            Ordering::Equal if own == 0 => Ordering::Equal,
            Ordering::Equal if own < 0 => other.magnitude(self),
            Ordering::Equal => self.magnitude(other),
            unequal => unequal,
        }
    }

    fn magnitude(&self, other: &Decimal) -> Ordering {
        let exponent =
            |number: &Decimal| i64::try_from(number.digits.len()).unwrap_or(i64::MAX) - number.scale;
        let digits = |number: &Decimal| number.digits.trim_end_matches('0').to_owned();
        exponent(self).cmp(&exponent(other)).then_with(|| digits(self).cmp(&digits(other)))
    }
}
