//! What AWS's management API refused when it was recorded: the design that asks for it is told so, or cannot ask.
//!
//! `cases/review/refusals/recorded.json` lists every recorded refusal by operation and the beginning of the answer:
//! those that a finding tells, with the finding's code and a design that has it, and those that none can tell, with
//! the reason. Where GATEWAY_STUDIO_CASES names the recorded cases, each of their refusals must be on the list.

use std::collections::BTreeSet;
use std::fs;

use serde::Deserialize;
use serde_json::{Value, json};
use studio_core::design::{check, load};

use crate::skip::skip;
use crate::{folder, read};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    source: String,
    told: Vec<Told>,
    not_told: Vec<NotTold>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    operation: String,
    answer: String,
    /// The finding of `design::check`, or of reading the file.
    code: String,
    design: Value,
    /// A text of the design that would be too long for this list.
    stretch: Option<Stretch>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stretch {
    place: String,
    length: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NotTold {
    operation: String,
    answer: String,
    because: String,
}

fn list() -> List {
    serde_json::from_value(read(&folder("cases/review/refusals/recorded.json"))).unwrap()
}

impl Told {
    /// The codes of what is found in the design, when it is read and when it is checked.
    fn found(&self) -> BTreeSet<&'static str> {
        let mut design = self.design.clone();
        if let Some(stretch) = &self.stretch {
            *design.pointer_mut(&stretch.place).unwrap() = "a".repeat(stretch.length).into();
        }
        let text = json!({ "format": 1, "design": design }).to_string();
        let loaded = load(text.as_bytes()).unwrap();
        let checked = check(&loaded.document.design);
        loaded.diagnostics.iter().chain(&checked).map(|one| one.code).collect()
    }
}

#[test]
fn what_aws_refuses_is_told() {
    let list = list();
    assert!(list.source.starts_with("https://") && list.told.len() > 20);
    let mut faults = Vec::new();
    for row in &list.told {
        let found = row.found();
        if !found.contains(row.code.as_str()) {
            faults.push(format!("{}: `{}` is not among {found:?}", row.operation, row.code));
        }
        // A text one shorter is what AWS takes.
        if let Some(Stretch { place, length }) = &row.stretch {
            let stretch = Some(Stretch { place: place.clone(), length: length - 1 });
            let (operation, answer) = (row.operation.clone(), row.answer.clone());
            let (code, design) = (row.code.clone(), row.design.clone());
            let shorter = Told { operation, answer, code, design, stretch };
            assert!(
                !shorter.found().contains(row.code.as_str()),
                "{}: {} is too strict",
                row.operation,
                row.code
            );
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for row in &list.not_told {
        assert!(row.because.len() > 20, "{}: {}", row.operation, row.answer);
    }
}

#[test]
fn every_recorded_refusal_is_on_the_list() {
    let Ok(path) = std::env::var("GATEWAY_STUDIO_CASES") else {
        skip("GATEWAY_STUDIO_CASES names no file of recorded cases");
        return;
    };
    let recorded: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let list = list();
    let told = list.told.iter().map(|row| (&row.operation, &row.answer));
    let rows: Vec<(&String, &String)> =
        told.chain(list.not_told.iter().map(|row| (&row.operation, &row.answer))).collect();
    let (mut refused, mut missing) = (0, BTreeSet::new());
    for case in recorded["cases"].as_array().unwrap() {
        let Some(answer) = case["expected"]["error"]["Error"]["Message"].as_str() else { continue };
        let operation = case["request"]["operation"].as_str().unwrap_or_default();
        let operation = operation.trim_start_matches("apigateway.");
        refused += 1;
        if !rows.iter().any(|(of, begins)| *of == operation && answer.starts_with(begins.as_str())) {
            missing.insert(format!("{operation}: {answer}"));
        }
    }
    assert!(refused > 100, "there are {refused} refusals among the cases");
    assert!(missing.is_empty(), "{missing:#?}");
}
