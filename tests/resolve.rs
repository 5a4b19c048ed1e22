//! What `terraform::resolve` says of files: a case is a folder in `cases/terraform/read` with the files and
//! `expected.json`, which `UPDATE=1` rewrites, to be looked at.

#[path = "resolve/oracle.rs"]
mod oracle;
#[path = "terraform/real.rs"]
mod real;
#[path = "skip.rs"]
mod skip;

use std::fs;
use std::path::{Path, PathBuf};

use studio_core::terraform::{SourceFile, resolve};

/// What is expected, beside the files.
const EXPECTED: &str = "expected.json";

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/terraform/read");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

/// The files below a folder, with their paths from there.
fn files(root: &Path, folder: &Path, out: &mut Vec<SourceFile>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files(root, &path, out);
        } else if !path.ends_with(EXPECTED) {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            out.push(SourceFile { path: name, bytes: fs::read(&path).unwrap() });
        }
    }
}

#[test]
fn files_are_resolved() {
    let cases = cases();
    assert!(!cases.is_empty());
    for folder in cases {
        let mut sources = Vec::new();
        files(&folder, &folder, &mut sources);
        let found = match resolve(&sources) {
            Ok(found) => found,
            Err(error) => serde_json::json!({ "error": error.to_string() }),
        };
        let found = serde_json::to_string_pretty(&found).unwrap() + "\n";
        let path = folder.join(EXPECTED);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &found).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(expected, found, "{}; UPDATE=1 rewrites it", folder.display());
    }
}
