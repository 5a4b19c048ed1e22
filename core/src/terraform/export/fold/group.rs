//! Which blocks are alike enough to become one.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::super::module::Piece;
use super::links::Links;

/// Fewer blocks than this are read more easily one by one.
pub(super) const FEWEST: usize = 3;

/// Blocks of one type that may become one.
#[derive(Clone, Debug)]
pub(super) struct Group<'p> {
    pub(super) kind: &'p str,
    pub(super) class: &'p str,
    /// The pieces, by key.
    pub(super) members: IndexMap<&'p str, usize>,
}

/// The groups of blocks that have the same nested blocks, without those that would refer to themselves.
pub(super) fn groups<'p>(
    pieces: &'p [Piece],
    links: &Links<'p>,
    refused: &BTreeSet<(&str, &str)>,
) -> Vec<Group<'p>> {
    let mut by_class: IndexMap<(&str, &str), Vec<(&str, usize)>> = IndexMap::new();
    for (at, piece) in pieces.iter().enumerate() {
        let (Some((class, key)), Some(kind)) = (&piece.fold, kind(piece)) else { continue };
        if !refused.contains(&(kind, class.as_str())) {
            by_class.entry((kind, class)).or_default().push((key, at));
        }
    }
    let mut groups: Vec<Group<'_>> = by_class
        .into_iter()
        .filter_map(|((kind, class), members)| {
            let members = alike(pieces, members);
            let count = members.len();
            let members: IndexMap<&str, usize> = members.into_iter().collect();
            (count >= FEWEST && members.len() == count).then_some(Group { kind, class, members })
        })
        .collect();
    while let Some(at) = circle(links, pieces.len(), &groups) {
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
fn alike<'p>(pieces: &[Piece], members: Vec<(&'p str, usize)>) -> Vec<(&'p str, usize)> {
    let nested = |at: usize| pieces.get(at).into_iter().flat_map(|piece| piece.block.body().blocks());
    let mut kinds: Vec<Vec<(&str, usize)>> = Vec::new();
    for member in members {
        let own = |kind: &&mut Vec<(&str, usize)>| {
            kind.first().is_some_and(|first| nested(first.1).eq(nested(member.1)))
        };
        match kinds.iter_mut().find(own) {
            Some(kind) => kind.push(member),
            None => kinds.push(vec![member]),
        }
    }
    // The first of the largest, so that the choice is the same every time.
    kinds.into_iter().rev().max_by_key(Vec::len).unwrap_or_default()
}

/// A group that leads back to itself, which Terraform could not put in order.
fn circle(links: &Links<'_>, pieces: usize, groups: &[Group<'_>]) -> Option<usize> {
    let mut node_at: Vec<usize> = (0..pieces).map(|at| at + groups.len()).collect();
    for (group, found) in groups.iter().enumerate() {
        for at in found.members.values() {
            if let Some(node) = node_at.get_mut(*at) {
                *node = group;
            }
        }
    }
    let mut edges: Vec<Vec<usize>> = vec![Vec::new(); pieces + groups.len()];
    for (piece, node) in node_at.iter().enumerate() {
        let Some(edges) = edges.get_mut(*node) else { continue };
        for link in links.from(piece) {
            let to = node_at.get(link.to).filter(|to| edges.last() != Some(*to));
            edges.extend(to);
        }
    }
    (0..groups.len()).find(|group| leads_back(&edges, *group))
}

fn leads_back(edges: &[Vec<usize>], start: usize) -> bool {
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
