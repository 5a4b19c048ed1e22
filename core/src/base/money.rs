//! Money as whole numbers.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The decimal places of a [`Picodollars`].
const PLACES: usize = 12;
/// Picodollars in a dollar.
const DOLLAR: i128 = 1_000_000_000_000;

/// An amount or price in US dollars, held exactly as 10⁻¹² dollars.
///
/// The smallest price AWS publishes has ten decimal places, so every price is exact; amounts are rounded once,
/// when [`Picodollars::rounded`] prints them. In JSON it is a decimal text such as `"0.0000035"`. Arithmetic
/// saturates far above any bill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Picodollars(i128);

/// Why a text is not a [`Picodollars`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an amount with at most twelve decimal places")]
pub struct ParseMoneyError(pub String);

impl Picodollars {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// This many 10⁻¹² dollars.
    pub const fn new(picodollars: i128) -> Self {
        Self(picodollars)
    }

    /// The number of 10⁻¹² dollars.
    pub const fn get(self) -> i128 {
        self.0
    }

    /// The price of `pieces`, where this is the price of `per` pieces; rounded half up to a picodollar.
    ///
    /// `per` 0 counts as 1.
    #[must_use]
    pub fn times(self, pieces: u128, per: u128) -> Self {
        self.scaled(pieces, per, |per| per / 2)
    }

    /// As [`Picodollars::times`], rounded up to a picodollar.
    #[must_use]
    pub fn times_up(self, pieces: u128, per: u128) -> Self {
        self.scaled(pieces, per, |per| per - 1)
    }

    /// `more` is what is added of `per` before the last part is cut off.
    fn scaled(self, pieces: u128, per: u128, more: fn(i128) -> i128) -> Self {
        let per = i128::try_from(per.max(1)).unwrap_or(i128::MAX);
        let pieces = i128::try_from(pieces).unwrap_or(i128::MAX);
        // Whole units first, and of the rest the whole multiples of `per`, so that the products stay small.
        let whole = self.0.saturating_mul(pieces / per);
        let rest = pieces % per;
        let multiples = self.0.div_euclid(per).saturating_mul(rest);
        let last = self.0.rem_euclid(per).saturating_mul(rest).saturating_add(more(per)).div_euclid(per);
        Self(whole.saturating_add(multiples).saturating_add(last))
    }

    /// The amount with exactly `places` decimal places (at most twelve), rounded half away from zero.
    pub fn rounded(self, places: usize) -> String {
        let places = places.min(PLACES);
        let step = 10_i128.pow(u32::try_from(PLACES - places).unwrap_or(0));
        let magnitude = self.0.unsigned_abs();
        let step = step.unsigned_abs();
        let rounded = (magnitude + step / 2) / step;
        let unit = 10_u128.pow(u32::try_from(places).unwrap_or(0));
        let sign = if self.0 < 0 && rounded > 0 { "-" } else { "" };
        let (whole, rest) = (rounded / unit, rounded % unit);
        if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest:0places$}") }
    }
}

impl fmt::Display for Picodollars {
    /// The exact decimal without trailing zeros: `0.0000035`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.rounded(PLACES);
        f.pad(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl FromStr for Picodollars {
    type Err = ParseMoneyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || ParseMoneyError(text.to_owned());
        let trimmed = text.trim();
        let (negative, digits) = match trimmed.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, trimmed),
        };
        let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
        let places = places.trim_end_matches('0');
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && places.is_empty()) || !plain(whole) || !plain(places) || places.len() > PLACES
        {
            return Err(error());
        }
        let whole: i128 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| error())? };
        let places: i128 = format!("{places:0<PLACES$}").parse().map_err(|_| error())?;
        let value =
            whole.checked_mul(DOLLAR).and_then(|value| value.checked_add(places)).ok_or_else(error)?;
        Ok(Self(if negative { -value } else { value }))
    }
}

impl Add for Picodollars {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Picodollars {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Picodollars {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl Serialize for Picodollars {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Picodollars {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_exact_and_rounding_happens_once() {
        for text in ["0", "0.0000035", "49763.1", "-2.5", "0.0000166667"] {
            assert_eq!(text.parse::<Picodollars>().unwrap().to_string(), text);
        }
        for text in ["", ".", "-", "1.0000000000001", "1e3", "$1", "--1"] {
            assert!(text.parse::<Picodollars>().is_err(), "{text}");
        }
        let price: Picodollars = "0.09".parse().unwrap();
        assert_eq!(price.times(15_360_000_000, 1 << 30).rounded(2), "1.29");
        assert_eq!("0.005".parse::<Picodollars>().unwrap().rounded(2), "0.01");
        assert_eq!("-0.004".parse::<Picodollars>().unwrap().rounded(2), "0.00");
        assert_eq!("19.5".parse::<Picodollars>().unwrap().rounded(0), "20");
    }
}
