//! What `terraform::import` makes of files: the designs that they were exported from, and what users' own files say.
//!
//! `cases/terraform/import/<name>/` holds files with the design and the diagnostics that have to come of them;
//! `UPDATE=1` rewrites both.

#[path = "terraform/generate.rs"]
mod generate;
#[path = "terraform/generate_api.rs"]
mod generate_api;
#[path = "terraform/generate_kept.rs"]
mod generate_kept;
#[path = "terraform/generate_shared.rs"]
mod generate_shared;
#[path = "terraform/normal.rs"]
mod normal;

use std::fs;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;
use studio_core::design::{Design, Diagnostic, Document, Severity};
use studio_core::terraform::{Bundle, ExportOptions, Imported, Repetition, SourceFile, export, import};

/// How many designs are made at random.
const RANDOM: u64 = 300;

fn options(repetition: Repetition) -> ExportOptions {
    ExportOptions { repetition, ..ExportOptions::default() }
}

fn sources(bundle: &Bundle) -> Vec<SourceFile> {
    let terraform = bundle.files.iter().filter(|file| file.path.ends_with(".tf"));
    terraform
        .map(|file| SourceFile { path: file.path.clone(), bytes: file.text.clone().into_bytes() })
        .collect()
}

fn back(bundle: &Bundle) -> Imported {
    import(&sources(bundle)).expect("the export's own files are Terraform's")
}

/// What an import of the export's own files may say: nothing but that a variable is asked for.
fn surprises(found: &[Diagnostic]) -> Vec<String> {
    found
        .iter()
        .filter(|found| found.severity != Severity::Note)
        .map(|found| format!("{} at {}: {}", found.code, found.place, found.message))
        .collect()
}

/// The files that build something; `moved.tf` says what the names of others were.
fn texts(bundle: &Bundle) -> String {
    let built = ["versions.tf", "variables.tf", "main.tf", "outputs.tf"];
    let files = bundle.files.iter().filter(|file| built.contains(&file.path.as_str()));
    files.map(|file| format!("==== {}\n{}", file.path, file.text)).collect()
}

/// The first lines that differ.
fn difference(left: &str, right: &str) -> String {
    let at = left.lines().zip(right.lines()).take_while(|(left, right)| left == right).count();
    let around =
        |text: &str| text.lines().skip(at.saturating_sub(6)).take(14).collect::<Vec<_>>().join("\n  ");
    format!("line {}\n- {}\n+ {}", at + 1, around(left), around(right))
}

fn read(path: &Path) -> Design {
    let bytes = fs::read(path).unwrap();
    let document: Document =
        serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    document.design
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn bundled() -> Vec<(String, Design)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/designs");
    let files = sorted(&folder).into_iter().filter(|path| !path.ends_with("index.json"));
    files.map(|path| (path.display().to_string(), read(&path))).collect()
}

fn pretty(design: &Design) -> String {
    serde_json::to_string_pretty(design).unwrap()
}

#[test]
fn bundled_designs_come_back() {
    for (name, design) in bundled() {
        for repetition in [Repetition::WriteOut, Repetition::Fold] {
            let bundle = export(&design, &options(repetition));
            let imported = back(&bundle);
            let surprises = surprises(&imported.diagnostics);
            assert!(surprises.is_empty(), "{name}: {}", surprises.join("\n"));
            assert_eq!(imported.document.design.terraform.blocks, [], "{name} keeps no block");
            let (before, after) = (normal::normal(&design), normal::normal(&imported.document.design));
            let (before, after) = (pretty(&before), pretty(&after));
            assert!(before == after, "{name}, {repetition:?}: {}", difference(&before, &after));
        }
    }
}

/// The export of what came back is the same, and from then on nothing changes.
#[test]
fn random_designs_come_back() {
    let mut failures = Vec::new();
    let mut whole = 0;
    for seed in 0..RANDOM {
        let design = normal::written_as_terraform_does(&generate::design(seed));
        let first = export(&design, &options(Repetition::WriteOut));
        let imported = back(&first);
        let mut fail = |what: &str, said: String| failures.push(format!("seed {seed}, {what}: {said}"));
        // The path of a method that the export refused leads nowhere.
        let said =
            surprises(&imported.diagnostics).into_iter().filter(|said| !said.contains("has no method"));
        said.for_each(|said| fail("surprise", said));
        let mut once = imported.document.design;
        for block in &once.terraform.blocks {
            if !GO_ALONG.iter().chain(OF_REFUSED).any(|start| block.text.starts_with(start)) {
                fail("kept", block.text.clone());
            }
        }
        once.terraform.addresses.clear();
        let second = export(&once, &options(Repetition::WriteOut));
        let (before, after) = (normal::without_marks(&texts(&first)), normal::without_marks(&texts(&second)));
        let refused = first.diagnostics.iter().any(|found| found.severity == Severity::Error);
        whole += u32::from(!refused);
        if before != after && !refused {
            fail("files", difference(&before, &after));
        }
        missing(&before, &after).into_iter().for_each(|block| fail("missing", block));
        let mut again = back(&second).document.design;
        let addresses = std::mem::take(&mut again.terraform.addresses);
        if let Some(said) = unlike(&addresses, &second.addresses) {
            fail("address", said);
        }
        let (before, after) = (pretty(&once), pretty(&again));
        if before != after {
            fail("design", difference(&before, &after));
        }
        let third = export(&again, &options(Repetition::WriteOut));
        if texts(&second) != texts(&third) {
            fail("third", difference(&texts(&second), &texts(&third)));
        }
    }
    let shown: Vec<String> = failures.iter().take(1200).cloned().collect();
    assert!(failures.is_empty(), "{} failures, {whole} whole\n{}", failures.len(), shown.join("\n\n"));
}

/// The first mark whose address differs.
fn unlike(found: &IndexMap<String, String>, made: &IndexMap<String, String>) -> Option<String> {
    let keys = found.keys().chain(made.keys());
    let unlike = keys.into_iter().find(|key| found.get(*key) != made.get(*key))?;
    Some(format!("{unlike}: found {:?}, made {:?}", found.get(unlike), made.get(unlike)))
}

/// What may be gone with a thing that the export refused: what led to it, and what only it needed.
const GO_ALONG: &[&str] = &[
    "resource \"aws_api_gateway_resource\"",
    "resource \"aws_api_gateway_method_settings\"",
    "resource \"aws_api_gateway_deployment\"",
    "resource \"aws_apigatewayv2_deployment\"",
    "resource \"aws_cloudwatch_dashboard\"",
    "variable ",
    "data ",
    "locals ",
    "====",
];

/// What stays behind alone when the export refused what it belongs to.
const OF_REFUSED: &[&str] = &["resource \"aws_wafv2_ip_set\"", "resource \"aws_cloudwatch_metric_alarm\""];

/// The blocks that did not come back as they were.
fn missing(before: &str, after: &str) -> Vec<String> {
    let after: std::collections::BTreeSet<String> = normal::blocks(after).into_iter().collect();
    let gone = normal::blocks(before)
        .into_iter()
        .filter(|block| !after.contains(block) && !GO_ALONG.iter().any(|start| block.starts_with(start)));
    gone.collect()
}
