//! How often something happens.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Level, Ranged};
use crate::aws::{MeteringRule, metering};
use crate::base::Milli;

/// Seconds in an hour.
const HOUR_S: u64 = 3_600;

/// What a rate is counted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// A second.
    #[default]
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day of 24 hours.
    Day,
    /// The month that AWS's calculator counts with, of 730 hours.
    Month,
}

impl Period {
    /// From short to long.
    pub const ALL: [Self; 5] = [Self::Second, Self::Minute, Self::Hour, Self::Day, Self::Month];

    /// The word in saved designs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Month => "month",
        }
    }

    /// Its length in seconds.
    pub fn seconds(self) -> u64 {
        match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => HOUR_S,
            Self::Day => 24 * HOUR_S,
            Self::Month => month_s(),
        }
    }
}

/// Seconds of the month that is billed.
pub fn month_s() -> u64 {
    metering(MeteringRule::Month).value.value.saturating_mul(HOUR_S)
}

record! {
    /// A rate as it is written.
    Written {
        /// How many.
        count: Ranged<Milli>,
        /// In which period.
        per: Period,
    }
}

/// So many in a period, on average over the whole month.
///
/// It is read as a whole or not at all: a number whose period cannot be read would count by another one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Value", into = "Written")]
pub struct Rate {
    /// How many.
    pub count: Ranged<Milli>,
    /// In which period.
    pub per: Period,
}

impl TryFrom<Value> for Rate {
    type Error = serde_json::Error;

    fn try_from(value: Value) -> Result<Self, Self::Error> {
        serde_json::from_value(value).map(|Written { count, per }| Self { count, per })
    }
}

impl From<Rate> for Written {
    fn from(Rate { count, per }: Rate) -> Self {
        Self { count, per }
    }
}

impl Rate {
    /// So many in a period.
    pub const fn new(count: Ranged<Milli>, per: Period) -> Self {
        Self { count, per }
    }

    /// How many in a month, rounded half up to a whole one; a negative rate counts as none.
    pub fn a_month(&self, level: Level) -> u64 {
        let thousandths = u128::try_from(self.count.at(level).thousandths()).unwrap_or(0);
        let per = u128::from(self.per.seconds()).saturating_mul(1000);
        let product = thousandths.saturating_mul(u128::from(month_s()));
        u64::try_from(product.saturating_add(per / 2) / per).unwrap_or(u64::MAX)
    }

    /// The same number of events, counted by another period, to the thousandth.
    #[must_use]
    pub fn counted_by(&self, per: Period) -> Self {
        let (from, to) = (i128::from(self.per.seconds()), i128::from(per.seconds()));
        let turn = |count: Milli| {
            let product = i128::from(count.thousandths()).saturating_mul(to).saturating_add(from / 2);
            Milli::from_thousandths(i64::try_from(product.div_euclid(from)).unwrap_or(i64::MAX))
        };
        let Ranged { low, likely, high } = self.count;
        Self { count: Ranged { low: low.map(turn), likely: turn(likely), high: high.map(turn) }, per }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_that_of_the_calculator() {
        let of =
            |count: &str, per| Rate::new(Ranged::exactly(count.parse().unwrap()), per).a_month(Level::Likely);
        assert_eq!(of("1", Period::Second), 2_628_000);
        assert_eq!(of("1", Period::Minute), 43_800);
        assert_eq!(of("1", Period::Hour), 730);
        assert_eq!(of("12", Period::Day), 365);
        assert_eq!(of("0.5", Period::Month), 1);
        assert_eq!(of("-3", Period::Month), 0);
        let rate = Rate::new(Ranged::exactly(Milli::whole(35)), Period::Second);
        assert_eq!(rate.counted_by(Period::Month).count.likely, Milli::whole(91_980_000));
    }
}
