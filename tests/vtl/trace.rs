//! What a trace tells: `tests/cases/vtl/trace/<behaviour>.json`, each a list of templates with the pieces of their output,
//! the references with their values and the statements in order.
//!
//! `UPDATE=1` rewrites what the cases expect.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use studio_core::base::{LineIndex, Span};
use studio_core::lang::json::Json;
use studio_core::lang::vtl::{Inputs, Limits, Template};

#[test]
fn every_case_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/vtl/trace");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the cases are there")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    assert!(paths.len() >= 4, "only {} case files", paths.len());
    let failures: Vec<String> = paths.iter().flat_map(|path| run(path)).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

fn run(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("a case file can be read");
    let mut cases: Vec<Value> =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut failures = Vec::new();
    for case in &mut cases {
        let found = told(case);
        for (what, value) in found.as_object().expect("an object") {
            if case[what] != *value {
                let (name, why) = (path.display(), &case["why"]);
                failures.push(format!("{name}: {why}\n  {what}: {value:#}\n  expected {:#}", case[what]));
                case[what] = value.clone();
            }
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        let text = serde_json::to_string_pretty(&cases).expect("JSON") + "\n";
        std::fs::write(path, text).expect("a case file can be written");
        return Vec::new();
    }
    failures
}

fn told(case: &Value) -> Value {
    let template = case["template"].as_str().expect("a template");
    let lines = LineIndex::new(template);
    let from = |span: Span| {
        let at = lines.position(span.start);
        format!("{}:{} {}", at.line, at.column, &template[span.start..span.end])
    };
    let json = Json::from_serde(case.get("input").unwrap_or(&json!({}))).expect("an input");
    let inputs = Inputs::from_json(&json).expect("an input");
    let parsed = Template::parse(template).expect("a template");
    let (result, trace, output) = parsed.render_traced(&inputs, &Limits::new(1000));
    let ends = trace.pieces.iter().map(|piece| piece.output.end);
    let starts = trace.pieces.iter().map(|piece| piece.output.start).chain([output.len()]);
    assert!([0].into_iter().chain(ends).eq(starts), "no piece made some of the output of {template:?}");
    let pieces = trace
        .pieces
        .iter()
        .map(|piece| json!([from(piece.template), output[piece.output.start..piece.output.end]]));
    let seen = trace.references.iter().map(|seen| json!([from(seen.span), seen.kind, seen.text, seen.step]));
    let steps = trace.steps.iter().map(|step| match &step.set {
        Some((name, value)) => json!([from(step.span), step.output_bytes, format!("{name} = {value}")]),
        None => json!([from(step.span), step.output_bytes]),
    });
    json!({
        "pieces": pieces.collect::<Vec<_>>(),
        "seen": seen.collect::<Vec<_>>(),
        "steps": steps.collect::<Vec<_>>(),
        "fails": result.err().map(|error| format!("{}: {}", from(error.span), error.message)),
    })
}
