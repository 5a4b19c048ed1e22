//! `moved` blocks: what stands under another address than when it was last exported or imported.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::module::Piece;
use crate::design::{Design, Diagnostic, Item};
use crate::terraform::syntax::{Fields, reference_text};

/// A block for each resource that moved, and a warning for those that Terraform cannot move.
pub(super) fn blocks(
    design: &Design,
    addresses: &IndexMap<String, String>,
    told: &mut Vec<Diagnostic>,
) -> Vec<Piece> {
    if design.terraform.addresses.is_empty() {
        return Vec::new();
    }
    let now: BTreeSet<&String> = addresses.values().collect();
    let mut targets: BTreeSet<&String> = BTreeSet::new();
    let mut sources: BTreeSet<&String> = BTreeSet::new();
    let mut found = Vec::new();
    for (mark, to) in addresses {
        let Some(from) = design.terraform.addresses.get(mark).filter(|from| *from != to) else { continue };
        if now.contains(from) {
            // Terraform refuses to move what is declared under its old address.
            let message = format!("`{from}` is now `{to}`, and another resource took its old address");
            let help = "Terraform will replace both: rename one at a time to keep them";
            told.push(Diagnostic::warning("terraform-not-moved", message).help(help));
            continue;
        }
        if !is_address(from) || !targets.insert(to) || !sources.insert(from) {
            continue;
        }
        let fields = Fields::new().set("from", reference_text(from)).set("to", reference_text(to));
        found.push(Piece::plain(fields.into_block("moved", &[]), Item::Design));
    }
    found
}

/// Whether a text can be written as an address: `aws_x.y`, with an instance's key behind it.
fn is_address(text: &str) -> bool {
    let (path, key) = match text.split_once('[') {
        Some((path, key)) => (path, key.strip_suffix(']')),
        None => (text, Some("0")),
    };
    let word = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    };
    let key_fits = key.is_some_and(|key| {
        key.bytes().all(|byte| byte.is_ascii_digit())
            || key.len() > 1 && key.starts_with('"') && key.ends_with('"') && !key.contains('\n')
    });
    path.split('.').count() == 2 && path.split('.').all(word) && key_fits
}
