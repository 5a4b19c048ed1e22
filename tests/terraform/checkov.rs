//! What checkov finds on the designs that come with the studio: nothing that the studio does not say too.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use studio_core::aws::{ControlBody, controls};
use studio_core::design::{self, Design};
use studio_core::review::advise;

use crate::skip::skip;
use crate::{accept, bundled, corpus, real};

/// Checks that fail, with the types of the resources.
type Failed = BTreeMap<String, BTreeSet<String>>;

#[test]
fn checkov_finds_nothing_on_the_bundled_designs_that_the_studio_does_not_say() {
    let program = std::env::var("CHECKOV").unwrap_or_else(|_| "checkov".to_owned());
    let there = Command::new(&program).arg("--version").stderr(Stdio::null()).output();
    if !there.is_ok_and(|output| output.status.success()) {
        skip("checkov is not on the PATH; `pip install checkov`, or name it in CHECKOV");
        return;
    }
    let root = real::folder("checkov");
    let (mut failed_somewhere, mut unsaid) = (0, Vec::new());
    for (name, design) in bundled() {
        for (module, bundle) in corpus::modules(&name, &design) {
            let folder = root.join(module);
            accept::write(&folder, &bundle);
            let said = said(&design);
            for (check, resources) in ask(&program, &folder) {
                failed_somewhere += 1;
                let answers =
                    controls().iter().filter(|one| one.by == ControlBody::Checkov && one.id == check);
                let mut codes = answers.flat_map(|one| one.rules.iter().chain(&one.checks));
                if !codes.any(|code| said.contains(code.as_str())) {
                    unsaid.push(format!("{}: {check} on {resources:?}", folder.display()));
                }
            }
        }
    }
    assert!(failed_somewhere > 0, "the examples have findings, so that none is no answer");
    assert!(unsaid.is_empty(), "no finding of the studio says:\n{}", unsaid.join("\n"));
}

/// The codes of what the studio finds, waived or not.
fn said(design: &Design) -> BTreeSet<&'static str> {
    design::check(design).iter().chain(&advise(design)).map(|found| found.code).collect()
}

fn ask(program: &str, root: &Path) -> Failed {
    let output = Command::new(program)
        .args(["--framework", "terraform", "--compact", "--quiet", "--skip-download", "-o", "json", "-d"])
        .arg(root)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", accept::text(&output)));
    let passed = report["summary"]["passed"].as_u64().unwrap_or_default();
    assert!(passed > 10, "checkov looked at next to nothing: {}", report["summary"]);
    let mut failed = Failed::new();
    for check in report["results"]["failed_checks"].as_array().into_iter().flatten() {
        let resource = check["resource"].as_str().unwrap_or_default();
        let kind = resource.split('.').find(|part| part.starts_with("aws_")).unwrap_or(resource);
        let id = check["check_id"].as_str().unwrap_or_default().to_owned();
        failed.entry(id).or_default().insert(kind.to_owned());
    }
    failed
}
