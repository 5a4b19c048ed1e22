//! What neither `terraform validate` nor a plan catches, and the export refuses.

use std::fs;

use serde::Deserialize;
use studio_core::design::{Design, Severity};
use studio_core::terraform::{ExportOptions, export};

use crate::{accept, cases, native, sorted};

#[derive(Deserialize)]
struct Case {
    design: Design,
    #[serde(default)]
    options: ExportOptions,
    /// What the error says; empty where the files ask for what is missing instead.
    refused: String,
    /// What stands in no file.
    absent: Vec<String>,
    /// What stands in a file.
    there: Vec<String>,
}

#[test]
fn what_aws_refuses_and_terraform_lets_through_is_left_out_and_named() {
    let mut modules = Vec::new();
    for path in sorted(&cases().join("refused")) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let case: Case = serde_json::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let bundle = export(&case.design, &case.options);
        let faults = native::faults(&bundle, &case.design);
        assert!(faults.is_empty(), "{name}: {}", faults.join("\n"));
        let errors: Vec<&str> = bundle
            .diagnostics
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .map(|found| found.message.as_str())
            .collect();
        let named = match case.refused.as_str() {
            "" => errors.is_empty(),
            words => errors.iter().any(|message| message.contains(words)),
        };
        assert!(named, "{name}: {errors:#?}");
        // The module's own tests are about what is there, and its README tells what is not.
        let texts: String = bundle
            .files
            .iter()
            .filter(|file| file.path.ends_with(".tf"))
            .map(|file| file.text.as_str())
            .collect();
        for absent in &case.absent {
            assert!(!texts.contains(absent.as_str()), "{name}: {absent} is in the files");
        }
        for there in &case.there {
            assert!(texts.contains(there.as_str()), "{name}: {there} is in no file:\n{texts}");
        }
        modules.push((name, bundle));
    }
    assert!(modules.len() >= 22);
    accept::accepts("refused", &modules);
}

#[test]
fn a_gateway_response_of_an_unknown_type_opens_in_no_document() {
    let saved = r#"{"apis": {"1": {"kind": "REST", "settings": {"gateway_responses": {"NOT_A_TYPE": {}}}}}}"#;
    let error = serde_json::from_str::<Design>(saved).unwrap_err().to_string();
    assert!(error.contains("NOT_A_TYPE"), "{error}");
}
