//! `gateway-studio review`: its exit status, and what build servers and scanners read.
//!
//! `cases/review/outputs/cases.json` holds designs, arguments and, of what is printed, the parts that have to be there
//! or must not be: what rules find beside them does not matter. Every JUnit file is read again and counted.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{answer, put};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    files: Value,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    why: String,
    arguments: Vec<String>,
    status: u8,
    #[serde(default)]
    has: Vec<String>,
    #[serde(default)]
    lacks: Vec<String>,
}

#[test]
fn statuses_and_outputs() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/review/outputs/cases.json");
    let file: File = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let place = put("review-outputs", &file.files);
    let mut faults = Vec::new();
    for case in &file.cases {
        let got = answer(&json!({ "arguments": case.arguments }), &place);
        // Words between line breaks and indents, so that JSON is found however it is laid out.
        let text = format!("{} {}", printed(&got["stdout"]), got["stderr"].as_str().unwrap_or_default());
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let status = got["status"].as_u64();
        if status != Some(u64::from(case.status)) {
            faults.push(format!("{}: status {status:?}, not {}: {words:.400}", case.why, case.status));
        }
        let absent = case.has.iter().filter(|part| !words.contains(part.as_str()));
        faults.extend(absent.map(|part| format!("{}: `{part}` is not in {words:.2000}", case.why)));
        let present = case.lacks.iter().filter(|part| words.contains(part.as_str()));
        faults.extend(present.map(|part| format!("{}: `{part}` is there", case.why)));
        if case.arguments.iter().any(|argument| argument == "--junit") && case.status < 2 {
            faults.extend(flaws_of_junit(&text).into_iter().map(|flaw| format!("{}: {flaw}", case.why)));
        }
    }
    fs::remove_dir_all(&place).unwrap();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn printed(output: &Value) -> String {
    output.as_str().map_or_else(|| output.to_string(), str::to_owned)
}

/// What is wrong with a JUnit file: tags that do not close, counts that are not what is counted.
fn flaws_of_junit(text: &str) -> Vec<String> {
    let mut flaws = Vec::new();
    let (mut open, mut counted) = (Vec::new(), [0_u64; 3]);
    let mut said = Vec::new();
    for part in text.split('<').skip(1) {
        let Some((tag, between)) = part.split_once('>') else {
            flaws.push(format!("`<{part}` does not end"));
            continue;
        };
        let name: String = tag.chars().take_while(|sign| !" /".contains(*sign)).collect();
        match name.as_str() {
            "testcase" => counted[0] += 1,
            "failure" => counted[1] += 1,
            "skipped" => counted[2] += 1,
            "testsuites" | "testsuite" => {
                said.push(["tests", "failures", "skipped"].map(|key| count(tag, key)))
            }
            _ => {}
        }
        if tag.matches('"').count() % 2 == 1 || !is_escaped(between) || !is_escaped(tag) {
            flaws.push(format!("`<{tag}>{between}` is not well-formed"));
        }
        if let Some(closed) = tag.strip_prefix('/') {
            if open.pop().as_deref() != Some(closed) {
                flaws.push(format!("`</{closed}>` closes nothing"));
            }
        } else if !tag.ends_with('/') && !tag.starts_with('?') {
            open.push(name);
        }
    }
    if !open.is_empty() || said.len() != 2 {
        flaws.push(format!("{open:?} stay open, and {} say counts", said.len()));
    }
    if said.iter().any(|said| *said != counted.map(Some)) || counted[0] == 0 {
        flaws.push(format!("it says {said:?} and has {counted:?}"));
    }
    flaws
}

fn count(tag: &str, key: &str) -> Option<u64> {
    tag.split_once(&format!("{key}=\""))?.1.split('"').next()?.parse().ok()
}

/// Whether each `&` begins one of XML's own entities or the number of a sign.
fn is_escaped(text: &str) -> bool {
    text.split('&').skip(1).all(|part| {
        let name = part.split(';').next().unwrap_or_default();
        part.contains(';') && (["amp", "lt", "gt", "quot", "apos"].contains(&name) || name.starts_with('#'))
    })
}
