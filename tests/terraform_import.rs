//! What `terraform::import` makes of files: the designs that they were exported from, and what users' own files say.
//!
//! `cases/terraform/import/<name>/` holds files with the design and the diagnostics that have to come of them;
//! `UPDATE=1` rewrites both.

#[path = "terraform/accepted.rs"]
mod accepted;
#[path = "terraform/fields.rs"]
mod fields;
#[path = "terraform/fixed.rs"]
mod fixed;
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
#[path = "openapi/normal.rs"]
mod normal_document;
#[path = "openapi/normal_parts.rs"]
mod normal_parts;
#[path = "terraform/same.rs"]
mod same;
#[path = "terraform/written.rs"]
mod written;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;
use studio_core::design::{Design, Diagnostic, Document, Severity};
use studio_core::terraform::{
    Bundle, ExportOptions, Imported, Repetition, RestStyle, SourceFile, export, import, record,
};

/// How many designs are made at random.
const RANDOM: u64 = 300;
/// How many of them are written with documents, too.
const RANDOM_DOCUMENTS: u64 = 150;

/// What every case has beside the files that are read.
const MADE: &[&str] = &["design.json", "diagnostics.txt"];

/// How many failures are shown.
const SHOWN: usize = 60;

/// Fields that random designs do not set once they are freed of what the export leaves out: the provider has no place
/// for them in the versions that the files are made for, or they are for estimates and simulations and in no file.
/// What a design keeps of users' files, the modules in `cases/terraform/public` have.
const UNSEEN: &[&str] = &[
    "ApiSettings.security_policy",
    "BlockComments.above",
    "BlockComments.inside",
    "Computed.expression",
    "Computed.value",
    "Design.account_id",
    "Design.last_id",
    "Design.terraform",
    "Domain.endpoint_access_mode",
    "Domain.routing_mode",
    "Domain.routing_rules",
    "Function.architecture",
    "Function.duration_ms",
    "Function.memory_mb",
    "HeaderCondition.name",
    "HeaderCondition.value",
    "JwtIssuer.key_set",
    "KeptBlock.file",
    "KeptBlock.text",
    "RoutingRule.api",
    "RoutingRule.base_paths",
    "RoutingRule.headers",
    "RoutingRule.priority",
    "RoutingRule.stage",
    "RoutingRule.strip_base_path",
    "Terraform.addresses",
    "Terraform.arguments",
    "Terraform.blocks",
    "Terraform.comments",
    "Terraform.computed",
    "Terraform.existing",
    "Terraform.expressions",
    "Terraform.files",
    "Terraform.moved",
    "Terraform.names",
    "Terraform.web_acls",
];

fn options(repetition: Repetition) -> ExportOptions {
    ExportOptions { repetition, ..ExportOptions::default() }
}

fn sources(bundle: &Bundle) -> Vec<SourceFile> {
    let is_read = |path: &str| [".tf", ".tfvars", ".tfvars.json"].iter().any(|end| path.ends_with(end));
    let terraform = bundle.files.iter().filter(|file| is_read(&file.path));
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

/// The same where a REST API is one document.
#[test]
fn bundled_designs_come_back_from_their_documents() {
    for (name, design) in bundled() {
        let bundle = export(&design, &styles()[2].1);
        let imported = back(&bundle).document.design;
        let (before, after) = (identity_of_document(&design), identity_of_document(&imported));
        assert!(before == after, "{name}: {}", difference(&before, &after));
    }
}

/// Random designs come back from files with a document for each REST API.
#[test]
fn random_designs_come_back_from_their_documents() {
    let mut failures = Vec::new();
    for seed in 0..RANDOM_DOCUMENTS {
        let design = accepted::accepted(normal::written_as_terraform_does(&generate::design(seed)));
        let imported = back(&export(&design, &styles()[2].1));
        // What AWS finds odd in a document is odd in the design.
        let said = surprises(&imported.diagnostics).into_iter().filter(|said| !said.starts_with("import-"));
        failures.extend(said.map(|said| format!("seed {seed}, surprise: {said}")));
        let (before, after) =
            (identity_of_document(&design), identity_of_document(&imported.document.design));
        if before != after {
            failures.push(format!("seed {seed}, document: {}", difference(&before, &after)));
        }
    }
    let shown: Vec<String> = failures.iter().take(SHOWN).cloned().collect();
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), shown.join("\n\n"));
}

fn identity_of_document(design: &Design) -> String {
    identity(&fixed::described(&same::same(design), true))
}

