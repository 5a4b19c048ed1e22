//! Blocks that stood apart in the last export and are too few to move because of one that comes: a change of the design
//! is read by a person.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::super::module::Piece;
use super::bundle;
use super::group::{FEWEST, Group};

/// From so many blocks on, one is read so much more easily that moving them is worth it.
const GROWN: usize = 2 * FEWEST;

/// What of these groups, which all fit, stays apart.
pub(super) fn kept<'p>(
    pieces: &[Piece],
    groups: &[&Group<'p>],
    before: &IndexMap<String, String>,
) -> BTreeSet<(&'p str, &'p str)> {
    let stood_apart = |at: &&usize| {
        let address = pieces.get(**at).and_then(|piece| before.get(&piece.mark));
        address.is_some_and(|address| !address.ends_with("\"]"))
    };
    let apart = |group: &Group<'_>| group.members.values().filter(stood_apart).count();
    // As many would not have stood apart, had the last export not been told to write everything out.
    if groups.iter().any(|group| apart(group) >= GROWN) {
        return BTreeSet::new();
    }
    let mut kept: BTreeSet<(&str, &str)> =
        groups.iter().filter(|group| apart(group) > 0).map(|group| bundle(group)).collect();
    for group in groups.iter().filter(|group| group.members.len() >= GROWN) {
        kept.remove(&bundle(group));
    }
    kept
}
