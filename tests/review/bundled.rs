//! What the review says of the designs that come with the studio.

use std::fs;

use serde_json::{Value, json};
use studio_core::design::{Severity, load};
use studio_core::review::{review, worst};

use crate::{TODAY, folder, line, read};

#[test]
fn bundled_designs_are_reviewed_as_written_down() {
    let mut failed = Vec::new();
    let index = read(&folder("../public/designs/index.json"));
    for entry in index.as_array().unwrap() {
        let name = entry["file"].as_str().unwrap();
        let document = load(&fs::read(folder("../public/designs").join(name)).unwrap()).unwrap().document;
        let findings = review(&document.design, &document.waivers, TODAY);
        let got: Value = findings
            .iter()
            .map(|finding| {
                let found = &finding.diagnostic;
                json!({ "state": finding.state, "found": format!("{} {}", found.code, line(found)) })
            })
            .collect();
        let path = folder("cases/review/bundled").join(name);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, serde_json::to_string_pretty(&got).unwrap() + "\n").unwrap();
        }
        if got != read(&path) {
            failed.push(format!("{name}: {got:#}"));
        }
        // Examples are to be followed: what is open in them is worth knowing, and no more.
        if worst(&findings).is_some_and(|worst| worst < Severity::Note) {
            failed.push(format!("{name} has open warnings"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
