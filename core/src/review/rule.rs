//! What a rule is.

use serde::Serialize;

use super::look::Look;
use crate::design::Severity;

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Who may call.
    Access,
    /// Encryption and certificates.
    Encryption,
    /// What reaches the backend.
    Input,
    /// Requests from scripts of other origins.
    Cors,
    /// Web ACLs.
    Firewall,
    /// Throttles, quotas and keys.
    Throttling,
    /// Caches.
    Caching,
    /// Logs, metrics, traces and alarms.
    Observability,
    /// What fails when something else does.
    Reliability,
    /// What is paid for.
    Cost,
}

impl Topic {
    /// Every topic, in the order of lists.
    pub const ALL: [Self; 10] = [
        Self::Access,
        Self::Encryption,
        Self::Input,
        Self::Cors,
        Self::Firewall,
        Self::Throttling,
        Self::Caching,
        Self::Observability,
        Self::Reliability,
        Self::Cost,
    ];

    /// What a heading calls it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Access => "Who may call",
            Self::Encryption => "Encryption",
            Self::Input => "Input and output",
            Self::Cors => "CORS",
            Self::Firewall => "Firewall",
            Self::Throttling => "Throttling and keys",
            Self::Caching => "Caching",
            Self::Observability => "Logs, metrics and alarms",
            Self::Reliability => "Reliability",
            Self::Cost => "Cost",
        }
    }
}

/// A rule of the review.
#[derive(Debug, Serialize)]
pub struct Rule {
    /// A stable word, the code of its findings: `data-trace`.
    pub id: &'static str,
    /// What it asks for, as a short sentence.
    pub title: &'static str,
    /// How bad a finding usually is; in a context where it matters less, a finding is a note.
    pub severity: Severity,
    /// What it is about.
    pub topic: Topic,
    /// What it looks at, and when it says nothing.
    pub checks: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// A design that it finds something in.
    pub example: &'static str,
    /// What to do.
    pub fix: &'static str,
    /// Where AWS says so.
    pub sources: &'static [&'static str],
    /// Looks at the design.
    #[serde(skip)]
    pub(super) run: fn(&mut Look<'_>),
}

/// Declares the rule of a file, `RULE`, whose texts are its documentation too.
macro_rules! rule {
    (
        id: $id:literal, title: $title:literal, severity: $severity:ident, topic: $topic:ident,
        checks: $checks:literal,
        why: $why:literal,
        example: $example:literal,
        fix: $fix:literal,
        sources: [$($source:literal),+ $(,)?],
        run: $run:path $(,)?
    ) => {
        #[doc = $title]
        #[doc = "# Checks"]
        #[doc = $checks]
        #[doc = "# Why"]
        #[doc = $why]
        #[doc = "# Example"]
        #[doc = $example]
        #[doc = "# Fix"]
        #[doc = $fix]
        #[doc = "# Source"]
        $(#[doc = concat!("<", $source, ">")])+
        pub(in crate::review) static RULE: crate::review::Rule = crate::review::Rule {
            id: $id,
            title: $title,
            severity: crate::design::Severity::$severity,
            topic: crate::review::Topic::$topic,
            checks: $checks,
            why: $why,
            example: $example,
            fix: $fix,
            sources: &[$($source),+],
            run: $run,
        };
    };
}
pub(in crate::review) use rule;
