//! Numbers that nobody knows exactly: one value, or a low, a likely and a high one.

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// Which bill is estimated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The lowest that is expected.
    Low,
    /// The one that is most likely.
    #[default]
    Likely,
    /// The highest that is expected.
    High,
}

impl Level {
    /// From low to high.
    pub const ALL: [Self; 3] = [Self::Low, Self::Likely, Self::High];

    /// The word in saved answers and on the page.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Likely => "likely",
            Self::High => "high",
        }
    }

    /// The other end: what saves money is high where the bill is low.
    #[must_use]
    pub const fn opposite(self) -> Self {
        match self {
            Self::Low => Self::High,
            Self::Likely => Self::Likely,
            Self::High => Self::Low,
        }
    }
}

/// A likely value, and how far it may be off.
///
/// In JSON it is the value alone, or `{"low": 1, "likely": 2, "high": 5}` where an end is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ranged<T> {
    /// The lowest value; none is the likely one.
    pub low: Option<T>,
    /// The likely value.
    pub likely: T,
    /// The highest value; none is the likely one.
    pub high: Option<T>,
}

impl<T: Copy + Ord> Ranged<T> {
    /// One value without a range.
    pub const fn exactly(likely: T) -> Self {
        Self { low: None, likely, high: None }
    }

    /// A low, a likely and a high value.
    pub const fn between(low: T, likely: T, high: T) -> Self {
        Self { low: Some(low), likely, high: Some(high) }
    }

    /// The value at this level; an end on the wrong side of the likely value counts as the likely one.
    pub fn at(&self, level: Level) -> T {
        match level {
            Level::Low => self.low.map_or(self.likely, |low| low.min(self.likely)),
            Level::Likely => self.likely,
            Level::High => self.high.map_or(self.likely, |high| high.max(self.likely)),
        }
    }

    /// Whether low, likely and high are the same.
    pub fn is_exact(&self) -> bool {
        self.at(Level::Low) == self.at(Level::High)
    }

    /// Whether an end lies on the wrong side of the likely value.
    pub fn is_twisted(&self) -> bool {
        self.low.is_some_and(|low| low > self.likely) || self.high.is_some_and(|high| high < self.likely)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ends<T> {
    #[serde(default = "nothing", skip_serializing_if = "Option::is_none")]
    low: Option<T>,
    likely: T,
    #[serde(default = "nothing", skip_serializing_if = "Option::is_none")]
    high: Option<T>,
}

const fn nothing<T>() -> Option<T> {
    None
}

impl<T: Serialize + Clone> Serialize for Ranged<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.low.is_none() && self.high.is_none() {
            return self.likely.serialize(serializer);
        }
        Ends { low: self.low.clone(), likely: self.likely.clone(), high: self.high.clone() }
            .serialize(serializer)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Ranged<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        if value.is_object() {
            let Ends { low, likely, high } = serde_json::from_value(value).map_err(D::Error::custom)?;
            return Ok(Self { low, likely, high });
        }
        let likely = serde_json::from_value(value).map_err(D::Error::custom)?;
        Ok(Self { low: None, likely, high: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Milli;

    #[test]
    fn one_value_or_three() {
        for text in ["12.5", r#"{"low":1,"likely":2,"high":5}"#, r#"{"likely":2,"high":5}"#] {
            let range: Ranged<Milli> = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&range).unwrap(), text);
        }
        let range = Ranged::between(1, 2, 5);
        assert_eq!(Level::ALL.map(|level| range.at(level)), [1, 2, 5]);
        let twisted = Ranged::between(9, 2, 1);
        assert!(twisted.is_twisted() && twisted.is_exact());
        assert!(serde_json::from_str::<Ranged<u32>>(r#"{"likely": 1, "most": 2}"#).is_err());
        assert!(serde_json::from_str::<Ranged<u32>>("-1").is_err());
    }
}
