//! Which of AWS's free tiers an estimate counts on.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// AWS's free tiers, each a switch; all off unless the user says that the account has them to itself.
///
/// In JSON `true` and `false` are both and none, or it is a word: `always` or `12_months`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct FreeTier {
    /// The allowances of the first twelve months, for accounts made before 2025-07-15.
    pub twelve_months: bool,
    /// The allowances that every account has each month.
    pub always: bool,
}

/// A text that names no free tier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not one of true, false, all, none, always, 12_months")]
pub struct UnknownFreeTier(pub String);

impl FreeTier {
    /// Both.
    pub const ALL: Self = Self { twelve_months: true, always: true };
    /// None.
    pub const NONE: Self = Self { twelve_months: false, always: false };

    /// Its word: `all`, `none`, `always` or `12_months`.
    pub const fn as_str(self) -> &'static str {
        match (self.twelve_months, self.always) {
            (true, true) => "all",
            (false, false) => "none",
            (false, true) => "always",
            (true, false) => "12_months",
        }
    }
}

impl std::str::FromStr for FreeTier {
    type Err = UnknownFreeTier;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "true" | "all" => Self::ALL,
            "false" | "none" => Self::NONE,
            "always" => Self { always: true, ..Self::NONE },
            "12_months" => Self { twelve_months: true, ..Self::NONE },
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
