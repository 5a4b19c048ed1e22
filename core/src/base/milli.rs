//! An exact decimal with three places, for the few AWS settings that are not whole numbers.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A decimal number with at most three places, held exactly as thousandths.
///
/// AWS takes throttle rates, canary percentages and alarm thresholds as doubles; a design holds no floats so
/// that values compare and hash exactly. In JSON it is a plain number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Milli(i64);

/// Why a text is not a [`Milli`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a number with at most three decimal places")]
pub struct ParseMilliError(pub String);

impl Milli {
    /// The whole number `value`; saturates far beyond any AWS limit.
    pub const fn whole(value: i64) -> Self {
        Self(value.saturating_mul(1000))
    }

    /// `thousandths` / 1000.
    pub const fn from_thousandths(thousandths: i64) -> Self {
        Self(thousandths)
    }

    /// The value times 1000.
    pub const fn thousandths(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Milli {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let value = self.0.unsigned_abs();
        let (whole, rest) = (value / 1000, value % 1000);
        if rest == 0 {
            return write!(f, "{sign}{whole}");
        }
        let places = format!("{rest:03}");
        write!(f, "{sign}{whole}.{}", places.trim_end_matches('0'))
    }
}

impl FromStr for Milli {
    type Err = ParseMilliError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || ParseMilliError(text.to_owned());
        let trimmed = text.trim();
        let (negative, digits) = match trimmed.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, trimmed),
        };
        let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
        let places = places.trim_end_matches('0');
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && places.is_empty()) || !plain(whole) || !plain(places) || places.len() > 3 {
            return Err(error());
        }
        let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| error())? };
        let places: i64 = format!("{places:0<3}").parse().map_err(|_| error())?;
        let value = whole.checked_mul(1000).and_then(|value| value.checked_add(places)).ok_or_else(error)?;
        Ok(Self(if negative { -value } else { value }))
    }
}

impl Serialize for Milli {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 1000 == 0 {
            return serializer.serialize_i64(self.0 / 1000);
        }
        // A decimal of three places survives the trip through a double and back.
        let number: f64 = self.to_string().parse().unwrap_or_default();
        serializer.serialize_f64(number)
    }
}

impl<'de> Deserialize<'de> for Milli {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = serde_json::Number::deserialize(deserializer)?;
        number.to_string().parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_json_keep_three_places() {
        for text in ["0", "0.5", "10000", "-2.125", "12.34"] {
            let value: Milli = text.parse().unwrap();
            assert_eq!(value.to_string(), text);
            let json = serde_json::to_string(&value).unwrap();
            assert_eq!(serde_json::from_str::<Milli>(&json).unwrap(), value, "{json}");
        }
        for text in ["", ".", "1.2345", "1e3", "x", "--1"] {
            assert!(text.parse::<Milli>().is_err(), "{text}");
        }
    }
}
