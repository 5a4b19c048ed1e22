//! What the panel remembers while it is closed, and which rows that shows.

use studio_core::aws::QuotaScope;
use studio_core::design::Item;
use studio_core::quota::{Measured, Reading, State};

/// Which rows are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct QuotaView {
    /// By how they stand: `over`, `attention`, `measured` or `all`.
    pub filter: String,
    /// By what they are counted for; empty for everything.
    pub scope: String,
    /// By words in title, id and code.
    pub search: String,
}

impl Default for QuotaView {
    fn default() -> Self {
        Self { filter: "measured".to_owned(), scope: String::new(), search: String::new() }
    }
}

impl QuotaView {
    /// Whether the row is shown.
    pub fn shows(&self, reading: &Reading) -> bool {
        let of_scope = self.scope.is_empty() || self.scope == reading.scope.as_str();
        of_scope && stands(&self.filter, reading) && self.finds(reading)
    }

    fn finds(&self, reading: &Reading) -> bool {
        let code = reading.code.unwrap_or_default().to_lowercase();
        let text = format!("{} {} {code}", reading.title.to_lowercase(), reading.id);
        self.search.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }
}

/// Whether the row stands as the filter asks for.
pub fn stands(filter: &str, reading: &Reading) -> bool {
    match filter {
        "over" => matches!(reading.state, State::Over | State::Under),
        "attention" => reading.needs_a_look(),
        "measured" => reading.used.is_some(),
        _ => true,
    }
}

/// What tells a row from all others while its numbers change.
pub type RowKey = (&'static str, Item, Option<Measured>);

/// The key of a reading.
pub const fn key(reading: &Reading) -> RowKey {
    (reading.id, reading.item, reading.measured)
}

/// What quotas of a scope are counted for, as a heading.
pub fn scope_text(scope: QuotaScope) -> String {
    match scope {
        QuotaScope::Account => "Account in the Region".to_owned(),
        QuotaScope::Rest => "REST APIs".to_owned(),
        QuotaScope::Http => "HTTP APIs".to_owned(),
        QuotaScope::WebSocket => "WebSocket APIs".to_owned(),
        QuotaScope::UsagePlan => "Usage plans and API keys".to_owned(),
        QuotaScope::Domain => "Custom domain names".to_owned(),
        QuotaScope::VpcLink => "VPC links".to_owned(),
        QuotaScope::Waf => "AWS WAF".to_owned(),
        QuotaScope::Portal => "Developer portals".to_owned(),
        QuotaScope::Management => "Management calls".to_owned(),
    }
}
