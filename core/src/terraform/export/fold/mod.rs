//! Blocks that differ in a few values become one block with `for_each` over a local map.
//!
//! Every block keeps its key whatever else changes, so that an edit of one touches no other. What becomes of the blocks
//! is found by looking at them; only then are they taken apart.

mod apart;
mod group;
mod links;
mod refs;
mod shape;
mod values;
mod view;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use group::{Group, groups};
use indexmap::IndexMap;
use links::Links;
pub(super) use refs::Instances;
use refs::{Instance, rewrite_body};
use shape::Column;
use view::View;

use super::module::Piece;
use super::names::Names;
use crate::design::Item;
use crate::terraform::syntax::{Expr, escaped};

/// A block, or the map that one goes over.
#[derive(Clone, Debug)]
#[cfg_attr(
    target_pointer_width = "64",
    expect(clippy::large_enum_variant, reason = "nearly every entry is a block")
)]
pub(super) enum Entry {
    /// A block.
    Block(Piece),
    /// A local map.
    Map {
        /// Its name.
        name: String,
        /// Its entries.
        rows: Vec<Row>,
    },
}

/// An entry of a local map.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) key: Rc<str>,
    pub(super) comment: String,
    pub(super) value: Expr,
    pub(super) item: Item,
}

/// A group that becomes one block.
struct Plan {
    kind: String,
    class: String,
    /// The one block's name.
    block: Rc<str>,
    /// The pieces, by key.
    members: Vec<(Rc<str>, usize)>,
    /// The arguments of the one block, in order.
    columns: Vec<(String, Column)>,
}

/// The blocks with those that are alike folded, and which resource became which instance.
///
/// `before` is where the resources stood when they were last exported or imported: a few that stood apart do not move
/// because one more comes.
pub(super) fn fold(
    pieces: Vec<Piece>,
    names: &mut Names,
    before: &IndexMap<String, String>,
) -> (Vec<Entry>, Instances) {
    let plans = plans(&pieces, before);
    let instances = instances(&pieces, &plans);
    (write::entries(pieces, &plans, &instances, names), instances)
}

/// The groups that become one block each, without those that are read more easily one by one.
fn plans(pieces: &[Piece], before: &IndexMap<String, String>) -> Vec<Plan> {
    let links = Links::of(pieces);
    let mut refused: BTreeSet<(&str, &str)> = BTreeSet::new();
    loop {
        let groups = groups(pieces, &links, &refused);
        let view = View::new(pieces, &links, &groups);
        let columns: Vec<Vec<(&str, Column)>> =
            groups.iter().map(|group| shape::columns(&view, group)).collect();
        let known = refused.len();
        refused.extend(unfit(pieces, &groups, &columns, before));
        if refused.len() == known {
            let parts = groups.iter().zip(&view.blocks).zip(columns);
            return parts.map(|((group, block), columns)| plan(group, block, columns)).collect();
        }
    }
}

fn plan(group: &Group<'_>, block: &str, columns: Vec<(&str, Column)>) -> Plan {
    Plan {
        kind: group.kind.to_owned(),
        class: group.class.to_owned(),
        block: block.into(),
        members: group.members.iter().map(|(key, at)| (Rc::from(*key), *at)).collect(),
        columns: columns.into_iter().map(|(name, column)| (name.to_owned(), column)).collect(),
    }
}

/// One block must save at least this part of the lines, in percent.
const SAVING_PERCENT: usize = 30;

/// The types whose blocks belong to one method each: they are folded together or not at all.
const OF_METHODS: &[&str] = &[
    "aws_api_gateway_method",
    "aws_api_gateway_integration",
    "aws_api_gateway_method_response",
    "aws_api_gateway_integration_response",
];

/// What the groups share that are folded together or not at all.
fn bundle<'p>(group: &Group<'p>) -> (&'p str, &'p str) {
    (if OF_METHODS.contains(&group.kind) { "" } else { group.kind }, group.class)
}

/// The groups that are read more easily one by one.
fn unfit<'p>(
    pieces: &[Piece],
    groups: &[Group<'p>],
    columns: &[Vec<(&str, Column)>],
    before: &IndexMap<String, String>,
) -> Vec<(&'p str, &'p str)> {
    let mut sums: BTreeMap<(&str, &str), Option<(usize, usize)>> = BTreeMap::new();
    for (group, columns) in groups.iter().zip(columns) {
        let lines = shape::lines(pieces, group, columns);
        let sum = sums.entry(bundle(group)).or_insert(Some((0, 0)));
        *sum = sum.zip(lines).map(|(sum, lines)| (sum.0 + lines.0, sum.1 + lines.1));
    }
    let fits = |group: &Group<'p>| {
        let sum = sums.get(&bundle(group)).copied().flatten();
        sum.is_some_and(|(apart, together)| together * 100 <= apart * (100 - SAVING_PERCENT))
    };
    let fitting: Vec<&Group<'p>> = groups.iter().filter(|group| fits(group)).collect();
    let apart = apart::kept(pieces, &fitting, before);
    let refused = groups.iter().filter(|group| !fits(group) || apart.contains(&bundle(group)));
    refused.map(|group| (group.kind, group.class)).collect()
}

/// Blocks that are not folded themselves, with their references changed.
pub(super) fn refer(mut pieces: Vec<Piece>, instances: &Instances) -> Vec<Piece> {
    for piece in &mut pieces {
        rewrite_body(&mut piece.block.body, instances, None);
    }
    pieces
}

/// The address of what was `kind.name`.
pub(super) fn instance_of(address: String, instances: &Instances) -> String {
    let name = address.split_once('.');
    let instance = name.and_then(|(kind, name)| Some((kind, instances.get(kind, name)?)));
    match instance {
        Some((kind, Instance { block, key, .. })) => [kind, ".", block, "[\"", &escaped(key), "\"]"].concat(),
        None => address,
    }
}

fn instances(pieces: &[Piece], plans: &[Plan]) -> Instances {
    let mut instances = Instances::default();
    for (at, plan) in plans.iter().enumerate() {
        for (key, piece) in &plan.members {
            if let Some(name) = pieces.get(*piece).and_then(group::name) {
                let instance = Instance { plan: at, block: plan.block.clone(), key: key.clone() };
                instances.insert(&plan.kind, name, instance);
            }
        }
    }
    instances
}
