//! What stood beside the design's resources in a module that the design took over: each becomes a block of its own.

use std::collections::BTreeSet;

use super::Build;
use super::graph::address_text;
use super::modules::{Renamed, Taken, below_root};
use super::work::written;
use crate::design::{Diagnostic, KeptBlock};
use crate::terraform::export::{MADE_DATA, slug};
use crate::terraform::import::config::{Map, Part, Resource, Value};
use crate::terraform::syntax::{Fields, block_text, reference_text, text};

/// The file that `moved` blocks stand in.
const MOVED: &str = "moved.tf";

/// A block that is written anew.
struct Piece {
    at: usize,
    /// Its address in the module.
    old: String,
    /// Its address in the root.
    new: String,
    block: hcl::Block,
    file: String,
}

/// The blocks, and what all names have become.
pub(super) fn blocks(
    build: &Build<'_, '_>,
    taken: &Taken,
    outputs: &Renamed,
    kept: &[KeptBlock],
) -> (Vec<KeptBlock>, Renamed) {
    let mut pieces = pieces(build, taken, kept);
    let renamed = outputs.and_then(pieces.iter().map(|one| (one.old.clone(), one.new.clone())).collect());
    let texts: Vec<String> =
        build.work.expressions().into_iter().chain(kept.iter().map(|block| block.text.clone())).collect();
    needed(&mut pieces, texts.iter().map(|text| renamed.text(text)).collect(), &renamed);
    let (mut made, mut moved) = (Vec::new(), Vec::new());
    for piece in &pieces {
        let text = renamed.text(&block_text(&piece.block));
        made.push(KeptBlock { file: piece.file.clone(), text: text.trim_end().to_owned() });
        if piece.new.starts_with("data.") {
            continue;
        }
        let fields =
            Fields::new().set("from", reference_text(&piece.old)).set("to", reference_text(&piece.new));
        let text = block_text(&fields.into_block("moved", &[]));
        moved.push(KeptBlock { file: MOVED.to_owned(), text: text.trim_end().to_owned() });
        let message = format!("`{}` is kept as `{}`", piece.old, piece.new);
        let help =
            "The module that it was in is in the design; an export writes it beside the design's blocks";
        build.work.say(piece.at, Diagnostic::note("terraform-unpacked", message).help(help));
    }
    made.extend(moved);
    (made, renamed)
}

fn pieces(build: &Build<'_, '_>, taken: &Taken, kept: &[KeptBlock]) -> Vec<Piece> {
    let resources = &build.work.graph.config.resources;
    let mut names: BTreeSet<String> = resources
        .iter()
        .filter(|resource| resource.address.module.is_empty())
        .map(|resource| address_text(&resource.address))
        .collect();
    names.extend(
        kept.iter().filter_map(|block| block.text.split_once('{')).map(|(head, _)| head.trim().to_owned()),
    );
    let mut found = Vec::new();
    for (at, resource) in resources.iter().enumerate() {
        let address = &resource.address;
        if address.module.is_empty() || !taken.has(&address.module) || build.work.is_used(at) {
            continue;
        }
        if resource.body.values().any(is_bound) {
            let message = format!(
                "`{}` is left out, because the design took over other resources of its module",
                build.work.address(at)
            );
            let help = "Write it beside the files of the export";
            build.work.say(at, Diagnostic::warning("terraform-left-out", message).help(help));
            continue;
        }
        let own = address.data && MADE_DATA.contains(&address.kind.as_str()) && address.name == "current";
        let name = if own { "current".to_owned() } else { name(resource) };
        let mut new = place(resource, &name);
        let mut number = 2;
        while !own && !names.insert(new.clone()) {
            new = place(resource, &format!("{name}_{number}"));
            number += 1;
        }
        let name = new.rsplit('.').next().unwrap_or_default();
        let (word, labels) = match (address.kind.as_str(), address.data) {
            ("module", _) => ("module", vec![name]),
            (kind, true) => ("data", vec![kind, name]),
            (kind, false) => ("resource", vec![kind, name]),
        };
        let block = fields(&resource.body, &resource.nested).into_block(word, &labels);
        let file = below_root(build, &resource.place.file).to_owned();
        let file = if file.contains('/') { "main.tf".to_owned() } else { file };
        found.push(Piece { at, old: address_text(address), new: new.clone(), block, file });
    }
    found
}

/// A data source is needed where something names it.
fn needed(pieces: &mut Vec<Piece>, mut texts: Vec<String>, renamed: &Renamed) {
    let (mut waiting, mut found): (Vec<Piece>, Vec<Piece>) =
        pieces.drain(..).partition(|piece| piece.new.starts_with("data."));
    texts.extend(found.iter().map(|piece| renamed.text(&block_text(&piece.block))));
    loop {
        let named = |piece: &Piece| texts.iter().any(|text| text.contains(&piece.new));
        let (more, rest): (Vec<Piece>, Vec<Piece>) = waiting.into_iter().partition(named);
        waiting = rest;
        if more.is_empty() {
            break;
        }
        texts = more.iter().map(|piece| renamed.text(&block_text(&piece.block))).collect();
        found.extend(more);
    }
    found.sort_by_key(|piece| piece.at);
    *pieces = found;
}

/// `module.api.aws_x.this["a b"]` is `api_this_a_b`.
fn name(resource: &Resource) -> String {
    let address = &resource.address;
    let module = address.module.replace("module.", "");
    let key = address.key.as_deref().filter(|key| *key != "0").unwrap_or_default();
    slug(&format!("{module}_{}_{key}", address.name))
}

fn place(resource: &Resource, name: &str) -> String {
    let data = if resource.address.data { "data." } else { "" };
    format!("{data}{}.{name}", resource.address.kind)
}

/// Whether a value names something that means nothing outside of its block.
fn is_bound(value: &Value) -> bool {
    let bound = |text: &str| ["each.", "count.", "self."].iter().any(|name| text.contains(name));
    match value {
        Value::Opaque(expression) => bound(expression),
        Value::Template(parts) => parts.iter().any(|part| match part {
            Part::Opaque(expression) => bound(expression),
            _ => false,
        }),
        Value::List(values) => values.iter().any(is_bound),
        Value::Map(map) => map.values().any(is_bound),
        _ => false,
    }
}

/// The arguments and nested blocks.
fn fields(body: &Map, nested: &[String]) -> Fields {
    let mut fields = Fields::new();
    let is_block = |name: &str, value: &Value| {
        nested.iter().any(|one| one == name)
            && matches!(value, Value::List(values) if values.iter().all(|one| matches!(one, Value::Map(_))))
    };
    for (name, value) in body {
        // Who waits for whom is said by names of the module.
        if name == "depends_on" || matches!(value, Value::Null) || is_block(name, value) {
            continue;
        }
        let value = match value {
            Value::Text(value) => text(value.clone()),
            value => reference_text(&written(value)),
        };
        fields = fields.set(name, value);
    }
    for (name, value) in body.iter().filter(|(name, value)| is_block(name, value)) {
        let Value::List(blocks) = value else { continue };
        for block in blocks {
            if let Value::Map(map) = block {
                fields = fields.block(name, self::fields(map, nested));
            }
        }
    }
    fields
}
