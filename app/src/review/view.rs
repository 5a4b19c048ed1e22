//! What the panel remembers while it is closed, and which findings that shows.

use std::sync::Arc;

use leptos::prelude::Memo;
use studio_core::design::{Document, Severity};
use studio_core::review::{Finding, State};

use crate::text;

/// A finding with what tells it from all others, and changes when what is shown of it does.
#[derive(Clone, PartialEq)]
pub struct Row {
    /// The text that tells it apart.
    pub key: String,
    /// The finding.
    pub finding: Finding,
}

/// Everything that the review says.
pub type Findings = Memo<Arc<Vec<Row>>>;

/// A finding that is shown, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Under which heading.
    pub severity: Severity,
    /// In the card of which rule.
    pub code: &'static str,
    /// Which one.
    pub key: String,
}

/// Which findings are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewView {
    /// By whether they are accepted: `open`, `expired`, `waived` or `all`.
    pub state: String,
    /// By how bad they are, in the page's word; empty for all.
    pub severity: String,
    /// By what the rule is about, its heading; empty for all.
    pub topic: String,
    /// By words in the sentence, the rule and the item's name.
    pub search: String,
}

impl Default for ReviewView {
    fn default() -> Self {
        Self {
            state: "open".to_owned(),
            severity: String::new(),
            topic: String::new(),
            search: String::new(),
        }
    }
}

impl ReviewView {
    /// Whether the finding is shown.
    pub fn shows(&self, finding: &Finding, document: &Document) -> bool {
        let of_severity =
            self.severity.is_empty() || self.severity == text::severity(finding.diagnostic.severity);
        let topic = || finding.rule().map(|rule| rule.topic.title());
        let of_topic = self.topic.is_empty() || topic() == Some(self.topic.as_str());
        stands(&self.state, finding) && of_severity && of_topic && self.finds(finding, document)
    }

    fn finds(&self, finding: &Finding, document: &Document) -> bool {
        let said = &finding.diagnostic;
        let name = said.item.map(|item| text::title(document, item)).unwrap_or_default();
        let words = format!("{} {} {} {name}", said.message, said.help, said.code).to_lowercase();
        self.search.to_lowercase().split_whitespace().all(|word| words.contains(word))
    }
}

/// Whether the finding is as the filter asks for.
pub fn stands(state: &str, finding: &Finding) -> bool {
    match state {
        "open" => finding.is_open(),
        "expired" => finding.state == State::Expired,
        "waived" => finding.state == State::Waived,
        _ => true,
    }
}

/// A text of all that is shown of a finding.
pub fn key(finding: &Finding) -> String {
    let said = &finding.diagnostic;
    let label = said.fix.as_ref().map(|fix| &fix.label);
    let shown = (said.code, said.item, &said.place, &said.message, &said.help, label);
    format!("{shown:?} {:?} {:?}", finding.state, finding.waiver)
}

/// The heading of a severity.
pub const fn heading(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Errors",
        Severity::Warning => "Warnings",
        Severity::Note => "Notes",
    }
}
