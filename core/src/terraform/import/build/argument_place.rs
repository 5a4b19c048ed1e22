//! Where an argument stands in the block that it belongs to.

use hcl_edit::Span as _;
use hcl_edit::structure::{Block, Body};

use super::graph::place_text;
use crate::base::{LineIndex, Position};
use crate::terraform::import::config::{Config, Resource};

/// The place of an argument, such as `settings[1].rate`; that of the whole block where the file has no such place.
pub(super) fn argument_place(config: &Config, resource: &Resource, path: &str) -> String {
    let mut place = resource.place.clone();
    let block = resource.block.and_then(|block| config.blocks.get(block));
    if let (Some(start), Some(block)) = (place.position, block)
        && let Some(inside) = inside(&block.text, path)
    {
        place.position = Some(Position { line: start.line + inside.line, column: inside.column });
    }
    place_text(&place)
}

/// How many lines below the first of the block, and the column.
fn inside(text: &str, path: &str) -> Option<Position> {
    let body: Body = hcl_edit::parser::parse_body(text).ok()?;
    let block = body.blocks().next()?;
    let lines = LineIndex::new(text);
    let first = lines.position(block.span()?.start).line;
    let at = lines.position(offset(block, path)?);
    Some(Position { line: at.line.checked_sub(first)?, column: at.column })
}

fn offset(block: &Block, path: &str) -> Option<usize> {
    let (step, rest) = path.split_once('.').map_or((path, None), |(step, rest)| (step, Some(rest)));
    let (name, index) = match step.split_once('[') {
        Some((name, index)) => (name, index.trim_end_matches(']').parse().unwrap_or(0)),
        None => (step, 0),
    };
    if let Some(attribute) = block.body.get_attribute(name) {
        return Some(attribute.span()?.start);
    }
    let inner = block.body.get_blocks(name).nth(index)?;
    match rest {
        Some(rest) => offset(inner, rest),
        None => Some(inner.span()?.start),
    }
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn arguments_are_found_in_their_blocks() {
        let text =
            "# Above\nresource \"aws_x\" \"y\" {\n  a = 1\n  b {\n    c = 2\n  }\n  b {\n    c = 3\n  }\n}";
        let line = |path| inside(text, path).map(|at| (at.line, at.column));
        assert_eq!(line("a"), Some((1, 3)));
        assert_eq!(line("b[1].c"), Some((6, 5)));
        assert_eq!(line("b[0]"), Some((2, 3)));
        assert_eq!(line("d"), None);
    }
}
