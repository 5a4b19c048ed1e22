//! `gateway-studio check`: what is wrong with a design, whether its scenarios are answered as they expect, and whether
//! its templates make what their tests expect.

use std::path::Path;

use serde_json::{Value, json};
use studio_core::design::{self, Diagnostic, Item};
use studio_core::flow::{Check, CoverageGroup, Judged, ScenarioResult, Suite, SuiteReport, Trace};

use studio_core::template::{Outcome, Tested, Trial, run_all};

use super::{Failure, STATUS_ERRORS, junit, line, open, pretty, print, status, write};

/// Checks the design and runs its scenarios; writes the results as JUnit XML where a file is named.
pub fn run(path: &Path, report_to: Option<&Path>, json: bool) -> Result<u8, Failure> {
    let (document, mut found) = open(path)?;
    found.extend(design::check(&document.design));
    let report = Suite::run(&document);
    let tested = run_all(&document.design);
    if let Some(file) = report_to {
        write(file, junit::text(&document.design.name, &report, &tested).as_bytes())?;
    }
    if json {
        print(&pretty(&as_json(&found, &report, &tested)));
    } else {
        tell(&found, &report);
        tell_templates(&tested);
    }
    let failed = report.count(Judged::Failed) > 0
        || tested.iter().any(is_failed)
        || found.iter().any(loses_expectation);
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

fn tell_templates(tested: &[Tested<'_>]) {
    for one in tested {
        let word = if is_failed(one) { "failed" } else { "passed" };
        print(&format!("{word}: template test {}", title(one)));
        if let Some(why) = why_failed(one) {
            print(&format!("    {why}"));
        }
    }
    if !tested.is_empty() {
        let failed = tested.iter().filter(|one| is_failed(one)).count();
        print(&format!("template tests: {} passed, {failed} failed", tested.len() - failed));
    }
}

/// Whether the templates make something else than the test expects.
pub fn is_failed(tested: &Tested<'_>) -> bool {
    tested.outcome != Outcome::Passed
}

/// The test's name on one line, else the template that it is of.
pub fn title(tested: &Tested<'_>) -> String {
    let name = tested.test.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() { format!("of {}", tested.test.template) } else { name }
}

/// Why a test fails, in one sentence.
pub fn why_failed(tested: &Tested<'_>) -> Option<String> {
    let differs = |trial: &Trial| {
        if trial.output == tested.test.expected {
            let expected = tested.test.expected_overrides.as_deref().unwrap_or_default();
            format!("overrides: expected {expected:?}, got {:?}", trial.overrides_text())
        } else {
            format!("output: expected {:?}, got {:?}", tested.test.expected, trial.output)
        }
    };
    match &tested.outcome {
        Outcome::Passed => None,
        Outcome::Differs(trial) => Some(differs(trial)),
        Outcome::Failed(trial) => trial.failure.as_ref().map(|failure| format!("{}.", failure.message)),
        Outcome::NoTemplate => Some(format!("The integration has no template {}.", tested.test.template)),
    }
}

fn as_json(found: &[Diagnostic], report: &SuiteReport, tested: &[Tested<'_>]) -> Value {
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
    let templates: Vec<Value> = tested
        .iter()
        .map(|one| {
            json!({
                "item": Item::Integration(one.api, one.integration).key(),
                "name": title(one),
                "template": one.test.template,
                "response": one.test.response,
                "result": if is_failed(one) { "failed" } else { "passed" },
                "why": why_failed(one),
            })
        })
        .collect();
    json!({
        "diagnostics": found,
        "scenarios": scenarios,
        "coverage": report.coverage.to_json(),
        "template_tests": templates,
    })
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
