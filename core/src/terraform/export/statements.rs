//! What permissions call their statements.

use std::collections::BTreeMap;

use super::module::Piece;
use crate::design::Item;

const PERMISSION: &str = "aws_lambda_permission";

/// Lets go of a statement's name that several permissions of a function have: AWS takes each name once.
pub(super) fn tell_statements_apart(pieces: &mut [Piece]) {
    let mut names: BTreeMap<(Item, String), usize> = BTreeMap::new();
    for name in pieces.iter().filter_map(statement) {
        *names.entry(name).or_default() += 1;
    }
    for piece in pieces {
        if statement(piece).is_some_and(|name| names.get(&name).is_some_and(|count| *count > 1)) {
            piece.block.body.0.retain(|structure| {
                structure.as_attribute().is_none_or(|attribute| attribute.key() != "statement_id")
            });
        }
    }
}

/// What a permission calls its statement, and whose it is.
fn statement(piece: &Piece) -> Option<(Item, String)> {
    piece.block.labels().first().filter(|kind| kind.as_str() == PERMISSION)?;
    let name = piece.block.body.attributes().find(|attribute| attribute.key() == "statement_id")?;
    Some((piece.item, format!("{:?}", name.expr())))
}
