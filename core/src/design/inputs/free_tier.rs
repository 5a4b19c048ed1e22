//! Which of AWS's free tiers an estimate counts on.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// AWS's free tiers, each a switch; those that are apart from the prices are off unless the user says that the account
/// has them to itself.
///
/// In JSON `true` and `false` are all and none, or it is a word: `always`, `12_months` or `in_prices`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FreeTier {
    /// The allowances of the first twelve months, for accounts made before 2025-07-15.
    pub twelve_months: bool,
    /// The allowances that every account has each month.
    pub always: bool,
    /// What AWS's price tables themselves begin with for nothing: the first monthly users of Cognito.
    pub in_prices: bool,
}

/// A text that names no free tier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not one of true, false, all, none, always, 12_months, in_prices")]
pub struct UnknownFreeTier(pub String);

/// As AWS's price pages count in their examples.
impl Default for FreeTier {
    fn default() -> Self {
        Self::IN_PRICES
    }
}

impl FreeTier {
    /// All of them.
    pub const ALL: Self = Self { twelve_months: true, always: true, in_prices: true };
    /// Only what the price tables themselves begin with.
    pub const IN_PRICES: Self = Self { twelve_months: false, always: false, in_prices: true };
    /// None.
    pub const NONE: Self = Self { twelve_months: false, always: false, in_prices: false };

    /// Its word: `all`, `none`, `always`, `12_months` or `in_prices`.
    pub const fn as_str(self) -> &'static str {
        match (self.twelve_months, self.always, self.in_prices) {
            (true, true, _) => "all",
            (false, true, _) => "always",
            (true, false, _) => "12_months",
            (false, false, true) => "in_prices",
            (false, false, false) => "none",
        }
    }
}

impl std::str::FromStr for FreeTier {
    type Err = UnknownFreeTier;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "true" | "all" => Self::ALL,
            "false" | "none" => Self::NONE,
            "always" => Self { always: true, ..Self::IN_PRICES },
            "12_months" => Self { twelve_months: true, ..Self::IN_PRICES },
            "in_prices" => Self::IN_PRICES,
            _ => return Err(UnknownFreeTier(text.to_owned())),
        })
    }
}

impl Serialize for FreeTier {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::ALL => serializer.serialize_bool(true),
            Self::NONE => serializer.serialize_bool(false),
            one => serializer.serialize_str(one.as_str()),
        }
    }
}

impl<'de> Deserialize<'de> for FreeTier {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Switch(bool),
            Word(String),
        }
        match Written::deserialize(deserializer)? {
            Written::Switch(on) => Ok(if on { Self::ALL } else { Self::NONE }),
            Written::Word(word) => word.parse().map_err(D::Error::custom),
        }
    }
}