/// What the export of a random design holds comes back whole: the files of what came back are the same to the
/// byte, and from then on nothing changes.
#[test]
fn random_designs_come_back() {
    let mut failures = Vec::new();
    let (model, mut set) = (fields::Model::read(), BTreeSet::new());
    for seed in 0..RANDOM {
        let design = accepted::accepted(normal::written_as_terraform_does(&generate::design(seed)));
        model.set("Design", &serde_json::to_value(&design).unwrap(), &mut set);
        let first = export(&design, &options(Repetition::WriteOut));
        let imported = back(&first);
        let mut fail = |what: &str, said: String| failures.push(format!("seed {seed}, {what}: {said}"));
        surprises(&imported.diagnostics).into_iter().for_each(|said| fail("surprise", said));
        let once = imported.document.design;
        if !once.terraform.blocks.is_empty() {
            fail("kept", format!("{:?}", once.terraform.blocks));
        }
        let (given, came) = (identity(&design), identity(&once));
        if given != came {
            fail("identity", difference(&given, &came));
        }
        let mut plain = once.clone();
        plain.terraform.addresses.clear();
        let second = export(&plain, &options(Repetition::WriteOut));
        let (before, after) = (normal::without_marks(&texts(&first)), normal::without_marks(&texts(&second)));
        if before != after {
            fail("files", difference(&before, &after));
        }
        let again = back(&second).document.design;
        if let Some(said) = unlike(&again.terraform.addresses, &second.addresses) {
            fail("address", said);
        }
        let mut same = again.clone();
        same.terraform.addresses.clear();
        // The variables of keys' values have names with marks.
        let (before, after) = (normal::without_marks(&pretty(&plain)), normal::without_marks(&pretty(&same)));
        if before != after {
            fail("second design", difference(&before, &after));
        }
        let third = export(&same, &options(Repetition::WriteOut));
        if texts(&second) != texts(&third) {
            fail("third", difference(&texts(&second), &texts(&third)));
        }
    }
    let all = model.all("Design");
    let unseen: Vec<&str> = all.difference(&set).map(String::as_str).collect();
    println!("random designs that the export takes set {} of {} fields", set.len(), all.len());
    if unseen != UNSEEN {
        failures.push(format!("never set: {unseen:#?}"));
    }
    let shown: Vec<String> = failures.iter().take(SHOWN).cloned().collect();
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), shown.join("\n\n"));
}

/// The design as far as files hold it, in one form for all that are the same to AWS.
fn identity(design: &Design) -> String {
    pretty(&normal::normal(&same::same(design)))
}

fn folder(root: &Path) -> Vec<SourceFile> {
    let mut files = Vec::new();
    let mut waiting = vec![root.to_owned()];
    while let Some(path) = waiting.pop() {
        for path in sorted(&path) {
            if path.is_dir() {
                waiting.push(path);
            } else {
                let below = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                files.push(SourceFile { path: below, bytes: fs::read(&path).unwrap() });
            }
        }
    }
    files.sort_by(|left, right| left.path.cmp(&right.path));
    files
}

fn cases(name: &str) -> Vec<PathBuf> {
    sorted(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/terraform").join(name))
}

fn said(found: &[Diagnostic]) -> String {
    let line = |found: &Diagnostic| {
        format!("{:?} {} at {}: {}. {}\n", found.severity, found.code, found.place, found.message, found.help)
    };
    if found.is_empty() { "nothing\n".to_owned() } else { found.iter().map(line).collect() }
}

/// Modules of the kind that teams write come back from their first export as they were; only where their blocks
/// stand, the export decides.
#[test]
fn public_modules_are_fixed_points() {
    let mut failures = Vec::new();
    for path in cases("public") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let first = import(&folder(&path)).unwrap().document.design;
        for (what, options) in styles() {
            let bundle = export(&first, &options);
            let second = back(&bundle).document.design;
            let mut fail = |part: &str, before: &str, after: &str| {
                if before != after {
                    failures.push(format!("{name}, {what}, {part}: {}", difference(before, after)));
                }
            };
            let body = options.rest_style == RestStyle::Body;
            let (before, after) = if is_described(&first) || body {
                (fixed::described(&record(&first, &bundle), body), fixed::described(&second, body))
            } else {
                (record(&first, &bundle), second.clone())
            };
            fail("design", &pretty(&before), &pretty(&after));
            fail("files", &texts(&bundle), &texts(&export(&second, &options)));
            for (mark, address) in &first.terraform.addresses {
                let kept = bundle.addresses.get(mark).is_none_or(|now| now == address);
                if options.repetition == Repetition::WriteOut
                    && address.starts_with("aws_")
                    && !address.contains('[')
                    && !kept
                {
                    failures.push(format!("{name}, {what}: `{address}` moves"));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n\n"));
}

fn styles() -> [(&'static str, ExportOptions); 3] {
    let body = ExportOptions { rest_style: RestStyle::Body, ..options(Repetition::WriteOut) };
    [("written out", options(Repetition::WriteOut)), ("folded", options(Repetition::Fold)), ("body", body)]
}

/// Whether a document describes a REST API of the files.
fn is_described(design: &Design) -> bool {
    let marks = || design.terraform.addresses.keys();
    let rest = marks().any(|mark| mark.starts_with("aws_api_gateway_rest_api "));
    rest && !marks().any(|mark| mark.starts_with("aws_api_gateway_method "))
}

#[test]
fn every_case() {
    let mut failures = Vec::new();
    let all = cases("import");
    assert!(!all.is_empty());
    for path in all {
        let files = folder(&path).into_iter().filter(|file| !MADE.contains(&file.path.as_str()));
        let imported = import(&files.collect::<Vec<_>>()).unwrap();
        let made = [
            ("design.json", pretty(&imported.document.design) + "\n"),
            ("diagnostics.txt", said(&imported.diagnostics)),
        ];
        for (file, text) in made {
            let path = path.join(file);
            if std::env::var_os("UPDATE").is_some() {
                fs::write(&path, &text).unwrap();
            }
            let golden = fs::read_to_string(&path).unwrap_or_default();
            if golden != text {
                failures.push(format!("{}: {}", path.display(), difference(&golden, &text)));
            }
        }
    }
    assert!(failures.is_empty(), "UPDATE=1 rewrites them\n{}", failures.join("\n\n"));
}

/// The first mark whose address differs.
fn unlike(found: &IndexMap<String, String>, made: &IndexMap<String, String>) -> Option<String> {
    let keys = found.keys().chain(made.keys());
    let unlike = keys.into_iter().find(|key| found.get(*key) != made.get(*key))?;
    Some(format!("{unlike}: found {:?}, made {:?}", found.get(unlike), made.get(unlike)))
}
