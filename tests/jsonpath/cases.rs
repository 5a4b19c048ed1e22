//! The case files in `tests/cases/jsonpath`.

use std::{fs, path::Path};

use serde_json::Value;
use studio_core::lang::json::{Json, parse_lenient, to_text};
use studio_core::lang::jsonpath::{self, Selection};
use studio_core::lang::pattern::{self, Pattern};

fn cases(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/jsonpath").join(name);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[test]
fn json_texts() {
    let file = cases("json.json");
    for case in list(&file) {
        let given = text(&case["text"]);
        match (parse_lenient(given), case.get("error")) {
            (Ok(value), None) => assert_eq!(to_text(&value), text(&case["prints"]), "{given}"),
            (Err(error), Some(wanted)) => assert_eq!(error.java_text(), text(wanted), "{given}"),
            (found, _) => panic!("{given}: {found:?}"),
        }
    }
}

#[test]
fn paths() {
    let file = cases("paths.json");
    let documents = &file["documents"];
    for case in list(&file["cases"]) {
        let given = text(&case["path"]);
        let document = Json::from_serde(&documents[text(&case["in"])]).unwrap();
        let path = match (jsonpath::Path::parse(given), case.get("error")) {
            (Ok(path), None) => path,
            (Err(error), Some(wanted)) => {
                assert_eq!(error.message, text(wanted), "{given}");
                assert_eq!(Some(error.at as u64), case["at"].as_u64(), "{given}");
                continue;
            }
            (found, _) => panic!("{given}: {found:?}"),
        };
        let found = match path.select(&document) {
            Ok(Selection::Definite(None)) | Err(_) => "nothing".to_owned(),
            Ok(Selection::Definite(Some(value))) => format!("one {}", to_text(&value)),
            Ok(Selection::Indefinite(values)) => format!("many {}", to_text(&Json::array(values))),
        };
        assert_eq!(found, text(&case["finds"]), "{given}");
    }
}

#[test]
fn patterns() {
    let file = cases("patterns.json");
    for case in list(&file) {
        let (given, subject) = (text(&case["pattern"]), case["text"].as_str().unwrap_or_default());
        if let Some(wanted) = case.get("error") {
            let error = Pattern::new(given).unwrap_err();
            assert_eq!(error.reason, text(wanted), "{given}");
            assert_eq!(Some(error.at as u64), case["at"].as_u64(), "{given}");
            continue;
        }
        if let Some(wanted) = case.get("matches") {
            assert_eq!(
                pattern::matches(given, subject),
                Ok(wanted.as_bool().unwrap()),
                "{given} on {subject}"
            );
        }
        if let Some(wanted) = case.get("finds") {
            let found = pattern::find(given, subject).unwrap().map(|range| &subject[range]);
            assert_eq!(found, wanted.as_str(), "{given} in {subject}");
        }
        if let Some(replace) = case.get("replace") {
            let ours = pattern::replace_all(subject, given, text(&replace[0]));
            let ours = ours.unwrap_or_else(|error| error.reason);
            assert_eq!(ours, text(&replace[1]), "{given} in {subject}");
        }
        if let Some(split) = case.get("split") {
            let limit = case["limit"].as_i64().unwrap_or(0) as i32;
            let wanted: Vec<&str> = list(split).iter().map(text).collect();
            assert_eq!(pattern::split(subject, given, limit), Ok(wanted), "{given} in {subject}");
        }
    }
}
