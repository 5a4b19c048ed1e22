//! Blocks that differ in a few values become one block with `for_each` over a local map.
//!
//! Every block keeps its key whatever else changes, so that an edit of one touches no other.

mod group;
mod refs;
mod shape;
mod values;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use group::{Group, groups, kind, name};
pub(super) use refs::Instances;
use shape::{Arguments, Column};

use super::module::Piece;
use super::names::Names;
use crate::design::Item;
use crate::terraform::syntax::{Expr, escaped};

/// A block, or the map that one goes over.
#[derive(Clone, Debug)]
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
    pub(super) key: String,
    pub(super) comment: String,
    pub(super) value: Expr,
    pub(super) item: Item,
}

/// A group that becomes one block.
struct Plan {
    group: Group,
    /// The one block's name.
    block: String,
    members: Vec<Arguments>,
    columns: Vec<(String, Column)>,
}

/// The blocks with those that are alike folded, and which resource became which instance.
pub(super) fn fold(pieces: Vec<Piece>, names: &mut Names) -> (Vec<Entry>, Instances) {
    let mut refused: BTreeSet<(String, String)> = BTreeSet::new();
    loop {
        let groups = groups(&pieces, &refused);
        let blocks: Vec<String> = groups.iter().map(|group| block_name(&pieces, group)).collect();
        let instances = instances(&pieces, &groups, &blocks);
        let plans = plans(&pieces, groups, blocks, &instances);
        let before = refused.len();
        refused.extend(unfit(&plans));
        if refused.len() == before {
            return (write::entries(pieces, &plans, &instances, names), instances);
        }
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

/// The groups that are read more easily one by one.
fn unfit(plans: &[Plan]) -> Vec<(String, String)> {
    let of_methods = |plan: &Plan| OF_METHODS.contains(&plan.group.kind.as_str());
    let mut sums: BTreeMap<(&str, &str), Option<(usize, usize)>> = BTreeMap::new();
    let name = |plan: &'_ Plan| if of_methods(plan) { "" } else { plan.group.kind.as_str() }.to_owned();
    let names: Vec<String> = plans.iter().map(name).collect();
    for (plan, name) in plans.iter().zip(&names) {
        let lines = shape::lines(&plan.members, &plan.columns);
        let sum = sums.entry((name, &plan.group.class)).or_insert(Some((0, 0)));
        *sum = sum.zip(lines).map(|(sum, lines)| (sum.0 + lines.0, sum.1 + lines.1));
    }
    let fits = |plan: &Plan, name: &str| {
        let sum = sums.get(&(name, plan.group.class.as_str())).copied().flatten();
        sum.is_some_and(|(apart, together)| together * 100 <= apart * (100 - SAVING_PERCENT))
    };
    let pairs = plans.iter().zip(&names).filter(|(plan, name)| !fits(plan, name));
    pairs.map(|(plan, _)| (plan.group.kind.clone(), plan.group.class.clone())).collect()
}

/// Blocks that are not folded themselves, with their references changed.
pub(super) fn refer(mut pieces: Vec<Piece>, instances: &Instances) -> Vec<Piece> {
    for piece in &mut pieces {
        refs::rewrite_body(&mut piece.block.body, instances, None);
    }
    pieces
}

/// The address of what was `kind.name`.
pub(super) fn instance_of(address: &str, instances: &Instances) -> String {
    let name = address.split_once('.');
    let instance = name.and_then(|(kind, name)| Some((kind, instances.get(kind)?.get(name)?)));
    match instance {
        Some((kind, (block, key))) => format!("{kind}.{block}[\"{}\"]", escaped(key)),
        None => address.to_owned(),
    }
}

/// The name of the one block: the class, or `this`; another where a block of its own has that name.
fn block_name(pieces: &[Piece], group: &Group) -> String {
    let wanted = if group.class.is_empty() { "this" } else { &group.class };
    let inside: BTreeSet<usize> = group.members.iter().map(|(_, at)| *at).collect();
    let taken = pieces.iter().enumerate().any(|(at, piece)| {
        !inside.contains(&at) && kind(piece) == Some(&group.kind) && name(piece) == Some(wanted)
    });
    if taken { format!("{wanted}_each") } else { wanted.to_owned() }
}

fn instances(pieces: &[Piece], groups: &[Group], blocks: &[String]) -> Instances {
    let mut instances = Instances::new();
    for (group, block) in groups.iter().zip(blocks) {
        for (key, at) in &group.members {
            if let Some(name) = pieces.get(*at).and_then(name) {
                let of_kind = instances.entry(group.kind.clone()).or_default();
                of_kind.insert(name.to_owned(), (block.clone(), key.clone()));
            }
        }
    }
    instances
}

fn plans(pieces: &[Piece], groups: Vec<Group>, blocks: Vec<String>, instances: &Instances) -> Vec<Plan> {
    let arguments: Vec<Vec<Arguments>> =
        groups.iter().map(|group| shape::arguments(pieces, group, instances)).collect();
    let columns = columns(&groups, &blocks, &arguments);
    let parts = groups.into_iter().zip(blocks).zip(arguments).zip(columns);
    parts.map(|(((group, block), members), columns)| Plan { group, block, members, columns }).collect()
}

/// What the members of each group share and what they have of their own.
fn columns(groups: &[Group], blocks: &[String], arguments: &[Vec<Arguments>]) -> Vec<Vec<(String, Column)>> {
    let mut by_key: BTreeMap<(&str, &str, &str), &Arguments> = BTreeMap::new();
    for ((group, block), members) in groups.iter().zip(blocks).zip(arguments) {
        for ((key, _), member) in group.members.iter().zip(members) {
            by_key.insert((&group.kind, block, key), member);
        }
    }
    let other = |kind: &str, block: &str, key: &str| by_key.get(&(kind, block, key)).copied();
    groups
        .iter()
        .zip(arguments)
        .map(|(group, members)| {
            let keys: Vec<&str> = group.members.iter().map(|(key, _)| key.as_str()).collect();
            shape::columns(members, &keys, &other)
        })
        .collect()
}
