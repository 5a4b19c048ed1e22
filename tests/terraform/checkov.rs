//! What checkov finds on the designs that come with the studio.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde_json::Value;

use crate::skip::skip;
use crate::{accept, bundled, corpus, real};

/// What the studio says, or will say, about a check of checkov that fails.
#[derive(Deserialize)]
struct Row {
    /// The check: `CKV_AWS_309`.
    check: String,
    /// The types of the resources that it fails on.
    resources: BTreeSet<String>,
    /// The finding of the studio that says the same.
    finding: String,
    /// Why the bundled designs are as they are.
    because: String,
}

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
    for (name, design) in bundled() {
        for (module, bundle) in corpus::modules(&name, &design) {
            accept::write(&root.join(module), &bundle);
        }
    }
    let failed = ask(&program, &root);
    let rows: Vec<Row> = serde_json::from_str(include_str!("../cases/terraform/checkov.json")).unwrap();
    assert!(rows.iter().all(|row| !row.finding.is_empty() && !row.because.is_empty()));
    let said: Failed = rows.into_iter().map(|row| (row.check, row.resources)).collect();
    assert_eq!(
        failed, said,
        "what fails on the left, what tests/cases/terraform/checkov.json lists on the right"
    );
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
    assert!(passed > 50, "checkov looked at next to nothing: {}", report["summary"]);
    let mut failed = Failed::new();
    for check in report["results"]["failed_checks"].as_array().into_iter().flatten() {
        let resource = check["resource"].as_str().unwrap_or_default();
        let kind = resource.split('.').find(|part| part.starts_with("aws_")).unwrap_or(resource);
        let id = check["check_id"].as_str().unwrap_or_default().to_owned();
        failed.entry(id).or_default().insert(kind.to_owned());
    }
    failed
}
