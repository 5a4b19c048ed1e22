//! Strings: plain ones, and ones in double quotes that are templates themselves.

use std::borrow::Cow;

use super::{Origin, Parsed, Parser, Shared, template};
use crate::lang::vtl::ast::{Expr, Node, Nodes, Tree};
use crate::lang::vtl::error::ParseError;
use crate::lang::vtl::lex::Token;

impl Parser<'_, '_> {
    pub(super) fn string(&mut self, token: &Token) -> Parsed<Expr> {
        let image = self.image(token);
        let double = image.starts_with('"');
        let inner = image.get(1..image.len() - 1).unwrap_or_default();
        let mut text = Cow::Borrowed(inner);
        if double && inner.contains("\\u") {
            text = match unescape(inner) {
                Some(text) => text.into(),
                None => return Err(ParseError::bad_unicode(self.place_of(token))),
            };
        }
        let quote = if double { "\"\"" } else { "''" };
        if text.contains(quote) {
            text = text.replace(quote, quote.get(1..).unwrap_or_default()).into();
        }
        if !double || !image.contains(['$', '#']) {
            let word = match text {
                Cow::Borrowed(text) => self.word(text),
                Cow::Owned(text) => self.shared.decoded(&text),
            };
            return Ok(self.shared.literal(word));
        }
        let origin = match (text.as_ref() == inner, self.origin) {
            (true, Origin::Offset(base)) => Origin::Offset(base + token.start + 1),
            _ => Origin::Whole(self.place_of(token)),
        };
        self.nested(|parser| interpolated(&text, origin, parser.shared))
    }
}

/// A string that is rendered: Velocity reads it with a blank after it and cuts the last character of the result.
fn interpolated(text: &str, origin: Origin, shared: &mut Shared) -> Parsed<Expr> {
    if text.contains("##") {
        let nodes = template(text, origin, shared)?;
        return Ok(Expr::Template(shared.tree.nodes.keep(&nodes), false));
    }
    let mut nodes = template(&format!("{text} "), origin, shared)?;
    let end = match origin {
        Origin::Offset(base) => Some(base + u32::try_from(text.len()).unwrap_or(0) + 1),
        Origin::Whole(_) => None,
    };
    let cut = drop_blank(&mut nodes, &mut shared.tree, end);
    Ok(Expr::Template(shared.tree.nodes.keep(&nodes), !cut))
}

/// Drops the blank that was added, when it ends the last text; `end` is where that text would end.
fn drop_blank(nodes: &mut Nodes, tree: &mut Tree, end: Option<u32>) -> bool {
    match nodes.last_mut() {
        Some(Node::Text(at)) if Some(at.end) == end => {
            at.end -= 1;
            if at.start == at.end {
                nodes.pop();
            }
            true
        }
        Some(Node::Altered(id, _)) => match tree.texts.get_mut(*id) {
            Some(text) if text.ends_with(' ') => {
                let mut kept = String::from(std::mem::take(text));
                kept.pop();
                *text = kept.into();
                true
            }
            _ => false,
        },
        _ => false,
    }
}

/// `\uXXXX` to characters; none when the digits are no number.
fn unescape(text: &str) -> Option<String> {
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\u") {
        units.extend(before.encode_utf16());
        let digits = after.get(..4)?;
        let number = i32::from_str_radix(digits, 16).ok()?;
        units.push(u16::try_from(number & 0xFFFF).unwrap_or(0));
        rest = after.get(4..)?;
    }
    units.extend(rest.encode_utf16());
    Some(String::from_utf16_lossy(&units))
}
