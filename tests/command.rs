//! The program `gateway-studio`, started as a script would: `cases/command/*.json` hold files, arguments and what has to
//! come of them.
//!
//! `UPDATE=1` rewrites what the cases expect.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

#[path = "command/review.rs"]
mod review;

#[test]
fn every_case_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/command");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    let failures: Vec<String> = paths.iter().flat_map(|path| run(path)).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

fn run(path: &Path) -> Vec<String> {
    let mut file: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let place = put(&name, &file["files"]);
    let mut failures = Vec::new();
    for case in file["cases"].as_array_mut().unwrap() {
        let found = answer(case, &place);
        for (what, value) in found.as_object().unwrap() {
            if case[what] != *value {
                failures
                    .push(format!("{name}, {}: {what} is {value}\n  expected {}", case["why"], case[what]));
                case[what] = value.clone();
            }
        }
    }
    fs::remove_dir_all(&place).unwrap();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, serde_json::to_string_pretty(&file).unwrap() + "\n").unwrap();
        return Vec::new();
    }
    failures
}

/// Writes the files of a case into a folder of their own.
fn put(name: &str, files: &Value) -> PathBuf {
    let place = std::env::temp_dir().join(format!("gateway-studio-{name}-{}", std::process::id()));
    fs::create_dir_all(&place).unwrap();
    let files: BTreeMap<String, Value> = serde_json::from_value(files.clone()).unwrap();
    for (name, content) in &files {
        // Bytes that are no text are written as a list.
        let bytes = match content {
            Value::String(text) => text.clone().into_bytes(),
            Value::Array(bytes) => bytes.iter().map(|byte| byte.as_u64().unwrap() as u8).collect(),
            other => other.to_string().into_bytes(),
        };
        let path = place.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    place
}

/// What the program prints; output that is JSON as such.
fn answer(case: &Value, place: &Path) -> Value {
    let arguments: Vec<String> = serde_json::from_value(case["arguments"].clone()).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gateway-studio"));
    command.args(&arguments).current_dir(place);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that reads nothing may be gone by now.
    let _ = child.stdin.take().unwrap().write_all(case["stdin"].as_str().unwrap_or_default().as_bytes());
    let done = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| Value::String(String::from_utf8(bytes).unwrap());
    let output = text(done.stdout);
    let wants_json = arguments.iter().any(|argument| argument == "--json");
    let output = match wants_json {
        true => serde_json::from_str(output.as_str().unwrap()).unwrap_or(output),
        false => output,
    };
    let mut answer = json!({ "status": done.status.code(), "stdout": output, "stderr": text(done.stderr) });
    // The file that the program is told to write, where the case names one.
    if let Some(file) = case["writes"].as_str() {
        answer["written"] = text(fs::read(place.join(file)).unwrap_or_default());
    }
    answer
}
