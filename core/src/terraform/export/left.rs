//! Expressions of blocks that are not made any more.

use std::collections::BTreeSet;

use super::computed::CODE;
use super::in_document::is_described;
use super::module::Module;
use crate::design::{Diagnostic, Item};
use crate::terraform::RestStyle;

/// Says which expressions go with blocks that are not made; what a document describes is told with that.
pub(super) fn told(module: &Module<'_>, style: RestStyle) -> Vec<Diagnostic> {
    let kept = &module.design.terraform;
    let made: BTreeSet<&str> = module.main.iter().map(|piece| piece.mark.as_str()).collect();
    let lost = kept.computed.iter().filter(|(mark, _)| !made.contains(mark.as_str()));
    let lost = lost.filter_map(|(mark, computed)| {
        let mut words = mark.split(' ');
        let (kind, item) = (words.next()?, words.next()?.parse::<Item>().ok()?);
        let in_document = style == RestStyle::Body && is_described(kind);
        if in_document || !module.design.contains(item) {
            return None;
        }
        let names: BTreeSet<&str> = computed.values().map(|one| one.expression.as_str()).collect();
        let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
        let what = kept.addresses.get(mark).map_or(kind, String::as_str);
        let message = format!("`{what}` is no longer made, and with it goes {}", names.join(", "));
        let help = "Undo the change in the design to have it back, or write it into what is made instead";
        Some(Diagnostic::note(CODE, message).at(item).help(help))
    });
    lost.collect()
}
