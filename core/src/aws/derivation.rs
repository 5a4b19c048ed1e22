//! Numbers that a month's quantities are worked out with.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::kinds::words;
use super::table::table;
use crate::base::Fact;

words! {
    /// A number that quantities are worked out with where the design says nothing.
    DerivationRule {
        XrayReservoir = "xray_reservoir_rps", XrayRate = "xray_rate_permille",
        LogCompression = "log_compression_permille", HighResolutionBelow = "high_resolution_below_s",
        LogEventMax = "log_event_max_bytes",
    }
}

/// The value of a [`DerivationRule`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Derivation {
    /// Which number.
    pub id: DerivationRule,
    /// The number.
    pub value: u64,
    /// Its unit.
    pub unit: String,
}

table! {
    /// Every number.
    derivations: Derivation = "derivation.json"
}

/// The number of this rule.
pub fn derivation(rule: DerivationRule) -> &'static Fact<Derivation> {
    // Never reached: a test holds that the table has all rules.
    static MISSING: LazyLock<Fact<Derivation>> = LazyLock::new(|| Fact {
        value: Derivation { id: DerivationRule::XrayRate, value: 1, unit: String::new() },
        source: String::new(),
        as_of: String::new(),
        note: String::new(),
    });
    derivations().iter().find(|row| row.id == rule).unwrap_or(&MISSING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_row() {
        for rule in DerivationRule::ALL {
            assert_eq!(derivation(*rule).id, *rule);
        }
    }
}
