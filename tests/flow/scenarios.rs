//! Saved scenarios: whether they are judged rightly, in which session they run, and what they cover.
//!
//! Each file of `cases/flow/scenarios` holds a document and for each scenario the expectations that are not met, by what
//! they look at, with a part of the sentence; then how much is covered, and labels of what is not.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use studio_core::design::inputs::Expectations;
use studio_core::design::{Document, Item, ScenarioId, load};
use studio_core::flow::{
    CoverageGroup, Judged, Session, Suite, SuiteReport, expected_of, judge, requests_of,
};

fn files() -> Vec<(String, Value)> {
    let folder = super::cases().join("scenarios");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &Path| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        (name, serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
    };
    paths.iter().map(|path| read(path)).collect()
}

fn document(case: &Value) -> Document {
    let loaded = load(case["document"].to_string().as_bytes()).unwrap();
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    loaded.document
}

/// The designs that come with the studio: every saved request expects something, and gets it.
#[test]
fn bundled_designs_answer_as_their_scenarios_expect() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/designs");
    let index = fs::read_to_string(folder.join("index.json")).unwrap();
    let index: Value = serde_json::from_str(&index).unwrap();
    let files = index.as_array().unwrap().iter().map(|entry| entry["file"].as_str().unwrap());
    let mut judged = 0;
    for name in files {
        let document = load(&fs::read(folder.join(name)).unwrap()).unwrap().document;
        for result in Suite::run(&document).results {
            let unmet: Vec<_> = result.checks.iter().filter(|check| !check.met).collect();
            assert_eq!(result.judged(), Judged::Passed, "{name}, {}: {unmet:?}", result.title);
            let expected = &document.scenarios[&result.id].expect;
            assert!(expected.status.is_some() && !expected.steps.is_empty(), "{name}, {}", result.title);
            judged += 1;
        }
    }
    assert!(judged >= 15, "only {judged} scenarios");
}

#[test]
fn every_scenario_file() {
    let files = files();
    assert!(files.len() >= 5, "only {} files", files.len());
    let mut failures = Vec::new();
    for (name, case) in &files {
        let report = Suite::run(&document(case));
        failures.extend(verdicts(&report, &case["unmet"]).into_iter().map(|text| format!("{name}: {text}")));
        failures
            .extend(coverage(&report, &case["coverage"]).into_iter().map(|text| format!("{name}: {text}")));
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// Every scenario has its entry, with exactly the expectations that are not met; null is a scenario without any.
fn verdicts(report: &SuiteReport, wanted: &Value) -> Vec<String> {
    let mut failures = Vec::new();
    let names: Vec<&str> = report.results.iter().map(|result| result.title.as_str()).collect();
    let listed: Vec<&str> = wanted.as_object().unwrap().keys().map(String::as_str).collect();
    if names != listed {
        failures.push(format!("ran {names:?}, not {listed:?}"));
    }
    for result in &report.results {
        let wanted = &wanted[&result.title];
        if wanted.is_null() != result.checks.is_empty() {
            failures.push(format!("`{}` has the checks {:?}", result.title, result.checks));
        }
        let unmet: Vec<_> = result.checks.iter().filter(|check| !check.met).collect();
        let count = wanted.as_object().map_or(0, serde_json::Map::len);
        if unmet.len() != count {
            failures.push(format!("`{}` does not meet {unmet:#?}", result.title));
        }
        for check in unmet {
            let told = format!("{} / {} / {}", check.expected, check.actual, check.sentence);
            match wanted[&check.what].as_str() {
                Some(part) if told.contains(part) => {}
                part => {
                    failures.push(format!("`{}`, {}: {told:?} without {part:?}", result.title, check.what))
                }
            }
        }
    }
    failures
}

fn coverage(report: &SuiteReport, wanted: &Value) -> Vec<String> {
    let mut failures = Vec::new();
    let found = report.coverage.to_json();
    for group in CoverageGroup::ALL {
        let group = group.as_str();
        let (found, wanted) = (&found[group], &wanted[group]);
        let missing: Vec<&str> =
            found["missing"].as_array().unwrap().iter().map(|it| it["label"].as_str().unwrap()).collect();
        let short = json!({ "covered": found["covered"], "all": found["all"], "missing": missing });
        if short != *wanted {
            failures.push(format!("{group} are {short:#}\n  expected {wanted:#}"));
        }
    }
    failures
}

/// What leads to a scenario's answer can be sent again, request by request, with the same trace to the byte.
#[test]
fn a_scenario_can_be_replayed() {
    for (name, case) in files() {
        let document = document(&case);
        let report = Suite::run(&document);
        for result in &report.results {
            let (start, requests) = requests_of(&document, result.id);
            let mut session = Session::starting_at(&document.design, start);
            let last = requests.iter().map(|request| session.send(request)).last();
            // Where scenarios follow each other in a circle, nobody is the first.
            if !result.checks.iter().any(|check| check.what == "follows") {
                assert_eq!(last.as_ref(), Some(&*result.trace), "{name}: {}", result.title);
            }
        }
    }
}

/// Points at what is in the design, whatever a scenario does.
#[test]
fn what_is_not_covered_is_an_item_of_the_design() {
    for (name, case) in files() {
        let document = document(&case);
        for point in Suite::run(&document).coverage.points() {
            assert!(document.contains(point.item), "{name}: {point:?}");
        }
        assert!(!document.contains(Item::Scenario(ScenarioId(999_999))));
    }
}

/// Any answer can be taken as what is expected, and then is.
#[test]
fn an_answer_is_what_it_makes_one_expect() {
    for (name, case) in files() {
        for result in Suite::run(&document(&case)).results {
            let expect = expected_of(&result.trace);
            assert!(!expect.is_empty(), "{name}: {}", result.title);
            let unmet: Vec<_> =
                judge(&expect, &result.trace).into_iter().filter(|check| !check.met).collect();
            assert!(unmet.is_empty(), "{name}: {} {unmet:?}", result.title);
            let saved = serde_json::to_value(&expect).unwrap();
            assert_eq!(serde_json::from_value::<Expectations>(saved).unwrap(), expect);
        }
    }
}

/// A scenario goes as it goes, wherever it stands in the document and however often all of them run.
#[test]
fn the_order_of_scenarios_changes_nothing() {
    for (name, case) in files() {
        let document = document(&case);
        let mut turned = document.clone();
        turned.scenarios.reverse();
        let (forward, mut backward) = (Suite::run(&document), Suite::run(&turned));
        backward.results.reverse();
        // Where scenarios follow each other in a circle, one of them has to be the first.
        if forward.results.iter().all(|result| result.checks.iter().all(|check| check.what != "follows")) {
            assert_eq!(forward, backward, "{name}");
        }
        assert_eq!(forward, Suite::run(&document), "{name}");
    }
}
