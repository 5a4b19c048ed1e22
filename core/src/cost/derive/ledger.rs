//! Where quantities come from, booked item by item.

use crate::base::Milli;
use crate::design::Item;
use crate::design::inputs::{Usage, UsageAccess};

/// A quantity of a usage, and how finely it is counted while it is gathered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The field of the usage.
    pub field: &'static str,
    /// Pieces in one unit of the field.
    pub per_unit: u128,
}

/// Thousandths of a byte in a GB.
const GB: u128 = 1000 << 30;
/// Megabyte-milliseconds in a GB-second.
const GB_SECOND: u128 = 1024 * 1000;

macro_rules! keys {
    ($($name:ident = $field:literal / $per_unit:expr),+ $(,)?) => {
        impl Key {
            $(pub const $name: Self = Self { field: $field, per_unit: $per_unit };)+
            /// All of them, in the order of a bill.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
        }
    };
}

keys! {
    REST_REQUESTS = "rest_requests" / 1,
    STREAMED = "streaming_requests" / 1,
    HTTP_REQUESTS = "http_requests" / 1,
    MESSAGES = "messages" / 1,
    MINUTES = "connection_minutes" / 1,
    EGRESS = "egress_gb" / GB,
    LAMBDA = "lambda_requests" / 1,
    AUTHORIZERS = "authorizer_requests" / 1,
    X86 = "lambda_gb_seconds_x86" / GB_SECOND,
    ARM = "lambda_gb_seconds_arm64" / GB_SECOND,
    LOGS = "logs_gb" / GB,
    LOGS_KEPT = "logs_gb_month" / GB,
    ALARMS = "alarms_standard" / 1,
    FAST_ALARMS = "alarms_high" / 1,
    DASHBOARDS = "dashboards" / 1,
    METRICS = "custom_metric_months" / 730,
    TRACES = "xray_traces_recorded" / 1,
    WEB_ACLS = "web_acls" / 1,
    WAF_RULES = "rules" / 1,
    WAF_GROUPS = "managed_rule_groups" / 1,
    WAF_REQUESTS = "waf_requests" / 1,
    ENDPOINTS = "vpc_endpoints" / 1,
    ZONES = "azs" / 1,
    ENDPOINT_DATA = "gb" / GB,
    LINKS = "vpc_links" / 1,
    ALB_HOURS = "alb_hours" / 1,
    NLB_HOURS = "nlb_hours" / 1,
    BALANCED_DATA = "processed_gb_month" / GB,
    USERS = "cognito_essentials_mau" / 1,
}

/// The part of a quantity that one item is the cause of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// The item: a route, or what several routes share.
    pub at: Item,
    /// Its pieces.
    pub pieces: u128,
}

/// The books of one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    books: Vec<Vec<Contribution>>,
}

impl Ledger {
    pub fn new() -> Self {
        Self { books: vec![Vec::new(); Key::ALL.len()] }
    }

    /// Books pieces on an item; none leave no trace.
    pub fn add(&mut self, key: Key, at: Item, pieces: u128) {
        if pieces == 0 {
            return;
        }
        if let Some(book) = key.place().and_then(|place| self.books.get_mut(place)) {
            book.push(Contribution { at, pieces });
        }
    }

    /// What was booked under a key.
    pub fn of(&self, key: Key) -> &[Contribution] {
        key.place().and_then(|place| self.books.get(place)).map_or(&[], Vec::as_slice)
    }

    /// The pieces of a key, all items together.
    pub fn pieces(&self, key: Key) -> u128 {
        self.of(key).iter().fold(0, |sum, one| sum.saturating_add(one.pieces))
    }

    /// Forgets a key.
    pub fn forget(&mut self, field: &str) {
        let place = Key::ALL.iter().position(|key| key.field == field);
        if let Some(book) = place.and_then(|place| self.books.get_mut(place)) {
            book.clear();
        }
    }

    /// The sums as a usage, rounded half up to what a usage can hold.
    pub fn usage(&self) -> Usage {
        let mut usage = Usage::default();
        for key in Key::ALL {
            if self.of(*key).is_empty() {
                continue;
            }
            let (pieces, per) = (self.pieces(*key), key.per_unit);
            match key.access() {
                Some(UsageAccess::Count { put, .. }) => {
                    let whole = pieces.saturating_add(per / 2) / per;
                    put(&mut usage, Some(u64::try_from(whole).unwrap_or(u64::MAX)));
                }
                Some(UsageAccess::Decimal { put, .. }) => {
                    // Whole units first, so that the product of the rest stays small.
                    let rest = (pieces % per).saturating_mul(1000).saturating_add(per / 2) / per;
                    let thousandths = (pieces / per).saturating_mul(1000).saturating_add(rest);
                    let thousandths = i64::try_from(thousandths).unwrap_or(i64::MAX);
                    put(&mut usage, Some(Milli::from_thousandths(thousandths)));
                }
                None => {}
            }
        }
        usage
    }
}

impl Key {
    fn place(self) -> Option<usize> {
        Self::ALL.iter().position(|key| *key == self)
    }

    /// How its field is read and written.
    pub fn access(self) -> Option<UsageAccess> {
        Usage::FIELDS.iter().find(|field| field.name == self.field).map(|field| field.access)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_a_field_of_a_usage() {
        for key in Key::ALL {
            assert!(key.access().is_some(), "{}", key.field);
        }
        let mut ledger = Ledger::new();
        ledger.add(Key::EGRESS, Item::Design, GB * 3 / 2);
        ledger.add(Key::METRICS, Item::Design, 7 * 73);
        ledger.add(Key::REST_REQUESTS, Item::Design, 5);
        let usage = ledger.usage();
        assert_eq!(usage.egress_gb.unwrap().to_string(), "1.5");
        assert_eq!(usage.custom_metric_months.unwrap().to_string(), "0.7");
        assert_eq!((usage.rest_requests, usage.http_requests), (Some(5), None));
    }
}
