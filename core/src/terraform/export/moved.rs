//! `moved` blocks: what stands under another address than when it was last exported or imported.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::module::Piece;
use crate::design::{Design, Diagnostic, Item};
use crate::terraform::MovedBlocks;
use crate::terraform::syntax::{Fields, reference_text};

/// How the marks of the blocks of paths begin.
const PATH: &str = "aws_api_gateway_resource ";

/// What Terraform does with resources that took the places of others.
const NOT_MOVED: &str = "Terraform keeps what stands at an address in its state: it changes that into what is there now, \
                         or replaces it, and deletes what nothing declares any more. Rename one at a time, with an \
                         apply between, to keep them";

/// The blocks that say so.
pub(super) fn blocks(moved: &IndexMap<String, String>) -> impl Iterator<Item = Piece> {
    moved.iter().map(|(from, to)| {
        let fields = Fields::new().set("from", reference_text(from)).set("to", reference_text(to));
        Piece::plain(fields.into_block("moved", &[]), Item::Design)
    })
}

/// What moves now, behind what earlier exports moved as far as that is wanted and leads to something.
pub(super) fn all(
    design: &Design,
    addresses: &IndexMap<String, String>,
    wanted: MovedBlocks,
    told: &mut Vec<Diagnostic>,
) -> IndexMap<String, String> {
    let now: BTreeSet<&str> = addresses.values().map(String::as_str).collect();
    let mut moved = match wanted {
        MovedBlocks::All => design.terraform.moved.clone(),
        MovedBlocks::New => IndexMap::new(),
    };
    for (from, to) in new(design, addresses, told) {
        // Terraform takes one block for each source and each target.
        moved.retain(|old_from, old_to| *old_from != from && *old_to != to);
        moved.insert(from, to);
    }
    moved.retain(|from, to| is_address(from) && is_address(to) && !is_declared(&now, from, to));
    loop {
        let sources: BTreeSet<&str> = moved.keys().map(String::as_str).collect();
        let ends = |to: &str| has(&now, to) || has(&sources, to);
        let kept: IndexMap<String, String> =
            moved.iter().filter(|(_, to)| ends(to)).map(|(from, to)| (from.clone(), to.clone())).collect();
        if kept.len() == moved.len() {
            return kept;
        }
        moved = kept;
    }
}

/// Whether Terraform finds something under the old address: it refuses to move what is declared.
fn is_declared(now: &BTreeSet<&str>, from: &str, to: &str) -> bool {
    // A whole block may become an instance of the block that goes on under its name.
    now.contains(from) || !from.ends_with(']') && !to.ends_with(']') && has(now, from)
}

/// Whether an address is among these, by itself or by one of its instances.
fn has(addresses: &BTreeSet<&str>, address: &str) -> bool {
    let instance = format!("{address}[");
    addresses.contains(address)
        || addresses.range(instance.as_str()..).next().is_some_and(|next| next.starts_with(&instance))
}

/// Blocks that would take the address that something else had at the last export, with the names that they had then.
/// Terraform moves nothing to where something is: it would destroy the one and make it out of the other.
pub(super) fn staying<'d>(
    design: &'d Design,
    addresses: &IndexMap<String, String>,
) -> Vec<(&'d String, &'d str)> {
    let before = &design.terraform.addresses;
    let had: BTreeSet<&String> = before.values().collect();
    let staying = addresses.iter().filter_map(|(mark, to)| {
        let (mark, from) = before.get_key_value(mark).filter(|(_, from)| *from != to)?;
        let name = from.strip_prefix(mark.split(' ').next()?)?.strip_prefix('.')?;
        let is_kept = had.contains(to) && is_name(name) && !mark.starts_with(PATH);
        is_kept.then_some((mark, name))
    });
    staying.collect()
}

