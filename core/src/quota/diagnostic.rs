//! What is wrong with a design's quotas.

use super::room::there_are;
use super::{Measured, Reading, State};
use crate::aws::{Adjustable, OverLimit, quota};
use crate::design::{Design, Diagnostic, Item};

/// Readings out of range, then raised quotas that AWS does not have or raise.
pub fn of(design: &Design, readings: &[Reading]) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = readings.iter().filter_map(out_of_range).collect();
    for (id, value) in &design.account.raised_quotas {
        let (message, help) = match quota(id) {
            None => (format!("There is no quota `{id}`"), "Use an id of the quota table".to_owned()),
            Some(quota) if quota.adjustable == Adjustable::No => {
                let help = format!("Remove it; the limit stays {} {}", quota.limit, quota.unit);
                (format!("AWS does not raise the quota `{id}`"), help)
            }
            Some(quota) if *value == 0 => {
                let help = format!("Enter what Service Quotas shows, or remove it for {}", quota.limit);
                (format!("The quota `{id}` is raised to 0, so that nothing fits"), help)
            }
            Some(_) => continue,
        };
        found.push(
            Diagnostic::warning("raised-quota", message).at(Item::Account).at_place(id.as_str()).help(help),
        );
    }
    found
}

/// Whether the check of the design tells of a reading out of range.
pub fn is_told_by_check(reading: &Reading) -> bool {
    match reading.id {
        "rest.integration_timeout_ms"
        | "rest.integration_timeout_edge_ms"
        | "http.integration_timeout_ms"
        | "websocket.integration_timeout_ms"
        | "rest.cache_ttl_s"
        | "rest.mapping_template_bytes"
        | "rest.stream_duration_s"
        | "websocket.mapping_template_bytes"
        | "rest.stage_variables"
        | "rest.stage_variable_key_length"
        | "rest.stage_variable_value_length"
        | "http.stage_variables"
        | "http.stage_variable_key_length"
        | "http.stage_variable_value_length" => true,
        "waf.rate_limit" => reading.state == State::Under,
        _ => false,
    }
}

/// What a reading out of range says to the user; none within the limits.
///
/// None for a saved request either: it may be there to try what AWS answers to it.
fn out_of_range(reading: &Reading) -> Option<Diagnostic> {
    let used = reading.used?;
    let &Reading { title, unit, limit, .. } = reading;
    let diagnostic = match (reading.state, reading.measured?) {
        (State::Ok | State::Near | State::NotMeasurable, _) | (_, Measured::Request) => return None,
        (State::Under, _) => {
            let min = reading.min.unwrap_or(0);
            let used = there_are(used, unit);
            let message = format!("{title}: {used} less than the {min} that AWS asks for");
            Diagnostic::error("quota-exceeded", message).help("Raise it")
        }
        (State::Over, measured) => over(reading, measured, used, limit),
    };
    Some(diagnostic.at(reading.item).at_place(reading.id))
}

fn over(reading: &Reading, measured: Measured, used: u64, limit: u64) -> Diagnostic {
    let (title, unit) = (reading.title, reading.unit);
    let used = there_are(used, unit);
    let beyond = quota(reading.id).and_then(|quota| quota.over).unwrap_or(OverLimit::Refused);
    match (beyond, measured) {
        (OverLimit::Skipped, _) => {
            let message = format!("{title}: {used} more than the {limit} that AWS keeps");
            Diagnostic::warning("quota-skipped", message).help(reading.note)
        }
        (_, Measured::Traffic) if unit.ends_with("/s") || unit == "connections" => {
            let message =
                format!("{title}: of the stated traffic {used} more than the {limit} that AWS lets through");
            Diagnostic::warning("quota-throttled", message).help(more(reading))
        }
        (OverLimit::NoEffect, _) => {
            let message = format!("{title}: {used} never reached, as the account has {limit}");
            let help = "Set less, or enter the quota that AWS raised for the account";
            Diagnostic::warning("quota-never-reached", message).help(help)
        }
        (OverLimit::Refused, _) => {
            let message = format!("{title}: {used} more than the {limit} that AWS allows");
            Diagnostic::error("quota-exceeded", message).help(more(reading))
        }
    }
}

/// How to get on.
const fn more(reading: &Reading) -> &'static str {
    match reading.adjustable {
        Adjustable::Yes => "Use less, or ask for more in Service Quotas and enter the raised quota",
        Adjustable::Support => "Use less, or ask AWS Support for more and enter the raised quota",
        Adjustable::No | Adjustable::NotDocumented => "Use less; AWS does not offer to raise it",
    }
}
