//! `moved` blocks of the files that lead to the design's own resources: states that have not seen them need them again.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::Build;
use super::graph::address_text;
use super::modules::{Role, Taken, role};
use super::variables::body;
use crate::design::Design;
use crate::terraform::import::config::SourceBlock;

/// What the files move to a resource of the design, over other moves too, from old to new address.
pub(super) fn read(build: &Build<'_, '_>, taken: &Taken) -> IndexMap<String, String> {
    let config = build.work.graph.config;
    let blocks = config.blocks.iter().filter(|block| block.word == "moved");
    let moves: Vec<(String, String)> = blocks
        .filter(|block| role(build, taken, &block.place.file) == Role::Root)
        .filter_map(from_and_to)
        .flat_map(|(from, to)| apart(build, taken, from, to))
        .collect();
    if moves.is_empty() {
        return IndexMap::new();
    }
    let mut ends: BTreeSet<String> = BTreeSet::new();
    for (_, resource) in config.resources.iter().enumerate().filter(|(at, _)| build.work.is_used(*at)) {
        ends.extend(with_block(&address_text(&resource.address)));
    }
    loop {
        let known = ends.len();
        let more: Vec<String> =
            moves.iter().filter(|(_, to)| ends.contains(to)).flat_map(|(from, _)| with_block(from)).collect();
        ends.extend(more);
        if ends.len() == known {
            return moves.into_iter().filter(|(_, to)| ends.contains(to)).collect();
        }
    }
}

/// A move of a whole module that the design took over, as the moves of what is in it.
fn apart(build: &Build<'_, '_>, taken: &Taken, from: String, to: String) -> Vec<(String, String)> {
    if !is_module(&to, taken) {
        return vec![(from, to)];
    }
    let resources = build.work.graph.config.resources.iter().enumerate();
    let inside = resources.filter(|(at, _)| build.work.is_used(*at)).filter_map(|(_, resource)| {
        let address = address_text(&resource.address);
        let rest = address.strip_prefix(to.as_str()).filter(|rest| rest.starts_with(['.', '[']))?;
        Some((format!("{from}{rest}"), address))
    });
    inside.collect()
}

/// Whether an address is that of a module that the design took over.
fn is_module(address: &str, taken: &Taken) -> bool {
    let whole =
        address.rsplit("module.").next().is_some_and(|last| !last.trim_end_matches(']').contains('.'));
    address.starts_with("module.") && whole && taken.has(address)
}

/// An address, and that of the block that it is an instance of: it may have moved with all its instances.
fn with_block(address: &str) -> impl Iterator<Item = String> {
    let block =
        address.strip_suffix(']').and_then(|address| address.rsplit_once('[')).map(|(block, _)| block);
    [Some(address), block].into_iter().flatten().map(str::to_owned).collect::<Vec<_>>().into_iter()
}

/// Whether the design has what a `moved` block says.
pub(super) fn is_taken(design: &Design, taken: &Taken, block: &SourceBlock) -> bool {
    from_and_to(block)
        .is_some_and(|(from, to)| design.terraform.moved.get(&from) == Some(&to) || is_module(&to, taken))
}

fn from_and_to(block: &SourceBlock) -> Option<(String, String)> {
    let body = body(&block.text)?;
    let address = |name: &str| {
        let found = body.attributes().find(|attribute| attribute.key() == name)?;
        Some(hcl::format::to_string(found.expr()).ok()?.trim().to_owned())
    };
    Some((address("from")?, address("to")?))
}
