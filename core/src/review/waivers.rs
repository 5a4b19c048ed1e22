//! Which findings are accepted, and what is wrong with waivers themselves.

use super::{Finding, State, rule};
use crate::base::Day;
use crate::design::{Diagnostic, Item, Severity, Waiver};

/// Lays the waivers over what was found. Where several cover a finding, one that holds wins.
pub(super) fn apply(found: Vec<Diagnostic>, waivers: &[Waiver], today: Day) -> Vec<Finding> {
    let mut used = vec![false; waivers.len()];
    let mut findings: Vec<Finding> =
        found.into_iter().map(|diagnostic| judge(diagnostic, waivers, today, &mut used)).collect();
    let flaws = waivers.iter().zip(used).enumerate().flat_map(|(at, (waiver, used))| flaws(at, waiver, used));
    findings.extend(flaws.map(|diagnostic| Finding { diagnostic, waiver: None, state: State::Open }));
    findings
}

fn judge(diagnostic: Diagnostic, waivers: &[Waiver], today: Day, used: &mut [bool]) -> Finding {
    let mut finding = Finding { diagnostic, waiver: None, state: State::Open };
    if finding.diagnostic.severity == Severity::Error {
        return finding;
    }
    for (waiver, used) in waivers.iter().zip(used) {
        if !waiver.covers(finding.diagnostic.code, finding.diagnostic.item) {
            continue;
        }
        *used = true;
        let state = if holds(waiver, today) { State::Waived } else { State::Expired };
        if finding.waiver.is_none() || (finding.state == State::Expired && state == State::Waived) {
            finding.state = state;
            finding.waiver = Some(waiver.clone());
        }
    }
    finding
}

/// Whether the waiver still counts on this day. One whose day cannot be read does not: it is not known until when.
fn holds(waiver: &Waiver, today: Day) -> bool {
    let Some(text) = &waiver.expires_on else { return true };
    text.parse::<Day>().is_ok_and(|last| today <= last)
}

fn flaws(at: usize, waiver: &Waiver, used: bool) -> Vec<Diagnostic> {
    let mut flaws = Vec::new();
    let flaw = |code, severity, message: String, help: &str| {
        Diagnostic::new(code, severity, message)
            .at(Item::Design)
            .at_place(format!("/waivers/{at}"))
            .help(help)
    };
    let name = &waiver.rule;
    if !used && rule(name).is_none() {
        flaws.push(flaw(
            "waiver-unknown-rule",
            Severity::Warning,
            format!(
                "A waiver is about `{name}`, which is no rule of the review and nothing that the check found"
            ),
            "Take it away, or write the rule's name as its findings show it; errors cannot be waived",
        ));
    } else if !used {
        flaws.push(flaw(
            "waiver-unused",
            Severity::Note,
            format!("The waiver of `{name}` covers nothing that is found any more"),
            "Take it away, so that the next finding is seen",
        ));
    }
    if waiver.reason.trim().is_empty() {
        flaws.push(flaw(
            "waiver-without-reason",
            Severity::Warning,
            format!("The waiver of `{name}` says no reason"),
            "Say why the finding is accepted: whoever reads it next year has to decide again",
        ));
    }
    if let Some(Err(error)) = waiver.expires_on.as_ref().map(|text| text.parse::<Day>()) {
        flaws.push(flaw(
            "waiver-date",
            Severity::Warning,
            format!("The waiver of `{name}` does not hold: its last day {error}"),
            "Write the last day as `2026-12-31`, or take it away",
        ));
    }
    flaws
}
