//! The comments of the blocks that became items.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::Build;
use crate::design::BlockComments;
use crate::lang::hcl::{comment_lines, comments};
use crate::terraform::export::{CALLED, SUMMARIZED};

/// The comments by what the blocks are made from, but for those that the export makes of the design.
pub(super) fn read(build: &Build<'_, '_>) -> IndexMap<String, BlockComments> {
    let config = build.work.graph.config;
    let mut seen = BTreeSet::new();
    let mut all = IndexMap::new();
    for (mark, at) in build.work.marks() {
        let Some((resource, block)) = build.work.graph.resource(at).and_then(|one| Some((one, one.block?)))
        else {
            continue;
        };
        // What stands at a block that makes several stands there once.
        let Some(written) = config.blocks.get(block).filter(|_| seen.insert(block)) else { continue };
        let found = comments(&written.text);
        let made = resource.address.key.is_none() && is_made(&mark, &found.above);
        let above = if made { String::new() } else { found.above };
        if !above.is_empty() || !found.inside.is_empty() {
            all.insert(mark, BlockComments { above, inside: found.inside });
        }
    }
    all.sort_unstable_keys();
    all
}

/// Whether the export writes the comment by itself: it is the summary of a route, or what a function is called.
fn is_made(mark: &str, above: &str) -> bool {
    let lines = comment_lines(above);
    let [line] = lines.as_slice() else { return false };
    let kind = mark.split(' ').next().unwrap_or_default();
    above == format!("# {line}") && (SUMMARIZED.contains(&kind) || line.starts_with(CALLED))
}
