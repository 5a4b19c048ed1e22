//! What the blocks of a group share and what each has of its own.

use indexmap::IndexMap;

use super::super::module::Piece;
use super::group::Group;
use super::refs::{Instances, each_of, of_each, rewrite};
use crate::terraform::syntax::Expr;

/// More arguments of its own than these make an entry as long as the block that it stands for.
const MOST_OWN: usize = 6;

/// Lines of a block that hold no argument: its first, its last and the blank one behind it.
const FRAME_LINES: usize = 3;

/// A member's arguments, as they are inside the one block.
pub(super) type Arguments = IndexMap<String, Expr>;

/// An argument of the one block.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Column {
    /// Every member has this value.
    Shared(Expr),
    /// The members differ; true when some have none.
    Own { optional: bool },
}

/// The members' arguments with their references changed.
pub(super) fn arguments(pieces: &[Piece], group: &Group, instances: &Instances) -> Vec<Arguments> {
    let of = |(key, at): &(String, usize)| {
        let attributes = pieces.get(*at).map(|piece| piece.block.body().attributes());
        let pairs = attributes.into_iter().flatten().map(|attribute| {
            let mut value = attribute.expr().clone();
            rewrite(&mut value, instances, Some(key));
            (attribute.key().to_owned(), value)
        });
        pairs.collect()
    };
    group.members.iter().map(of).collect()
}

/// The arguments of the one block, in order. `others` are groups by type and block, with their members by key.
pub(super) fn columns<'o>(
    members: &[Arguments],
    keys: &[&str],
    others: &dyn for<'k> Fn(&'k str, &'k str, &'k str) -> Option<&'o Arguments>,
) -> Vec<(String, Column)> {
    let mut found: Vec<(String, Column)> = names(members)
        .into_iter()
        .map(|name| {
            let mut values = members.iter().map(|member| member.get(&name));
            let first = values.next().flatten();
            let same = first.filter(|first| values.all(|value| value == Some(*first)));
            let optional = members.iter().any(|member| !member.contains_key(&name));
            (name, same.map_or(Column::Own { optional }, |value| Column::Shared(value.clone())))
        })
        .collect();
    let siblings: Vec<(String, String)> = found
        .iter()
        .filter_map(|(_, column)| match column {
            Column::Shared(value) => each_of(value).map(|(kind, block)| (kind.to_owned(), block.to_owned())),
            Column::Own { .. } => None,
        })
        .collect();
    for (name, column) in &mut found {
        if !matches!(column, Column::Own { optional: false }) {
            continue;
        }
        let like = siblings.iter().find(|(kind, block)| {
            members.iter().zip(keys).all(|(member, key)| {
                others(kind, block, key).is_some_and(|other| other.get(name) == member.get(name))
            })
        });
        if let Some((kind, block)) = like {
            *column = Column::Shared(of_each(kind, block, name));
        }
    }
    found
}

/// All arguments, each behind the one that it follows in the first member that has it.
fn names(members: &[Arguments]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for member in members {
        let mut at = 0;
        for name in member.keys() {
            match names.iter().position(|known| known == name) {
                Some(found) => at = found + 1,
                None => {
                    names.insert(at.min(names.len()), name.clone());
                    at += 1;
                }
            }
        }
    }
    names
}

/// How many lines the blocks take one by one, and how many as one block with a map; none when an entry would be
/// as long as a block.
pub(super) fn lines(members: &[Arguments], columns: &[(String, Column)]) -> Option<(usize, usize)> {
    let own: Vec<&str> = columns
        .iter()
        .filter(|(_, column)| matches!(column, Column::Own { .. }))
        .map(|(name, _)| name.as_str())
        .collect();
    let apart: usize =
        members.iter().map(|member| FRAME_LINES + member.values().map(height).sum::<usize>()).sum();
    let entry = |member: &Arguments| -> usize {
        let lines: usize = own.iter().filter_map(|name| member.get(*name)).map(height).sum();
        if own.len() > 1 { lines + 2 } else { lines }
    };
    let entries: usize = members.iter().map(entry).sum();
    let together = 2 * FRAME_LINES + columns.len() + entries;
    (own.len() <= MOST_OWN).then_some((apart, together))
}

/// About how many lines a value takes.
fn height(value: &Expr) -> usize {
    match value {
        Expr::Object(entries) => 2 + entries.values().map(height).sum::<usize>(),
        Expr::FuncCall(call) => call.args.iter().map(height).max().unwrap_or(1),
        Expr::String(text) => text.lines().count().max(1),
        _ => 1,
    }
}
