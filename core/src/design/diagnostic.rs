//! What is wrong or unwise, where, and what to do.

use serde::{Deserialize, Serialize};

use super::Item;
use super::edit::Edit;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// AWS refuses it, or it cannot work.
    Error,
    /// It works, but not as the user is likely to want.
    Warning,
    /// Worth knowing.
    Note,
}

/// A finding about a design, a file or a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// A stable word for the kind of finding, such as `cache-on-http-api`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<Item>,
    /// Where in the item or file: a field, a JSON pointer, or `line:column`; empty when the item says it all.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// What is wrong: one sentence without a final period, user text in backticks.
    pub message: String,
    /// What to do.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// A change that mends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

/// How sure it is that a fix does what the user wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// Nothing is lost; may be applied with others at once.
    Certain,
    /// The user should look first.
    Likely,
}

/// An edit that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// What the button says.
    pub label: String,
    /// The change.
    pub edit: Box<Edit>,
    /// Whether it may be applied unseen.
    pub certainty: Certainty,
}

impl Diagnostic {
    /// A finding of this kind; place, help and fix are added by the `at_…`, `help` and `fix` methods.
    pub fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            item: None,
            place: String::new(),
            message: message.into(),
            help: String::new(),
            fix: None,
        }
    }

    /// A finding that AWS refuses.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// A finding that works otherwise than wanted.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// Something worth knowing.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, message)
    }

    /// Says which item it is about.
    #[must_use]
    pub fn at(mut self, item: Item) -> Self {
        self.item = Some(item);
        self
    }

    /// Says where in the item or file it is.
    #[must_use]
    pub fn at_place(mut self, place: impl Into<String>) -> Self {
        self.place = place.into();
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Offers a change that mends it.
    #[must_use]
    pub fn fix(mut self, label: impl Into<String>, edit: Edit, certainty: Certainty) -> Self {
        self.fix = Some(Fix { label: label.into(), edit: Box::new(edit), certainty });
        self
    }
}
