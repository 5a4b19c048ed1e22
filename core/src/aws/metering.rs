//! How AWS counts what it bills.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::kinds::words;
use super::table::table;
use crate::base::Fact;

words! {
    /// A number that billing counts with.
    MeteringRule {
        HttpRequestIncrement = "http_request_increment", WebSocketMessageIncrement = "websocket_message_increment",
        Gb = "gb", Kb = "kb", Month = "month", RestStreamIncrement = "rest_stream_increment",
        PortalProducts = "portal_products", LambdaMemory = "lambda_memory", LambdaStorage = "lambda_storage",
        LcuGb = "lcu_gb", AnomalyMetrics = "anomaly_metrics",
    }
}

/// The value of a [`MeteringRule`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metering {
    /// Which number.
    pub id: MeteringRule,
    /// The number.
    pub value: u64,
    /// Its unit.
    pub unit: String,
}

table! {
    /// Every number.
    metering_rules: Metering = "metering.json"
}

/// The number of this rule.
pub fn metering(rule: MeteringRule) -> &'static Fact<Metering> {
    // Never reached: a test holds that the table has all rules.
    static MISSING: LazyLock<Fact<Metering>> = LazyLock::new(|| Fact {
        value: Metering { id: MeteringRule::Gb, value: 1, unit: String::new() },
        source: String::new(),
        as_of: String::new(),
        note: String::new(),
    });
    metering_rules().iter().find(|row| row.id == rule).unwrap_or(&MISSING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_row() {
        for rule in MeteringRule::ALL {
            assert_eq!(metering(*rule).id, *rule);
        }
    }
}
