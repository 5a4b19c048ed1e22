//! The comments of the user's own files, above and inside of the blocks that they belonged to.

use super::module::{Module, Piece};
use crate::design::{BlockComments, Diagnostic, Item};
use crate::lang::hcl::{comment_lines, is_comments, with_comments};
use crate::terraform::RestStyle;

/// The types above whose blocks a route's summary stands.
pub(in crate::terraform) const SUMMARIZED: &[&str] = &["aws_api_gateway_method", "aws_apigatewayv2_route"];

/// Gives the blocks their comments back, and tells of those that a document has no place for.
pub(super) fn put(module: &mut Module<'_>, style: RestStyle) {
    let kept = &module.design.terraform.comments;
    if kept.is_empty() {
        return;
    }
    let addresses = &module.design.terraform.addresses;
    let (mut put, mut broken) = (0, false);
    for piece in &mut module.main {
        let Some(comments) = kept.get(&piece.mark) else { continue };
        put += 1;
        let each = addresses.get(&piece.mark).is_some_and(|address| address.ends_with(']'));
        let kind = piece.mark.split(' ').next().unwrap_or_default();
        let mut comments = comments.clone();
        broken |= !is_comments(&comments.above) || !comments.inside.values().all(|text| is_comments(text));
        comments.inside.retain(|_, text| is_comments(text));
        if !is_comments(&comments.above) {
            comments.above = String::new();
        }
        if SUMMARIZED.contains(&kind) && !each && said(&comments.above) != piece.comment {
            // Since then the summary was edited.
            comments.above = String::new();
        }
        if !each && !comments.inside.is_empty() {
            // Folded, the block would have no place of its own for them.
            piece.fold = None;
        }
        piece.written = (comments, each);
    }
    if broken {
        let message = "A comment of the user's files is something else and is left out";
        let help = "Comments begin with `#` or `//`, or stand between `/*` and `*/`: import the files again";
        module.tell(Diagnostic::error("terraform-kept", message).at(Item::Design).help(help));
    }
    let lost = kept.len() - put;
    if style == RestStyle::Body && lost > 0 {
        let what = if lost == 1 { "a block".to_owned() } else { format!("{lost} blocks") };
        let message = format!("A document has no place for the comments of {what}");
        let help = "They stay in the design: export one resource per method and integration to have them";
        module.tell(Diagnostic::note("terraform-comment", message).at(Item::Design).help(help));
    }
}

/// Takes out the comments of the one block that several become: those of the user's block that made them.
pub(super) fn of_folded(pieces: &mut [Piece], members: &[usize]) -> (BlockComments, bool) {
    let commented =
        |at: &&usize| pieces.get(**at).is_some_and(|piece| piece.written.0 != BlockComments::default());
    let commented: Vec<&usize> = members.iter().filter(commented).collect();
    match commented.as_slice() {
        [one] => {
            let piece = pieces.get_mut(**one).filter(|piece| piece.written.1);
            piece.map(|piece| std::mem::take(&mut piece.written)).unwrap_or_default()
        }
        _ => Default::default(),
    }
}

/// What stands above a block's entry in the map that it is folded into.
pub(super) fn of_row(piece: &mut Piece) -> String {
    let comment = std::mem::take(&mut piece.comment);
    if comment.is_empty() { said(&piece.written.0.above) } else { comment }
}

/// Writes what stands above a block.
pub(super) fn push_above(text: &mut String, piece: &Piece) {
    let kind = piece.block.labels().first().map(hcl::BlockLabel::as_str).unwrap_or_default();
    let written = &piece.written.0;
    let own = !written.above.is_empty();
    for line in written.above.lines() {
        text.extend([line.trim_end(), "\n"]);
    }
    if own && SUMMARIZED.contains(&kind) && said(&written.above) == piece.comment {
        return;
    }
    for line in piece.comment.lines().filter(|line| !line.is_empty()) {
        text.extend(["# ", line.trim_end(), "\n"]);
    }
}

/// Puts comments into a block that begins at `start` and ends with the text.
pub(super) fn put_inside(text: &mut String, start: usize, piece: &Piece) {
    if piece.written.0.inside.is_empty() {
        return;
    }
    let block = with_comments(text.get(start..).unwrap_or_default(), &piece.written.0.inside);
    text.truncate(start);
    text.push_str(&block);
}

/// What the last lines of comments say, in one line.
fn said(above: &str) -> String {
    comment_lines(above).join(" ")
}
