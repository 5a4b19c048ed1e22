//! Terraform files that are measured: natively by `cargo bench --bench terraform`, in a browser by `cargo xtask measure`.

use studio_core::terraform::{Bundle, ExportOptions, File, Repetition, RestStyle, SourceFile};

/// What each way to write the files is called, and its options.
pub fn ways() -> [(&'static str, ExportOptions); 3] {
    let ways = [
        ("folded", RestStyle::Resources, Repetition::Fold),
        ("written out", RestStyle::Resources, Repetition::WriteOut),
        ("as a body", RestStyle::Body, Repetition::Fold),
    ];
    ways.map(|(what, rest_style, repetition)| {
        (what, ExportOptions { rest_style, repetition, ..ExportOptions::default() })
    })
}

/// The files that were exported, to be read again.
pub fn sources(bundle: &Bundle) -> Vec<SourceFile> {
    let source = |file: &File| SourceFile { path: file.path.clone(), bytes: file.text.clone().into_bytes() };
    bundle.files.iter().map(source).collect()
}
