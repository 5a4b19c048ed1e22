//! Expressions of blocks that are not made any more: a response with another status is another block.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::computed::CODE;
use super::in_document::DESCRIBED;
use super::module::Module;
use crate::design::{Computed, Diagnostic, Item, Terraform};
use crate::terraform::RestStyle;

/// What the design keeps for blocks that it does not make, by marks.
pub(super) struct Left {
    /// Marks whose blocks are not made.
    gone: BTreeSet<String>,
    /// What stands for one of them, by its own mark: the only new block of the kind for the item.
    heirs: BTreeMap<String, String>,
}

impl Left {
    pub(super) fn of(module: &Module<'_>) -> Self {
        Self::among(&module.design.terraform, &module.main.iter().map(|piece| piece.mark.as_str()).collect())
    }

    fn among(kept: &Terraform, made: &BTreeSet<&str>) -> Self {
        let gone = kept.computed.keys().filter(|mark| !made.contains(mark.as_str()));
        let gone: BTreeSet<String> = gone.cloned().collect();
        let mut heirs = BTreeMap::new();
        for (kind, old) in alone(gone.iter().map(String::as_str)) {
            let is_new = |mark: &&&str| !kept.addresses.contains_key(**mark);
            let mut new = made.iter().filter(is_new).filter(|mark| kind_of(mark) == Some(kind));
            if let (Some(new), None) = (new.next(), new.next()) {
                heirs.insert((*new).to_owned(), old.to_owned());
            }
        }
        Self { gone, heirs }
    }

    /// Hands on what is kept to the blocks of an export that went out, whose addresses are the record from then on.
    pub(super) fn hand_on(kept: &mut Terraform, addresses: &IndexMap<String, String>) {
        let left = Self::among(kept, &addresses.keys().map(String::as_str).collect());
        for (new, old) in left.heirs {
            if let Some(computed) = kept.computed.shift_remove(&old) {
                kept.computed.insert(new, computed);
            }
        }
    }

    /// What is kept for the block with this mark.
    pub(super) fn of_block<'k>(
        &self,
        mark: &str,
        computed: &'k IndexMap<String, IndexMap<String, Computed>>,
    ) -> Option<&'k IndexMap<String, Computed>> {
        computed.get(mark).or_else(|| computed.get(self.heirs.get(mark)?))
    }

    /// Says which expressions go with blocks that nothing stands for; what a document describes is told with that.
    pub(super) fn told(&self, module: &Module<'_>, style: RestStyle) -> Vec<Diagnostic> {
        let inherited: BTreeSet<&String> = self.heirs.values().collect();
        let kept = &module.design.terraform;
        let lost = self.gone.iter().filter(|mark| !inherited.contains(mark)).filter_map(|mark| {
            let (kind, item) = kind_of(mark)?;
            let item: Item = item.parse().ok()?;
            let in_document = style == RestStyle::Body && DESCRIBED.contains(&kind);
            if in_document || !module.design.contains(item) {
                return None;
            }
            let names: BTreeSet<&str> =
                kept.computed.get(mark)?.values().map(|one| one.expression.as_str()).collect();
            let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
            let what = kept.addresses.get(mark).map_or(kind, String::as_str);
            let message = format!("`{what}` is no longer made, and with it goes {}", names.join(", "));
            let help = "Undo the change in the design to have it back, or write it into what is made instead";
            Some(Diagnostic::note(CODE, message).at(item).help(help))
        });
        lost.collect()
    }
}

/// The resource type and the item of a mark.
fn kind_of(mark: &str) -> Option<(&str, &str)> {
    let mut words = mark.split(' ');
    Some((words.next()?, words.next()?))
}

/// The marks that are the only ones of their type for their item.
fn alone<'m>(marks: impl Iterator<Item = &'m str>) -> BTreeMap<(&'m str, &'m str), &'m str> {
    let mut found: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for mark in marks {
        if let Some(kind) = kind_of(mark) {
            found.entry(kind).or_default().push(mark);
        }
    }
    found
        .into_iter()
        .filter_map(|(kind, marks)| Some((kind, marks.first().copied()?)).filter(|_| marks.len() == 1))
        .collect()
}
