//! `gateway-studio flow`: sends requests through a design.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;
use studio_core::cost;
use studio_core::design::inputs::Scenario;
use studio_core::flow::{Check, Session, Trace, judge, observe_at_prices};

use super::answers;
use super::check::checks_json;
use super::{Failure, STATUS_ERRORS, at, explain, open, pretty, print, read};

/// Sends the requests of a file in order. A request that expects something is judged, and the status says when one of
/// them is not answered so.
pub fn run(
    design: &Path,
    requests: &Path,
    start_epoch_s: Option<u64>,
    observed: bool,
    json: bool,
) -> Result<u8, Failure> {
    let (document, found) = open(design)?;
    explain(&found);
    let text = read(requests)?;
    let value: Value = serde_json::from_slice(&text).map_err(|error| at(requests, &error.to_string()))?;
    let list = if value.is_array() { value } else { Value::Array(vec![value]) };
    let scenarios: Vec<Scenario> = serde_path_to_error::deserialize(list)
        .map_err(|error| at(requests, &format!("at `{}`: {}", error.path(), error.inner())))?;
    refuse_sessions(requests, &scenarios)?;
    let start_ms = start_epoch_s.map_or_else(now_ms, |seconds| seconds.saturating_mul(1000));
    let design = &document.design;
    let priced = cost::priced(&document.usage, &design.region, &document.pricing).ok();
    let book = priced.as_ref().map(|priced| &*priced.book);
    let mut session = Session::starting_at(design, start_ms);
    let mut told = Vec::new();
    let mut failed = false;
    for scenario in &scenarios {
        for number in 1..=scenario.count() {
            let trace = session.send(scenario);
            let last = number == scenario.count();
            let checks = if last { judge(&scenario.expect, &trace) } else { Vec::new() };
            failed |= checks.iter().any(|check| !check.met);
            let seen = observed.then(|| observe_at_prices(design, &trace, book));
            if json {
                told.push(as_json(answers::json(design, scenario, &trace, seen.as_ref()), &trace, &checks));
            } else {
                describe(answers::lines(design, scenario, &trace, seen.as_ref()), &checks);
            }
        }
    }
    if json {
        print(&pretty(&Value::Array(told)));
    }
    Ok(if failed { STATUS_ERRORS } else { 0 })
}

/// The requests of a file share one session, so none of them can ask for another. Errors: the first that does.
fn refuse_sessions(file: &Path, scenarios: &[Scenario]) -> Result<(), Failure> {
    for (place, scenario) in scenarios.iter().enumerate() {
        let field = match (scenario.follows, scenario.start_epoch_s) {
            (Some(_), _) => "follows",
            (None, Some(_)) => "start_epoch_s",
            (None, None) => continue,
        };
        let message = format!(
            "at `[{place}].{field}`: only saved scenarios of a design have it; requests of a file share one session in order, which `--start-epoch-s` starts"
        );
        return Err(at(file, &message));
    }
    Ok(())
}

fn as_json(mut answer: Value, trace: &Trace, checks: &[Check]) -> Value {
    if let Value::Object(members) = &mut answer
        && !checks.is_empty()
    {
        members.insert("checks".to_owned(), checks_json(trace, checks));
    }
    answer
}

/// Milliseconds since 1970.
fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(0)
}

/// A request, its steps, its answer and what was expected, for a person.
fn describe(lines: Vec<String>, checks: &[Check]) {
    lines.iter().for_each(|line| print(line));
    for check in checks {
        let word = if check.met { "met" } else { "not met" };
        print(&format!("  {word}: {}: expected {}, got {}", check.what, check.expected, check.actual));
    }
}