/// What moved since the last export, and a warning for what Terraform cannot move.
fn new(
    design: &Design,
    addresses: &IndexMap<String, String>,
    told: &mut Vec<Diagnostic>,
) -> Vec<(String, String)> {
    if design.terraform.addresses.is_empty() {
        return Vec::new();
    }
    let now: BTreeSet<&str> = addresses.values().map(String::as_str).collect();
    let (paths_before, paths_now) = (paths(&design.terraform.addresses), paths(addresses));
    let had: BTreeSet<&String> = design.terraform.addresses.values().collect();
    let is_moving = |address: &String| {
        let before = &design.terraform.addresses;
        addresses.iter().any(|(mark, now)| before.get(mark) == Some(address) && now != address)
    };
    let mut targets: BTreeSet<&String> = BTreeSet::new();
    let mut sources: BTreeSet<&String> = BTreeSet::new();
    let mut found = Vec::new();
    for (mark, to) in addresses {
        let Some(from) = design.terraform.addresses.get(mark).filter(|from| *from != to) else { continue };
        let path_moves = path(mark, from).is_some();
        // The block of a path is the path's, whichever of its routes it was made from.
        let to = match path(mark, from).and_then(|path| paths_now.get(&path).copied()) {
            Some(same) if same == from => continue,
            Some(same) => same,
            None if path(mark, to).is_some_and(|path| paths_before.contains_key(&path)) => continue,
            None => to,
        };
        if is_declared(&now, from, to) {
            // Terraform refuses to move what is declared under its old address.
            let message = format!("`{from}` is now `{to}`, and another resource took its old address");
            told.push(Diagnostic::warning("terraform-not-moved", message).help(NOT_MOVED));
            continue;
        }
        if !path_moves && had.contains(to) && !is_moving(to) {
            let message = format!("`{from}` is now `{to}`, where something else was that is gone");
            told.push(Diagnostic::warning("terraform-not-moved", message).help(NOT_MOVED));
            continue;
        }
        if !is_address(from) || !targets.insert(to) || !sources.insert(from) {
            continue;
        }
        found.push((from.clone(), to.clone()));
    }
    found
}

/// The API of a path's block, and what the block or instance is called after the path; none for other blocks.
fn path<'a>(mark: &'a str, address: &'a str) -> Option<(&'a str, &'a str)> {
    let route = mark.strip_prefix(PATH)?;
    let api = route.strip_prefix("route-")?.split('-').next()?;
    let name = match address.split_once('[') {
        Some((_, key)) => key.trim_end_matches(']').trim_matches('"'),
        None => address.rsplit('.').next()?,
    };
    Some((api, name))
}

/// Where the blocks of paths stand.
fn paths(addresses: &IndexMap<String, String>) -> BTreeMap<(&str, &str), &String> {
    addresses.iter().filter_map(|(mark, address)| Some((path(mark, address)?, address))).collect()
}

/// Whether a text can be written as an address: `aws_x.y`, with an instance's key behind it, or inside of modules.
fn is_address(text: &str) -> bool {
    let mut rest = text;
    while let Some(inner) = rest.strip_prefix("module.") {
        let Some((_, after)) = instance(inner) else { return false };
        let Some(after) = after.strip_prefix('.') else { return false };
        rest = after;
    }
    let Some((kind, name)) = rest.split_once('.') else { return false };
    is_name(kind) && instance(name).is_some_and(|(_, after)| after.is_empty())
}

/// A name with the key behind it, and what follows them.
fn instance(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|char: char| !is_in_name(char)).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    if !is_name(name) {
        return None;
    }
    let Some(inside) = rest.strip_prefix('[') else { return Some((name, rest)) };
    if let Some(quoted) = inside.strip_prefix('"') {
        let mut escaped = false;
        let end = quoted.find(|char: char| {
            let ends = char == '"' && !escaped;
            escaped = char == '\\' && !escaped;
            ends
        })?;
        let after = quoted.get(end + 1..)?.strip_prefix(']')?;
        return (!quoted.get(..end)?.contains('\n')).then_some((name, after));
    }
    let (number, after) = inside.split_once(']')?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some((name, after))
}

fn is_name(part: &str) -> bool {
    part.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && part.chars().all(is_in_name)
}

const fn is_in_name(char: char) -> bool {
    char.is_ascii_alphanumeric() || matches!(char, '_' | '-')
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn addresses_are_told_from_other_texts() {
        let addresses = [
            "aws_x.y",
            "aws_x.y[0]",
            "aws_x.y[\"a.b]\\\"c\"]",
            "module.a.aws_x.y",
            "module.a[\"k\"].module.b[1].aws_x.y[0]",
        ];
        for text in addresses {
            assert!(is_address(text), "{text}");
        }
        for text in [
            "aws_x",
            "aws_x.y.z",
            "module.a",
            "aws_x.y[each.key]",
            "module.a[\"k\"]aws_x.y",
            "data.aws_x.y.z",
        ] {
            assert!(!is_address(text), "{text}");
        }
    }
}
