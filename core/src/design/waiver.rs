//! Findings of the review that the user accepts.

use super::Item;

record! {
    /// Findings of the review that the user accepts, with the reason.
    Waiver {
        /// The rule whose findings are accepted: `log-group-without-key`.
        rule: String,
        /// Only those about this item; for an API also those about what is in it. None means all of the rule.
        item: Option<Item>,
        /// Why they are accepted.
        reason: String,
        /// The last day on which they are, as `YYYY-MM-DD`; none means for good.
        expires_on: Option<String>,
    }
}

impl Waiver {
    /// Whether the findings of this rule about this item are meant, whatever the day.
    pub fn covers(&self, rule: &str, item: Option<Item>) -> bool {
        let meant = |wanted: Item| match (wanted, item) {
            (Item::Design, _) => true,
            (Item::Api(api), Some(item)) => item.api() == Some(api),
            (_, item) => item == Some(wanted),
        };
        self.rule == rule && self.item.is_none_or(meant)
    }
}
