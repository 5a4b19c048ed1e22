//! Expressions and the values that the real Terraform gives them, in `cases/terraform/expressions.json`.
//!
//! Each is `try([expression], "fails")`, so that what Terraform refuses is a value too. `UPDATE=1` has Terraform
//! write the values.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use studio_core::terraform::{SourceFile, resolve};

use super::real;

/// What the expressions can name.
const LOCALS: &str = r#"
locals {
  l       = ["x", "y", "z"]
  m       = { b = 2, a = 1 }
  o       = { y = { n = 2 }, x = { n = 1 } }
  objs    = [{ n = 1, d = ["p"] }, { n = 2, d = ["q", "r"] }]
  one     = { n = 1 }
  nothing = null
  tpl     = "a$${x}"
}
"#;

/// An expression.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Case {
    expression: String,
    value: Value,
    /// Whether the studio does not compute it, and keeps it as it is written.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    kept: bool,
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/terraform/expressions.json")
}

fn cases() -> Vec<Case> {
    serde_json::from_str(&fs::read_to_string(path()).unwrap()).unwrap()
}

fn wrapped(case: &Case) -> String {
    format!("try([{}], \"fails\")", case.expression)
}

/// The studio's value of each expression.
fn ours(cases: &[Case]) -> Vec<Value> {
    let mut text = format!("{LOCALS}\nresource \"studio_test\" \"this\" {{\n");
    for (number, case) in cases.iter().enumerate() {
        writeln!(text, "  e{number} = {}", wrapped(case)).unwrap();
    }
    text += "}\n";
    let found = resolve(&[SourceFile { path: "main.tf".to_owned(), bytes: text.into_bytes() }]).unwrap();
    let body = found["resources"][0]["body"].clone();
    (0..cases.len()).map(|number| body[format!("e{number}")].clone()).collect()
}

/// Terraform's value of each expression.
fn theirs(cases: &[Case]) -> Vec<Value> {
    let folder = real::folder("expressions");
    let mut text = LOCALS.to_owned();
    for (number, case) in cases.iter().enumerate() {
        writeln!(text, "output \"e{number}\" {{\n  value = {}\n}}", wrapped(case)).unwrap();
    }
    fs::write(folder.join("main.tf"), text).unwrap();
    let applied = real::terraform(&folder, &["apply", "-auto-approve", "-no-color"], "");
    assert!(applied.status.success(), "{}", String::from_utf8_lossy(&applied.stderr));
    let output = real::terraform(&folder, &["output", "-json"], "");
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    (0..cases.len()).map(|number| found[format!("e{number}")]["value"].clone()).collect()
}

/// Numbers by value: Terraform writes more digits than a double holds, and `1e+21` where we write them all.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            let (one, other) = (one.as_f64().unwrap(), other.as_f64().unwrap());
            (one - other).abs() <= one.abs() * 2.0 * f64::EPSILON
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, value)| other.get(name).is_some_and(|other| same(value, other)))
        }
        _ => one == other,
    }
}

fn is_kept(value: &Value) -> bool {
    value.get("expression").is_some() || value.as_array().is_some_and(|values| values.iter().any(is_kept))
}

#[test]
fn expressions_have_the_values_that_terraform_gives_them() {
    let cases = cases();
    let mut wrong = Vec::new();
    for (case, value) in cases.iter().zip(ours(&cases)) {
        if is_kept(&value) != case.kept || (!case.kept && !same(&value, &case.value)) {
            wrong.push(format!("{}\n  Terraform: {}\n  here:      {value}", case.expression, case.value));
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn the_values_are_those_of_the_real_terraform() {
    if !real::is_there() {
        return;
    }
    let mut cases = cases();
    let real = theirs(&cases);
    if std::env::var_os("UPDATE").is_some() {
        for (case, value) in cases.iter_mut().zip(&real) {
            case.value = value.clone();
        }
        let lines: Vec<String> = cases.iter().map(|case| serde_json::to_string(case).unwrap()).collect();
        fs::write(path(), format!("[\n{}\n]\n", lines.join(",\n"))).unwrap();
    }
    for (case, value) in cases.iter().zip(&real) {
        let same = same(&case.value, value);
        assert!(same, "{}: {} and not {value}; UPDATE=1 rewrites it", case.expression, case.value);
    }
}
