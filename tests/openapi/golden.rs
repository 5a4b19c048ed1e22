//! Documents to the byte: each `cases/openapi/export/*.case.json` says what is exported and how; the document and
//! what is said of it stand beside it.
//!
//! A case is `{why, from | design, options?, body?}`: `from` names an OpenAPI document to import, `design` is a saved
//! design, and `body` writes the document that stands in a file that deploys the API.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use studio_core::design::{ApiId, Design, Diagnostic, Document, FunctionId, VpcLinkId};
use studio_core::openapi::{ExportOptions, Format, Naming, describe, export, import};

#[test]
fn documents_to_the_byte() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for path in cases() {
        for (beside, actual) in answers(&path) {
            if update {
                fs::write(&beside, &actual).unwrap();
                continue;
            }
            let expected = fs::read_to_string(&beside).unwrap_or_default();
            if actual != expected {
                let first =
                    actual.lines().zip(expected.lines()).find(|(actual, expected)| actual != expected);
                wrong.push(format!("{}: {first:?}", beside.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "UPDATE=1 rewrites what is expected:\n{}", wrong.join("\n"));
}

/// Every case file.
pub fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/openapi/export");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = entries.filter(|path| path.to_string_lossy().ends_with(".case.json")).collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths
}

/// The files that stand beside a case, and what they should hold.
fn answers(path: &Path) -> Vec<(PathBuf, String)> {
    let case: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let design = design(path, &case);
    let id = *design.apis.keys().next().unwrap();
    let options: ExportOptions = serde_json::from_value(case["options"].clone()).unwrap_or_default();
    let (text, found) = document(&design, id, &options, case["body"] == true);
    let beside = |ending: &str| PathBuf::from(path.to_string_lossy().replace(".case.json", ending));
    let mut files = vec![(beside(".out.txt"), said(&found))];
    if let Some(text) = text {
        let ending = if options.format == Format::Yaml { ".out.yaml" } else { ".out.json" };
        files.push((beside(ending), text));
    }
    files
}

fn document(
    design: &Design,
    id: ApiId,
    options: &ExportOptions,
    body: bool,
) -> (Option<String>, Vec<Diagnostic>) {
    if body {
        let (value, found) = describe(design, id, &Marked);
        return (Some(format!("{value:#}\n")).filter(|_| !value.is_null()), found);
    }
    match export(design, id, options) {
        Ok(exported) => (Some(exported.text), exported.diagnostics),
        Err(error) => (None, vec![error.into()]),
    }
}

/// Texts that show where something else will stand.
struct Marked;

impl Naming for Marked {
    fn invoke_uri(&self, function: FunctionId, streamed: bool) -> String {
        if streamed { format!("<streams from {function}>") } else { format!("<invokes {function}>") }
    }

    fn vpc_link_id(&self, link: VpcLinkId) -> String {
        format!("<link {link}>")
    }
}

/// The design of a case.
pub fn design(path: &Path, case: &Value) -> Design {
    match case["from"].as_str() {
        Some(file) => {
            let bytes = fs::read(path.parent().unwrap().join(file)).unwrap();
            import(&bytes).unwrap().document.design
        }
        // As it stands: opening it would mend what a case is about.
        None => serde_json::from_value::<Document>(case["design"].clone()).unwrap().design,
    }
}

/// Each diagnostic as two or three lines.
fn said(found: &[Diagnostic]) -> String {
    let one = |found: &Diagnostic| {
        let severity = serde_json::to_value(found.severity).unwrap();
        let item = found.item.map(|item| format!(" ({item})")).unwrap_or_default();
        let help = if found.help.is_empty() { String::new() } else { format!("  {}\n", found.help) };
        let head = format!("{} {}{item} {}", severity.as_str().unwrap(), found.code, found.place);
        format!("{}\n  {}\n{help}", head.trim_end(), found.message)
    };
    found.iter().map(one).collect()
}
