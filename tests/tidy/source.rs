//! Finding the repository's files, and reporting faults in them.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// What holds nothing we wrote; `.git` is a file in a second working tree.
const NOT_OURS: [&str; 6] = [".git", ".tools", "dist", "node_modules", "target", "vendor"];

/// One text file of the repository.
pub struct Source {
    /// Below the repository's folder, with forward slashes.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// The repository's folder.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_path_buf()
}

/// Whether a path below the repository's folder exists.
pub fn exists(path: &str) -> bool {
    root().join(path).exists()
}

/// All text files below a folder ("" for the repository) whose names end so, sorted; none if it is not there.
pub fn sources(under: &str, ending: &str) -> Vec<Source> {
    let mut found = vec![];
    let mut dirs = vec![root().join(under)];
    while let Some(dir) = dirs.pop() {
        for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if NOT_OURS.contains(&name.as_str()) {
                continue;
            }
            if path.is_dir() {
                dirs.push(path);
            } else if name.ends_with(ending)
                && let Ok(text) = fs::read_to_string(&path)
                && let Ok(rest) = path.strip_prefix(root())
            {
                let parts = rest.components().map(|part| part.as_os_str().to_string_lossy());
                found.push(Source { path: parts.collect::<Vec<_>>().join("/"), text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Fails with the faults, if any, and the remedy.
pub fn report(faults: &[String], remedy: &str) {
    assert!(faults.is_empty(), "{} to mend: {remedy}\n{}\n", faults.len(), faults.join("\n"));
}
