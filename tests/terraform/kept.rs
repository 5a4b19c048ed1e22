//! Blocks that pass from files to files: written as `terraform fmt` writes them, with their comments.
//!
//! `cases/terraform/kept/<name>.tf` are files that it would change; `<name>.formatted` is what comes out, which
//! `UPDATE=1` rewrites. Where Terraform is there, it has to make the same of the case.

use std::fs;
use std::path::{Path, PathBuf};

use studio_core::terraform::{ExportOptions, SourceFile, export, import};

use crate::real;

#[test]
fn kept_blocks_are_formatted() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/terraform/kept");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "tf"));
    paths.sort();
    assert!(!paths.is_empty());
    let is_there = real::is_there();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let once = passed(&text);
        let golden = path.with_extension("formatted");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&golden, &once).unwrap();
        }
        let said = fs::read_to_string(&golden).unwrap_or_default();
        assert_eq!(once, said, "{}: UPDATE=1 rewrites it", path.display());
        assert_eq!(passed(&once), once, "{}: what is formatted stays", path.display());
        if is_there {
            // Terraform leaves carriage returns where they are.
            assert_eq!(terraform_fmt(&text.replace("\r\n", "\n")), once, "{}", path.display());
        }
    }
}

/// What comes out of the file that held these blocks.
fn passed(text: &str) -> String {
    let source = SourceFile { path: "kept.tf".to_owned(), bytes: text.as_bytes().to_vec() };
    let design = import(&[source]).unwrap().document.design;
    let bundle = export(&design, &ExportOptions::default());
    bundle.files.into_iter().find(|file| file.path == "kept.tf").map(|file| file.text).unwrap_or_default()
}

fn terraform_fmt(text: &str) -> String {
    let output = real::terraform(&real::folder("kept"), &["fmt", "-no-color", "-"], text);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
