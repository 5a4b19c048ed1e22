//! Our own case files: `tests/cases/vtl/<behaviour>.json`, each a list of templates with what they come to.
//!
//! `UPDATE=1` rewrites what the cases expect.

use std::path::Path;

use serde_json::{Value, json};
use studio_core::base::LineIndex;
use studio_core::lang::json::{Json, to_text};
use studio_core::lang::vtl::{Inputs, Limits, LintOptions, Template, lint};

#[test]
fn every_case_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/vtl");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the cases are there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    assert!(paths.len() >= 12, "only {} case files", paths.len());
    let failures: Vec<String> = paths.iter().flat_map(|path| run(path)).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

fn run(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("a case file can be read");
    let mut cases: Vec<Value> =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut failures = Vec::new();
    for case in &mut cases {
        let template = case["template"].as_str().expect("a template").to_owned();
        let found = answer(&template, case);
        for (what, value) in found.as_object().expect("an object") {
            if case[what] != *value && (case.get(what).is_some() || !is_empty(value)) {
                failures.push(format!(
                    "{}: {template:?}\n  {what}: {value}\n  expected {}",
                    path.display(),
                    case[what]
                ));
                case[what] = value.clone();
            }
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        let lines: Vec<String> = cases.iter().map(|case| format!("  {case}")).collect();
        std::fs::write(path, format!("[\n{}\n]\n", lines.join(",\n"))).expect("a case file can be written");
        return Vec::new();
    }
    failures
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

fn answer(template: &str, case: &Value) -> Value {
    let lines = LineIndex::new(template);
    let place = |start: usize| {
        let at = lines.position(start);
        format!("{}:{}", at.line, at.column)
    };
    let json = Json::from_serde(case.get("input").unwrap_or(&json!({}))).expect("an input");
    let inputs = Inputs::from_json(&json).expect("an input");
    let parsed = match Template::parse(template) {
        Ok(parsed) => parsed,
        Err(error) => return json!({"error": format!("{} {}", place(error.span.start), error.message)}),
    };
    let findings: Vec<String> = match case.get("json") {
        None => Vec::new(),
        Some(json) => {
            let options = LintOptions {
                json: json == true,
                bytes_max: 300 * 1024,
                knows_context: |_| true,
                inputs: None,
            };
            lint(&parsed, options)
                .iter()
                .map(|found| format!("{} {}", place(found.span.start), found.code))
                .collect()
        }
    };
    match parsed.render(&inputs, &Limits::new(1000)) {
        Ok(rendered) => {
            let notes: Vec<&str> = rendered.notes.iter().map(|note| note.code).collect();
            let overrides = match rendered.overrides {
                Some(overrides) => json!([to_text(&overrides.request), to_text(&overrides.response)]),
                None => json!([]),
            };
            json!({"output": rendered.text, "notes": notes, "overrides": overrides, "findings": findings})
        }
        Err(error) => json!({
            "error": format!("{} {}", place(error.span.start), error.message),
            "answer": error.answer.text(),
            "findings": findings
        }),
    }
}
