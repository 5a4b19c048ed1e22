//! Which files are Terraform's, by their names and first words.

use studio_core::terraform::{BLOCK_WORDS, SourceFile};

use crate::platform::files::OpenedFile;

/// Endings of what Terraform reads and writes.
const ENDINGS: &[&str] = &[".tf", ".tf.json", ".tfvars", ".tfvars.json", ".tfstate"];
/// Endings of what a configuration reads by `file`, `templatefile` and the like.
const BESIDE: &[&str] =
    &[".json", ".yaml", ".yml", ".vtl", ".vm", ".tpl", ".tftpl", ".tmpl", ".txt", ".graphql"];
/// Folders that hold no source.
const PASSED_OVER: &[&str] = &[".terraform", ".git", "node_modules"];
/// How a zip begins.
const ZIP: &[u8] = b"PK\x03\x04";

/// Within how many bytes of its beginning an offer file of AWS's price list says what it is.
const OFFER_BEGINNING_BYTES: usize = 1_000;

/// Whether a file of a folder may say something of a design.
pub fn is_source(path: &str) -> bool {
    let mut folders: Vec<&str> = path.split('/').collect();
    folders.pop();
    !folders.iter().any(|folder| PASSED_OVER.contains(folder))
        && ENDINGS.iter().chain(BESIDE).any(|ending| path.ends_with(ending))
}

/// Whether this is an offer file of AWS's price list, which says so at its beginning.
pub(super) fn is_offer(bytes: &[u8]) -> bool {
    let name = b"\"offerCode\"";
    let beginning = bytes.get(..OFFER_BEGINNING_BYTES).unwrap_or(bytes);
    beginning.windows(name.len()).any(|found| found == name)
}

/// Whether these files are read together as Terraform's.
pub(super) fn are_terraform(files: &[OpenedFile]) -> bool {
    let named = |file: &OpenedFile| ENDINGS.iter().any(|ending| file.path.ends_with(ending));
    files.iter().any(named) || files.first().is_some_and(|file| is_terraform(&file.bytes))
}

/// Whether a text is Terraform's by what is in it: blocks, a plan, a state, an archive.
pub(super) fn is_terraform(bytes: &[u8]) -> bool {
    if bytes.starts_with(ZIP) {
        return true;
    }
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('{') {
        // What it was written by stands among the first keys of a plan and of a state.
        let root = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(bytes);
        return root.is_ok_and(|root| {
            root.contains_key("terraform_version")
                || root.contains_key("planned_values")
                || root.contains_key("lineage")
        });
    }
    text.lines().any(begins_block)
}

/// Whether a line begins a block: `resource "aws_api_gateway_stage" "prod" {`.
fn begins_block(line: &str) -> bool {
    let line = line.trim_end();
    let word = line.split([' ', '{']).next().unwrap_or_default();
    BLOCK_WORDS.contains(&word) && (line.ends_with('{') || line.ends_with('}'))
}

/// The files as the import takes them: below the folder that holds them all.
pub(super) fn sources(files: Vec<OpenedFile>) -> Vec<SourceFile> {
    let top = |file: &OpenedFile| file.path.split_once('/').map(|(folder, _)| folder.to_owned());
    let common = files
        .first()
        .and_then(top)
        .filter(|first| files.iter().all(|file| top(file).as_ref() == Some(first)));
    let below = |path: String| match &common {
        Some(folder) => path.get(folder.len() + 1..).unwrap_or_default().to_owned(),
        None => path,
    };
    files.into_iter().map(|file| SourceFile { path: below(file.path), bytes: file.bytes }).collect()
}

/// The one file of a text without a name.
pub(super) fn unnamed(bytes: &[u8]) -> Vec<SourceFile> {
    let path = match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{') => "terraform.json",
        _ if bytes.starts_with(ZIP) => "terraform.zip",
        _ => "main.tf",
    };
    vec![SourceFile { path: path.to_owned(), bytes: bytes.to_vec() }]
}
