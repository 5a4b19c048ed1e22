//! The pieces as they would be once the groups are folded, without anything being changed yet.

use std::collections::BTreeSet;

use hcl::expr::Traversal;

use super::super::module::Piece;
use super::group::{Group, kind, name};
use super::links::Links;
use super::refs::{Instance, Instances, resource, rewrite};
use crate::terraform::syntax::Expr;

/// The pieces and the groups that they are in.
pub(super) struct View<'v, 'p> {
    pub(super) pieces: &'p [Piece],
    links: &'v Links<'p>,
    groups: &'v [Group<'p>],
    /// The name of each group's one block.
    pub(super) blocks: Vec<String>,
    /// The group and the key of each piece that is in one.
    places: Vec<Option<(usize, &'p str)>>,
}

/// An argument of a member of a group.
#[derive(Clone, Copy)]
pub(super) struct Argument<'p> {
    piece: usize,
    /// Its place in the body.
    at: usize,
    /// The key of the member.
    own: &'p str,
    expr: &'p Expr,
}

/// An instance that an argument is an attribute of.
#[derive(Clone, Copy, PartialEq)]
struct Place<'p> {
    group: usize,
    /// None when it is the instance of the member's own key.
    key: Option<&'p str>,
}

impl<'v, 'p> View<'v, 'p> {
    pub(super) fn new(pieces: &'p [Piece], links: &'v Links<'p>, groups: &'v [Group<'p>]) -> Self {
        let mut places = vec![None; pieces.len()];
        for (group, found) in groups.iter().enumerate() {
            for (key, at) in &found.members {
                if let Some(place) = places.get_mut(*at) {
                    *place = Some((group, *key));
                }
            }
        }
        let blocks = groups.iter().map(|group| block_name(pieces, group)).collect();
        Self { pieces, links, groups, blocks, places }
    }

    /// An argument of a member.
    pub(super) fn argument(&self, (own, piece): (&'p str, usize), name: &str) -> Option<Argument<'p>> {
        let body = self.pieces.get(piece)?.block.body();
        let (at, attribute) = body.iter().enumerate().find_map(|(at, structure)| {
            structure.as_attribute().filter(|attribute| attribute.key() == name).map(|found| (at, found))
        })?;
        Some(Argument { piece, at, own, expr: attribute.expr() })
    }

    /// Whether two arguments are the same once they refer to instances.
    pub(super) fn same(&self, one: Argument<'p>, other: Argument<'p>) -> bool {
        match (self.changes(one), self.changes(other)) {
            (false, false) => one.expr == other.expr,
            (true, true) => match (self.instance(one), self.instance(other)) {
                (Some((one, path)), Some((other, other_path))) => {
                    one == other && path.operators.get(1..) == other_path.operators.get(1..)
                }
                _ => self.changed(one) == self.changed(other),
            },
            _ => self.changed(one) == self.changed(other),
        }
    }

    /// The type and block of the instance with the member's own key that an argument is an attribute of.
    pub(super) fn sibling(&self, one: Argument<'p>) -> Option<(&'p str, &str)> {
        let (place, _) = self.instance(one).filter(|(place, _)| place.key.is_none())?;
        Some((self.groups.get(place.group)?.kind, self.blocks.get(place.group)?))
    }

    /// The member with a key of the group that became a block.
    pub(super) fn member(&self, (kind, block): (&str, &str), key: &str) -> Option<(&'p str, usize)> {
        let mut groups = self.groups.iter().zip(&self.blocks).rev();
        let (group, _) = groups.find(|(group, name)| group.kind == kind && name.as_str() == block)?;
        group.members.get_key_value(key).map(|(key, at)| (*key, *at))
    }

    fn place(&self, piece: usize) -> Option<(usize, &'p str)> {
        self.places.get(piece).copied().flatten()
    }

    /// Whether an argument refers to a member of a group.
    fn changes(&self, one: Argument<'p>) -> bool {
        let links = self.links.from(one.piece).iter().filter(|link| link.from == one.at);
        links.into_iter().any(|link| self.place(link.to).is_some())
    }

    /// The member that an argument is an attribute of.
    fn instance(&self, one: Argument<'p>) -> Option<(Place<'p>, &'p Traversal)> {
        let (kind, name) = resource(one.expr)?;
        let (group, key) = self.place(self.links.piece(kind, name)?)?;
        let Expr::Traversal(traversal) = one.expr else { return None };
        Some((Place { group, key: Some(key).filter(|key| *key != one.own) }, traversal))
    }

    /// An argument as it would be.
    fn changed(&self, one: Argument<'p>) -> Expr {
        let mut instances = Instances::default();
        for link in self.links.from(one.piece).iter().filter(|link| link.from == one.at) {
            let resource = self.pieces.get(link.to).and_then(|piece| Some((kind(piece)?, name(piece)?)));
            let place = self.place(link.to);
            if let (Some((kind, name)), Some((group, key))) = (resource, place)
                && let Some(block) = self.blocks.get(group)
            {
                let instance = Instance { plan: group, block: block.as_str().into(), key: key.into() };
                instances.insert(kind, name, instance);
            }
        }
        let mut expr = one.expr.clone();
        rewrite(&mut expr, &instances, Some(one.own));
        expr
    }
}

/// The name of the one block: the class, or `this`; another where a block of its own has that name.
fn block_name(pieces: &[Piece], group: &Group<'_>) -> String {
    let wanted = if group.class.is_empty() { "this" } else { group.class };
    let mut named = pieces
        .iter()
        .enumerate()
        .filter(|(_, piece)| name(piece) == Some(wanted) && kind(piece) == Some(group.kind));
    let inside: BTreeSet<usize> = group.members.values().copied().collect();
    if named.any(|(at, _)| !inside.contains(&at)) { format!("{wanted}_each") } else { wanted.to_owned() }
}
