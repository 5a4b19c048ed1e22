//! Which pieces each piece refers to, found once.

use std::ops::Range;

use indexmap::IndexMap;

use super::super::module::Piece;
use super::group::{kind, name};
use super::refs::visit;

/// The resources by type and name, and which of them each argument refers to.
pub(super) struct Links<'p> {
    by_name: IndexMap<&'p str, IndexMap<&'p str, usize>>,
    all: Vec<Link>,
    /// Where the links of each piece are.
    of: Vec<Range<usize>>,
}

/// A reference of a piece to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The argument or nested block, by its place in the body.
    pub(super) from: usize,
    /// The piece.
    pub(super) to: usize,
}

impl<'p> Links<'p> {
    pub(super) fn of(pieces: &'p [Piece]) -> Self {
        let mut links = Self { by_name: IndexMap::new(), all: Vec::new(), of: Vec::new() };
        for (at, piece) in pieces.iter().enumerate() {
            if let (Some(kind), Some(name)) = (kind(piece), name(piece)) {
                links.by_name.entry(kind).or_default().insert(name, at);
            }
        }
        for piece in pieces {
            let start = links.all.len();
            for (from, structure) in piece.block.body().iter().enumerate() {
                links.follow(from, structure);
            }
            links.of.push(start..links.all.len());
        }
        links
    }

    fn follow(&mut self, from: usize, structure: &hcl::Structure) {
        match structure {
            hcl::Structure::Attribute(attribute) => visit(attribute.expr(), &mut |kind, name| {
                let link = self.by_name.get(kind).and_then(|of_kind| of_kind.get(name));
                let link = link.map(|to| Link { from, to: *to });
                // Neighbours often refer to the same.
                self.all.extend(link.filter(|link| self.all.last() != Some(link)));
            }),
            hcl::Structure::Block(block) => {
                block.body().iter().for_each(|inner| self.follow(from, inner));
            }
        }
    }

    /// The piece of a resource.
    pub(super) fn piece(&self, kind: &str, name: &str) -> Option<usize> {
        self.by_name.get(kind)?.get(name).copied()
    }

    /// What a piece refers to, in order.
    pub(super) fn from(&self, piece: usize) -> &[Link] {
        self.of.get(piece).and_then(|range| self.all.get(range.clone())).unwrap_or_default()
    }
}
