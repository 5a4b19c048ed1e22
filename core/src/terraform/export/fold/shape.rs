//! What the blocks of a group share and what each has of its own.

use super::super::module::Piece;
use super::group::Group;
use super::view::View;
use crate::terraform::syntax::Expr;

/// More arguments of its own than these make an entry as long as the block that it stands for.
const MOST_OWN: usize = 6;

/// Lines of a block that hold no argument: its first, its last and the blank one behind it.
const FRAME_LINES: usize = 3;

/// An argument of the one block.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Column {
    /// Every member has the value of the first.
    Shared,
    /// It is that of the instance with the same key of another block.
    Sibling {
        /// The other block's type.
        kind: String,
        /// The other block's name.
        block: String,
    },
    /// The members differ; true when some have none.
    Own { optional: bool },
}

/// The arguments of the one block, in order.
pub(super) fn columns<'p>(view: &View<'_, 'p>, group: &Group<'p>) -> Vec<(&'p str, Column)> {
    let members = || group.members.iter().map(|(key, at)| (*key, *at));
    let mut siblings: Vec<(&str, &str)> = Vec::new();
    let mut found: Vec<(&str, Column)> = Vec::new();
    for name in names(view.pieces, group) {
        let mut values = members().map(|member| view.argument(member, name));
        let first = values.next().flatten();
        let shared =
            first.filter(|first| values.all(|value| value.is_some_and(|value| view.same(*first, value))));
        siblings.extend(shared.and_then(|first| view.sibling(first)));
        let column = if shared.is_some() {
            Column::Shared
        } else {
            Column::Own { optional: members().any(|member| view.argument(member, name).is_none()) }
        };
        found.push((name, column));
    }
    for (name, column) in &mut found {
        if !matches!(column, Column::Own { optional: false }) {
            continue;
        }
        let like = siblings.iter().find(|sibling| {
            members().all(|member| {
                let other = view.member(**sibling, member.0).and_then(|other| view.argument(other, name));
                let own = view.argument(member, name);
                own.zip(other).is_some_and(|(own, other)| view.same(own, other))
            })
        });
        if let Some((kind, block)) = like {
            *column = Column::Sibling { kind: (*kind).to_owned(), block: (*block).to_owned() };
        }
    }
    found
}

/// A member's arguments.
fn attributes(pieces: &[Piece], at: usize) -> impl Iterator<Item = &hcl::Attribute> {
    pieces.get(at).into_iter().flat_map(|piece| piece.block.body().attributes())
}

/// All arguments, each behind the one that it follows in the first member that has it.
fn names<'p>(pieces: &'p [Piece], group: &Group<'_>) -> Vec<&'p str> {
    let mut names: Vec<&str> = Vec::new();
    for member in group.members.values() {
        let mut at = 0;
        for name in attributes(pieces, *member).map(hcl::Attribute::key) {
            match names.iter().position(|known| *known == name) {
                Some(found) => at = found + 1,
                None => {
                    names.insert(at.min(names.len()), name);
                    at += 1;
                }
            }
        }
    }
    names
}

/// How many lines the blocks take one by one, and how many as one block with a map; none when an entry would be
/// as long as a block.
pub(super) fn lines(
    pieces: &[Piece],
    group: &Group<'_>,
    columns: &[(&str, Column)],
) -> Option<(usize, usize)> {
    let own: Vec<&str> = columns
        .iter()
        .filter(|(_, column)| matches!(column, Column::Own { .. }))
        .map(|(name, _)| *name)
        .collect();
    let (mut apart, mut entries) = (0, 0);
    for member in group.members.values() {
        apart += FRAME_LINES;
        for attribute in attributes(pieces, *member) {
            let lines = height(attribute.expr());
            apart += lines;
            entries += if own.contains(&attribute.key()) { lines } else { 0 };
        }
        entries += if own.len() > 1 { 2 } else { 0 };
    }
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
