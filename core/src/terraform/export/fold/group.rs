//! Which blocks are alike enough to become one.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::super::module::Piece;
use super::refs::visit_body;

/// Fewer blocks than this are read more easily one by one.
const FEWEST: usize = 3;

/// Blocks of one type that may become one.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) kind: String,
    pub(super) class: String,
    /// The pieces, by key.
    pub(super) members: Vec<(String, usize)>,
}

/// The groups of blocks that have the same nested blocks, without those that would refer to themselves.
pub(super) fn groups(pieces: &[Piece], refused: &BTreeSet<(String, String)>) -> Vec<Group> {
    let mut by_class: IndexMap<(String, String), Vec<(String, usize)>> = IndexMap::new();
    for (at, piece) in pieces.iter().enumerate() {
        let (Some((class, key)), Some(kind)) = (&piece.fold, kind(piece)) else { continue };
        let class = (kind.to_owned(), class.clone());
        if !refused.contains(&class) {
            by_class.entry(class).or_default().push((key.clone(), at));
        }
    }
    let mut groups: Vec<Group> = by_class
        .into_iter()
        .filter_map(|((kind, class), members)| {
            let members = alike(pieces, members);
            let keys: BTreeSet<&String> = members.iter().map(|(key, _)| key).collect();
            let fit = members.len() >= FEWEST && keys.len() == members.len();
            fit.then_some(Group { kind, class, members })
        })
        .collect();
    while let Some(at) = circle(pieces, &groups) {
        groups.remove(at);
    }
    groups
}

/// The type of a resource.
pub(super) fn kind(piece: &Piece) -> Option<&str> {
    piece.block.labels().first().map(hcl::BlockLabel::as_str)
}

/// The name of a resource.
pub(super) fn name(piece: &Piece) -> Option<&str> {
    piece.block.labels().get(1).map(hcl::BlockLabel::as_str)
}

/// The most members whose nested blocks are the same.
fn alike(pieces: &[Piece], members: Vec<(String, usize)>) -> Vec<(String, usize)> {
    let nested = |at: usize| -> Vec<&hcl::Block> {
        pieces.get(at).map(|piece| piece.block.body().blocks().collect()).unwrap_or_default()
    };
    let mut kinds: Vec<Vec<(String, usize)>> = Vec::new();
    for member in members {
        let own = nested(member.1);
        let like = kinds.iter_mut().find(|kind| kind.first().is_some_and(|first| nested(first.1) == own));
        match like {
            Some(kind) => kind.push(member),
            None => kinds.push(vec![member]),
        }
    }
    // The first of the largest, so that the choice is the same every time.
    kinds.into_iter().rev().max_by_key(Vec::len).unwrap_or_default()
}

/// A group that leads back to itself, which Terraform could not put in order.
fn circle(pieces: &[Piece], groups: &[Group]) -> Option<usize> {
    let mut node_of: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    let mut node_at: Vec<usize> = (0..pieces.len()).map(|at| at + groups.len()).collect();
    for (group, found) in groups.iter().enumerate() {
        for (_, at) in &found.members {
            if let Some(node) = node_at.get_mut(*at) {
                *node = group;
            }
        }
    }
    for (at, piece) in pieces.iter().enumerate() {
        if let (Some(kind), Some(name), Some(node)) = (kind(piece), name(piece), node_at.get(at)) {
            node_of.entry(kind).or_default().insert(name, *node);
        }
    }
    let mut edges: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); pieces.len() + groups.len()];
    for (piece, node) in pieces.iter().zip(&node_at) {
        let Some(edges) = edges.get_mut(*node) else { continue };
        visit_body(piece.block.body(), &mut |kind, name| {
            edges.extend(node_of.get(kind).and_then(|of_kind| of_kind.get(name)));
        });
    }
    (0..groups.len()).find(|group| leads_back(&edges, *group))
}

fn leads_back(edges: &[BTreeSet<usize>], start: usize) -> bool {
    let mut seen = vec![false; edges.len()];
    let mut open: Vec<usize> = edges.get(start).into_iter().flatten().copied().collect();
    while let Some(node) = open.pop() {
        if node == start {
            return true;
        }
        if let Some(seen) = seen.get_mut(node).filter(|seen| !**seen) {
            *seen = true;
            open.extend(edges.get(node).into_iter().flatten());
        }
    }
    false
}
