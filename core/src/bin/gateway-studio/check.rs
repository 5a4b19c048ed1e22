//! `gateway-studio check`: what is wrong with a design, and whether its scenarios are answered as they expect.

use std::path::Path;

use serde_json::{Value, json};
use studio_core::design::{self, Diagnostic, Item};
use studio_core::flow::{Check, CoverageGroup, Judged, ScenarioResult, Suite, SuiteReport, Trace};

use super::{Failure, STATUS_ERRORS, junit, line, open, pretty, print, status, write};

/// Checks the design and runs its scenarios; writes the results as JUnit XML where a file is named.
pub fn run(path: &Path, report_to: Option<&Path>, json: bool) -> Result<u8, Failure> {
    let (document, mut found) = open(path)?;
    found.extend(design::check(&document.design));
    let report = Suite::run(&document);
    if let Some(file) = report_to {
        write(file, junit::text(&document.design.name, &report).as_bytes())?;
    }
    if json {
        print(&pretty(&as_json(&found, &report)));
    } else {
        tell(&found, &report);
    }
    let failed = report.count(Judged::Failed) > 0 || found.iter().any(loses_expectation);
    Ok(if failed { STATUS_ERRORS } else { status(&found) })
}

/// Whether a part of an expectation was left out: a scenario that then passes says nothing.
fn loses_expectation(found: &Diagnostic) -> bool {
    let mut parts = found.place.split('/').skip(1);
    parts.next() == Some("scenarios") && parts.nth(1) == Some("expect")
}

fn tell(found: &[Diagnostic], report: &SuiteReport) {
    if found.is_empty() {
        print("nothing found");
    }
    found.iter().for_each(|diagnostic| print(&line(diagnostic)));
    if report.results.is_empty() {
        return;
    }
    for result in &report.results {
        let word = match result.judged() {
            Judged::Passed => "passed",
            Judged::Failed => "failed",
            Judged::NothingExpected => "expects nothing",
        };
        print(&format!("{word}: {}", result.title.split_whitespace().collect::<Vec<_>>().join(" ")));
        unmet(result).for_each(|check| {
            print(&format!("    {}: expected {}, got {}", check.what, check.expected, check.actual));
            print(&format!("        {}", check.sentence));
        });
    }
    let count = |judged| report.count(judged);
    print(&format!(
        "scenarios: {} passed, {} failed, {} without expectations",
        count(Judged::Passed),
        count(Judged::Failed),
        count(Judged::NothingExpected)
    ));
    let covered = CoverageGroup::ALL.map(|group| {
        let (covered, all) = report.coverage.count(group);
        format!("{} {covered} of {all}", group.as_str())
    });
    print(&format!("covered: {}", covered.join(", ")));
}

/// The expectations of a scenario that are not met.
pub fn unmet(result: &ScenarioResult) -> impl Iterator<Item = &Check> {
    result.checks.iter().filter(|check| !check.met)
}

fn as_json(found: &[Diagnostic], report: &SuiteReport) -> Value {
    let scenarios: Vec<Value> = report
        .results
        .iter()
        .map(|result| {
            json!({
                "item": Item::Scenario(result.id).key(),
                "name": result.title,
                "result": result.judged(),
                "status": result.trace.response.status,
                "checks": checks_json(&result.trace, &result.checks),
            })
        })
        .collect();
    json!({ "diagnostics": found, "scenarios": scenarios, "coverage": report.coverage.to_json() })
}

/// Checks, with the names of their steps in place of the numbers.
pub fn checks_json(trace: &Trace, checks: &[Check]) -> Value {
    let one = |check: &Check| {
        let step = check.step.and_then(|at| trace.steps.get(at)).map(|step| step.name.as_str());
        json!({
            "what": check.what,
            "met": check.met,
            "expected": check.expected,
            "actual": check.actual,
            "sentence": check.sentence,
            "step": step,
        })
    };
    checks.iter().map(one).collect()
}
