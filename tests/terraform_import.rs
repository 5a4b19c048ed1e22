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

/// What the export of a random design holds comes back whole: the files of what came back are the same to the
/// byte, and from then on nothing changes.
#[test]
fn random_designs_come_back() {
    let mut failures = Vec::new();
    for seed in 0..RANDOM {
        let design = normal::accepted(normal::written_as_terraform_does(&generate::design(seed)));
        let first = export(&design, &options(Repetition::WriteOut));
        let imported = back(&first);
        let mut fail = |what: &str, said: String| failures.push(format!("seed {seed}, {what}: {said}"));
        surprises(&imported.diagnostics).into_iter().for_each(|said| fail("surprise", said));
        let once = imported.document.design;
        if !once.terraform.blocks.is_empty() {
            fail("kept", format!("{:?}", once.terraform.blocks));
        }
        let mut plain = once.clone();
        plain.terraform.addresses.clear();
        let second = export(&plain, &options(Repetition::WriteOut));
        let (before, after) = (normal::without_marks(&texts(&first)), normal::without_marks(&texts(&second)));
        if before != after {
            fail("files", difference(&before, &after));
        }
        let again = back(&second).document.design;
        if seed == 114 || seed == 65 {
            for (n, b) in [("a", &first), ("b", &second)] {
                fs::write(format!("/tmp/mapper-{seed}-{n}"), texts(b)).unwrap();
                fs::write(
                    format!("/tmp/mapper-{seed}-{n}d"),
                    b.diagnostics
                        .iter()
                        .map(|d| format!("{} {} {}\n", d.code, d.message, d.help))
                        .collect::<String>(),
                )
                .unwrap();
            }
            fs::write(
                format!("/tmp/mapper-{seed}-e"),
                back(&second)
                    .diagnostics
                    .iter()
                    .map(|d| format!("{} {} {}\n", d.code, d.message, d.help))
                    .collect::<String>(),
            )
            .unwrap();
        }
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
    let shown: Vec<String> = failures.iter().take(1200).cloned().collect();
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), shown.join("\n\n"));
}

/// The first mark whose address differs.
fn unlike(found: &IndexMap<String, String>, made: &IndexMap<String, String>) -> Option<String> {
    let keys = found.keys().chain(made.keys());
    let unlike = keys.into_iter().find(|key| found.get(*key) != made.get(*key))?;
    Some(format!("{unlike}: found {:?}, made {:?}", found.get(unlike), made.get(unlike)))
}
