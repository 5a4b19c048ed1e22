//! Whether it is wise: what a design does that works, but that AWS, its users or an auditor would advise against.
//!
//! One file per rule in `rules/`, with the texts that the page shows of it. What cannot work at all is told by
//! `design::check`, and stands in the same list here.

mod account;
mod common;
mod cors;
mod field_words;
mod gate;
mod junit;
mod kept;
mod look;
mod policy;
mod rule;
mod rules;
mod sarif;
mod secret;
mod sites;
mod waiver_file;
mod waivers;

use serde::Serialize;

use crate::base::Day;
use crate::design::{self, Design, Diagnostic, Severity, Waiver};
pub use field_words::field_words;
pub use junit::junit;
use look::Look;
pub use rule::{Rule, Topic};
pub use rules::RULES;
pub use sarif::{sarif, sarif_of_files};
pub use sites::{Site, Sites};
pub use waiver_file::{WaiverFileError, read_waivers};

/// A finding of the review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What, where, and what to do; its code is the rule's id, or the code of a finding of `design::check`.
    #[serde(flatten)]
    pub diagnostic: Diagnostic,
    /// The waiver that is about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiver: Option<Waiver>,
    /// Whether the waiver holds.
    pub state: State,
}

/// Whether a finding is accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody accepted it.
    #[default]
    Open,
    /// It was accepted until a day that is over.
    Expired,
    /// It is accepted.
    Waived,
}

impl Finding {
    /// Whether it is to be dealt with: not accepted, or not any more.
    pub fn is_open(&self) -> bool {
        self.state != State::Waived
    }

    /// The rule it is of; none for a finding of `design::check`, and for one about a waiver.
    pub fn rule(&self) -> Option<&'static Rule> {
        rule(self.diagnostic.code)
    }
}

/// The rule of this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

/// Everything that is wrong or unwise, the gravest first, with what of it is accepted on this day.
///
/// Findings of `design::check` come before those of the rules. Errors are refusals of AWS or what cannot work, and
/// are not to be waived. What is wrong with waivers themselves is a finding too.
pub fn review(design: &Design, waivers: &[Waiver], today: Day) -> Vec<Finding> {
    let mut found = design::check(design);
    found.extend(advise_on(design, Some(today)));
    let mut findings = waivers::apply(found, waivers, today);
    findings.sort_by_key(|finding| finding.diagnostic.severity);
    findings
}

/// What the rules find, in their order, whatever day it is.
pub fn advise(design: &Design) -> Vec<Diagnostic> {
    advise_on(design, None)
}

fn advise_on(design: &Design, today: Option<Day>) -> Vec<Diagnostic> {
    let mut look = Look::new(design, today);
    for rule in RULES {
        look.by(rule);
        (rule.run)(&mut look);
    }
    look.finish()
}

/// The gravest of what is open; none when nothing is.
pub fn worst(findings: &[Finding]) -> Option<Severity> {
    findings.iter().filter(|finding| finding.is_open()).map(|finding| finding.diagnostic.severity).min()
}
