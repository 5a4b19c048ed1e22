//! Runs `cases/design` and looks at the bundled designs in `public/designs`.
//!
//! A case is an object with a `name` and one thing to do: `check`, `load`, `edits`, `convert` or `recommend`;
//! `expect` is what comes of it. `UPDATE=1` writes what comes of it into the files, to be looked at.

use std::{fs, path::Path, path::PathBuf};

use serde_json::{Value, json};
use studio_core::aws::ApiKind;
use studio_core::design::edit::{Edit, apply};
use studio_core::design::recommend::Needs;
use studio_core::design::{
    ApiId, Diagnostic, Document, Loaded, Severity, check, convert, load, recommend, save,
};

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn files(path: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder(path)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    assert!(!files.is_empty(), "{path} holds cases");
    files
}

fn loaded(value: &Value) -> Loaded {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    load(text.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

fn document(case: &Value) -> Document {
    let wrapped = match case.get("document") {
        Some(document) => document.clone(),
        None => json!({ "format": 1, "design": case["design"] }),
    };
    loaded(&wrapped).document
}

/// A finding in one line: severity, code, item, place.
fn line(found: &Diagnostic) -> Value {
    let item = found.item.map(|item| item.key()).unwrap_or_default();
    let severity = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let text = format!("{severity} {} {item} {}", found.code, found.place);
    Value::String(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn lines(found: &[Diagnostic]) -> Value {
    Value::Array(found.iter().map(line).collect())
}

/// What comes of a case.
fn outcome(case: &Value) -> Value {
    let kind = |name: &str| -> ApiKind { name.parse().unwrap() };
    match case["do"].as_str().unwrap() {
        "check" => lines(&check(&document(case).design)),
        "messages" => {
            let found = check(&document(case).design);
            found.iter().map(|found| json!([found.message, found.help])).collect()
        }
        "load" => {
            match load(case["input"].as_str().map_or(case["input"].to_string(), str::to_owned).as_bytes()) {
                Ok(loaded) => json!({
                    "findings": lines(&loaded.diagnostics),
                    "messages": loaded.diagnostics.iter().map(|found| found.message.clone()).collect::<Vec<_>>(),
                    "read_only": loaded.read_only,
                    "saved": serde_json::from_str::<Value>(&save(&loaded.document)).unwrap(),
                }),
                Err(error) => json!({ "error": error.to_string(), "place": error.place() }),
            }
        }
        "edits" => {
            let mut document = document(case);
            let mut steps = Vec::new();
            for edit in case["edits"].as_array().unwrap() {
                let edit: Edit = serde_json::from_value(edit.clone()).unwrap();
                let label = edit.label(&document);
                steps.push(match apply(&document, &edit) {
                    Ok(applied) => {
                        document = applied.document;
                        let touched: Vec<String> = applied.touched.iter().map(|item| item.key()).collect();
                        json!({ "label": label, "touched": touched })
                    }
                    Err(error) => json!({ "label": label, "refused": error.to_string() }),
                });
            }
            json!({ "steps": steps, "document": serde_json::to_value(&document).unwrap() })
        }
        "convert" => {
            let design = document(case).design;
            let (api, kind) = (ApiId(1), kind(case["to"].as_str().unwrap()));
            let losses = convert::losses(&design, api, kind);
            let converted = convert::convert(&design, api, kind).unwrap();
            let wrong = check(&converted);
            json!({
                "losses": losses.iter().map(|found| json!([line(found), found.message])).collect::<Vec<_>>(),
                "design": serde_json::to_value(&converted).unwrap(),
                "check": lines(&wrong),
            })
        }
        "recommend" => {
            let needs: Needs = serde_json::from_value(case["needs"].clone()).unwrap();
            let answer = recommend(&needs);
            json!({ "kind": answer.kind, "reason": answer.reason })
        }
        other => panic!("a case cannot {other}"),
    }
}

#[test]
fn cases() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut failed = Vec::new();
    for path in files("cases/design") {
        let mut cases: Vec<Value> = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for case in &mut cases {
            let got = outcome(case);
            let want = case.get("expect").cloned().unwrap_or_default();
            if got != want && !update {
                failed.push(format!("{} in {}\n  want {want}\n  got  {got}", case["name"], path.display()));
            }
            case["expect"] = got;
        }
        if update {
            fs::write(&path, serde_json::to_string_pretty(&cases).unwrap() + "\n").unwrap();
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn bundled_designs_load_whole_and_check_without_errors() {
    let index: Value =
        serde_json::from_str(&fs::read_to_string(folder("../public/designs/index.json")).unwrap()).unwrap();
    let listed: Vec<&str> =
        index.as_array().unwrap().iter().map(|entry| entry["file"].as_str().unwrap()).collect();
    assert_eq!(listed, ["http-api-module.json", "rest-usage-plan.json", "websocket-chat.json"]);
    for name in listed {
        let path = folder("../public/designs").join(name);
        let text = fs::read_to_string(&path).unwrap();
        let loaded = load(text.as_bytes()).unwrap();
        assert_eq!(loaded.diagnostics, [], "{name}");
        assert_eq!(loaded.read_only, None, "{name}");
        let saved = save(&loaded.document);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &saved).unwrap();
        } else {
            assert!(saved == text, "{name} is not in the form that save writes");
        }
        let found = check(&loaded.document.design);
        assert_eq!(lines(&found), json!([]), "{name}: {found:#?}");
        assert!((4..=6).contains(&loaded.document.scenarios.len()), "{name} has saved requests");
        assert!(!loaded.document.traffic.is_empty(), "{name} has traffic");
    }
}

/// 300 routes, as many as AWS lets an API have; `cargo bench --bench design` says how long it takes.
#[test]
fn a_large_design_has_nothing_wrong() {
    let text = fs::read_to_string(folder("../public/designs/rest-usage-plan.json")).unwrap();
    let mut document = load(text.as_bytes()).unwrap().document;
    let api = *document.design.apis.keys().next().unwrap();
    let template = document.design.apis[&api].routes.values().next().unwrap().clone();
    let mut edits = Vec::new();
    for number in 0..300 {
        let mut route = (*template).clone();
        route.key = format!("GET /products/{{id}}/part{number}").as_str().into();
        edits.push(Edit::PutRoute(api, document.design.mint(), route.into()));
    }
    let document = apply(&document, &Edit::Batch(edits)).unwrap().document;
    assert_eq!(lines(&check(&document.design)), json!([]));
}
