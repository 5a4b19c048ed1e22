//! Files that kept blocks read when they are applied.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::Build;
use super::graph::place_text;
use super::modules::below_root;
use crate::design::Diagnostic;
use crate::terraform::import::config::SourceBlock;
use crate::terraform::import::read::{joined, left_out};

/// The functions that read files, without the one that lists them.
const READERS: &[&str] = &[
    "file",
    "filebase64",
    "filebase64sha256",
    "filebase64sha512",
    "filemd5",
    "filesha1",
    "filesha256",
    "filesha512",
    "templatefile",
    "fileset",
    "fileexists",
];
/// Arguments that are the path of a file or folder.
const UPLOADED: &[&str] = &["filename", "source_file", "source_dir"];
/// What has a file's path as its `source`.
const OBJECTS: &[&str] = &["aws_s3_object", "aws_s3_bucket_object"];
/// How paths begin that mean the folder of the module.
const MODULE: &str = "${path.module}/";
/// How paths begin that mean the folder that Terraform runs in.
const ROOT: &[&str] = &["${path.root}/", "${path.cwd}/", "./"];

/// Whether all files that an expression of the root reads came with the files.
pub(super) fn are_there(build: &Build<'_, '_>, expression: &str) -> bool {
    read_by(expression).iter().all(|path| in_root(build, path.as_deref()).is_some())
}

/// Whether an expression, or a block, may have a file's text: `templatefile` ends so, too.
pub(super) fn may_read(text: &str) -> bool {
    text.contains("file(")
}

/// The file that an expression of the root reads by this path, with its own.
fn in_root<'c>(build: &Build<'_, 'c>, path: Option<&str>) -> Option<(&'c String, &'c String)> {
    let config = build.work.graph.config;
    let root = config.modules.first().map_or("", |root| root.folder.as_str());
    config.files.get_key_value(joined(root, below_start(path?))?.as_str())
}

/// The files that kept blocks read and that came with them; those that did not are told.
pub(super) fn keep<'c>(
    build: &Build<'_, 'c>,
    blocks: impl Iterator<Item = &'c SourceBlock>,
) -> IndexMap<String, String> {
    let mut kept = IndexMap::new();
    let mut missed = BTreeSet::new();
    let config = build.work.graph.config;
    let root = config.modules.first().map_or("", |root| root.folder.as_str());
    // Expressions of what became items stand in the root.
    for expression in build.work.expressions().iter().filter(|text| text.contains("file")) {
        for (path, text) in read_by(expression).iter().filter_map(|path| in_root(build, path.as_deref())) {
            kept.insert(below_root(build, path).to_owned(), text.clone());
        }
    }
    for block in blocks {
        let folder = block.place.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let uploaded = uploaded_by(&block.text);
        for (path, reads) in read_by(&block.text).into_iter().map(|path| (path, true)).chain(uploaded) {
            let at = path.as_deref().and_then(|path| match path.strip_prefix(MODULE) {
                Some(below) => joined(folder, below),
                None => joined(root, below_start(path)),
            });
            if let Some((path, text)) = at.as_ref().and_then(|at| config.files.get_key_value(at.as_str())) {
                kept.insert(below_root(build, path).to_owned(), text.clone());
                continue;
            }
            missed.extend(at);
            let what = format!("{} {}", block.word, block.labels.join("."));
            let file = path.map_or_else(|| "a file".to_owned(), |path| format!("`{}`", below_start(&path)));
            let message =
                format!("The kept block `{}` reads {file}, which is no part of the export", what.trim());
            let found = match reads {
                true => Diagnostic::error("terraform-file", message)
                    .help("Copy it beside the exported files: Terraform refuses them without it"),
                // It may come from a build, and a plan does not look at it.
                false => Diagnostic::warning("terraform-file", message)
                    .help("Copy it beside the exported files before they are applied"),
            };
            build.work.tell(found.at_place(place_text(&block.place)));
        }
    }
    tell_left_out(build, &kept, &missed);
    kept
}

/// Says which files that came along nothing refers to: those that are no texts are told with what reads them.
fn tell_left_out(build: &Build<'_, '_>, kept: &IndexMap<String, String>, missed: &BTreeSet<String>) {
    let unused = build.work.graph.config.unused.iter();
    let left = unused.filter(|path| !kept.contains_key(below_root(build, path)) && !missed.contains(*path));
    left_out(left.map(String::as_str)).into_iter().for_each(|found| build.work.tell(found));
}

/// A path without what it begins with.
fn below_start(path: &str) -> &str {
    let mut starts = ROOT.iter().chain([&MODULE]);
    starts.find_map(|start| path.strip_prefix(start)).unwrap_or(path)
}

/// The paths of the files that a block's text reads; none for one that is computed.
fn read_by(text: &str) -> BTreeSet<Option<String>> {
    let mut found = BTreeSet::new();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with(['#', '/']));
    for line in lines.filter(|line| line.contains("file")) {
        for (at, _) in line.match_indices('(') {
            let (Some(before), Some(after)) = (line.get(..at), line.get(at + 1..)) else { continue };
            let start = before.rfind(|char: char| !char.is_ascii_alphanumeric() && char != '_');
            let name = before.get(start.map_or(0, |start| start + 1)..).unwrap_or_default();
            if READERS.contains(&name) {
                found.insert(path(after));
            }
        }
    }
    found
}

/// The paths of the files that a block uploads or packs by their name alone.
fn uploaded_by(text: &str) -> Vec<(Option<String>, bool)> {
    let named = text.lines().filter_map(|line| {
        let (name, value) = line.trim().split_once('=')?;
        let is_path = UPLOADED.contains(&name.trim()) || name.trim() == "source" && is_object(text);
        let value = path(value).filter(|path| is_path && !below_start(path).contains("${"))?;
        Some((Some(value), false))
    });
    named.collect()
}

/// Whether a block is an object of S3, whose `source` is a file.
fn is_object(text: &str) -> bool {
    OBJECTS.iter().any(|kind| text.contains(&format!("resource \"{kind}\"")))
}

/// The path that the first argument of a call is.
fn path(arguments: &str) -> Option<String> {
    let quoted = arguments.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'));
    quoted.map(|(path, _)| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{below_start, read_by, uploaded_by};

    #[test]
    fn calls_are_found_by_their_names() {
        let text = "a {\n  x = file(\"${path.module}/a.json\")\n  # y = file(\"b\")\n  z = profile(\"c\")\n}";
        let found: Vec<_> = read_by(text).into_iter().collect();
        assert_eq!(found, [Some("${path.module}/a.json".to_owned())]);
        assert_eq!(below_start("${path.module}/a.json"), "a.json");
        assert!(read_by("x = templatefile(var.name, {})").contains(&None));
        let function = "resource \"aws_lambda_function\" \"f\" {\n  filename = \"${path.module}/f.zip\"\n  source = \"x\"\n}";
        assert_eq!(uploaded_by(function), [(Some("${path.module}/f.zip".to_owned()), false)]);
        assert!(uploaded_by("x {\n  filename = data.archive_file.f.output_path\n}").is_empty());
    }
}
