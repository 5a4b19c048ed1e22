//! Our engine beside Apache Velocity 1.7, on random templates.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::generate::Generator;
use crate::render;
use crate::skip::skip;

/// Answers of the oracle that are not AWS's or cannot be compared: a part of its output or error, and the reason.
const LISTED: [(&str, &str); 5] = [
    (
        "getCurrentTemplateName()",
        "a block of `#define` inside itself more than twice fails in the oracle's own logging",
    ),
    ("directive.Block$Reference threw", "the same, reached through `toString()`"),
    ("ApiGwVtl$", "`$input` and `$util` print a class of the oracle; on AWS they print nothing"),
    ("java.util.", "Java's iterators print their address"),
    ("[Ljava.lang.", "Java's arrays print their address"),
];

/// What our engine says to numbers that it does not compute with: whole numbers beyond 128 bits, and ones beyond 64
/// bits together with fractions. It never gives another number than Java.
const BEYOND: &str = "too big to compute with";

/// The first seed; a run takes as many as it has templates.
const SEED: u64 = 20_261_122;

#[test]
fn velocity_renders_the_same() {
    let Ok(program) = std::env::var("GATEWAY_STUDIO_VTL_ORACLE") else {
        return skip("GATEWAY_STUDIO_VTL_ORACLE names no program that renders with Apache Velocity");
    };
    let count: u64 = std::env::var("GATEWAY_STUDIO_VTL_TEMPLATES")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(5_000);
    let seed: u64 =
        std::env::var("GATEWAY_STUDIO_VTL_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(SEED);
    let folder = std::env::temp_dir().join(format!("gateway-studio-vtl-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the templates");
    let mut differences = Vec::new();
    let (mut rendered, mut failed, mut beyond, mut listed) = (0, 0, 0, [0; LISTED.len()]);
    for first in (0..count).step_by(20_000) {
        let cases: Vec<Value> = (first..count.min(first + 20_000)).map(|index| case(seed + index)).collect();
        let answers = ask(&program, &folder, &cases);
        for case in &cases {
            let id = case["id"].as_str().expect("an id");
            let answer = answers.get(id).unwrap_or_else(|| panic!("{id}: no answer"));
            if let Some(at) = LISTED.iter().position(|(part, _)| holds(answer, part)) {
                listed[at] += 1;
                continue;
            }
            let ours = render(case["template"].as_str().expect("a template"), &input(case));
            if ours.as_ref().is_err_and(|error| error.contains(BEYOND)) {
                beyond += 1;
                continue;
            }
            if ours.is_ok() {
                rendered += 1
            } else {
                failed += 1
            }
            if let Some(difference) = difference(&ours.map(|rendered| rendered.text), answer) {
                differences.push(format!(
                    "seed {id}\n  {}\n  {}\n  {difference}",
                    case["template"],
                    input(case)
                ));
            }
        }
    }
    let _ = std::fs::remove_dir_all(&folder);
    println!("{rendered} templates rendered and {failed} failed; {} differences", differences.len());
    println!("{beyond} not compared: numbers are too big for the studio, and it says so");
    for (count, (_, reason)) in listed.iter().zip(LISTED) {
        println!("{count} not compared: {reason}");
    }
    let shown = differences.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
    assert!(differences.is_empty(), "{} differences\n{shown}", differences.len());
}

fn holds(answer: &Value, part: &str) -> bool {
    ["out", "err"].iter().any(|field| answer[field].as_str().is_some_and(|text| text.contains(part)))
}

fn case(seed: u64) -> Value {
    let mut generator = Generator::new(seed);
    let (template, mut case) = generator.case();
    case["id"] = json!(seed.to_string());
    case["template"] = json!(template);
    case
}

fn input(case: &Value) -> Value {
    let mut input = case.clone();
    if let Some(fields) = input.as_object_mut() {
        fields.shift_remove("id");
        fields.shift_remove("template");
    }
    input
}

fn ask(program: &str, folder: &Path, cases: &[Value]) -> BTreeMap<String, Value> {
    let (question, answer) = (folder.join("in.json"), folder.join("out.jsonl"));
    std::fs::write(&question, Value::from(cases).to_string()).expect("the templates can be written");
    let status = Command::new(program).arg(&question).arg(&answer).status().expect("the oracle starts");
    assert!(status.success(), "the oracle failed: {status}");
    let text = std::fs::read_to_string(&answer).expect("the oracle has answered");
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line is JSON"));
    lines.filter_map(|line| Some((line["id"].as_str()?.to_owned(), line))).collect()
}

fn difference(ours: &Result<String, String>, theirs: &Value) -> Option<String> {
    let wanted = theirs["out"].as_str().unwrap_or_default();
    match (ours, theirs["err"].as_str()) {
        (Ok(text), None) if text == wanted => None,
        (Ok(text), None) => Some(format!("ours {text:?}\n  is   {wanted:?}")),
        (Err(_), Some(_)) => None,
        (Ok(text), Some(error)) => {
            Some(format!("ours {text:?}\n  fails: {}", error.lines().next().unwrap_or_default()))
        }
        (Err(error), None) => Some(format!("ours fails: {error}\n  is {wanted:?}")),
    }
}
