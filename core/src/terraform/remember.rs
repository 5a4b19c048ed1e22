//! What a folder remembers of the export that it holds: a design file that was saved before knows nothing of it.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::{Bundle, export};
use crate::design::{Design, Diagnostic, Document, Item};

/// The file beside an export's own that remembers where its resources are. Terraform does not read it.
pub const REMEMBERED: &str = ".gateway-studio.json";

/// What it says to whoever opens it.
const ABOUT: &str = "Where the resources of these files are, by what of the design they were made from. The next export \
                     into this folder makes moved blocks of it: keep it with the files.";
/// What is to be done where nothing can be told of what moved.
const NO_MOVES: &str = "Without `moved` blocks Terraform destroys what is called otherwise and makes it anew: look at the \
                        plan before it is applied, or import the folder and export that design";

/// The file's content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Remembered {
    about: String,
    /// Where the design, as it was given to the export, said that its resources are: the same design is told by it.
    before: IndexMap<String, String>,
    /// What the items were called: a design that no export was noted in is told by them.
    items: IndexMap<String, String>,
    /// Where the resources are since that export.
    addresses: IndexMap<String, String>,
    /// What it called variables and outputs.
    names: IndexMap<String, String>,
    /// What it and earlier exports moved.
    moved: IndexMap<String, String>,
    /// What AWS knows items by of an API that existed before.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    existing: IndexMap<String, String>,
}

/// The text of [`REMEMBERED`] for an export: `given` is the design as its file has it, `known` what
/// [`recall`] made of it, from which `bundle` was exported.
pub fn remember(given: &Design, known: &Design, bundle: &Bundle) -> String {
    let noted = export::record(known, bundle).terraform;
    let mut before = given.terraform.addresses.clone();
    before.sort_unstable_keys();
    let remembered = Remembered {
        about: ABOUT.to_owned(),
        before,
        items: names(given),
        addresses: noted.addresses,
        names: bundle.names.clone(),
        moved: noted.moved,
        existing: noted.existing,
    };
    let mut text = serde_json::to_string_pretty(&remembered).unwrap_or_default();
    text.push('\n');
    text
}

/// The design with what a folder remembers of its last export there. The design's own record wins where it is not the
/// one that this export began from: it was imported or exported since.
pub fn recall(design: &Design, text: &str) -> (Design, Vec<Diagnostic>) {
    let unchanged = |told| (design.clone(), told);
    let Ok(remembered) = serde_json::from_str::<Remembered>(text) else {
        let message = format!("`{REMEMBERED}` is not what an export wrote, and what moved is not told by it");
        return unchanged(vec![Diagnostic::warning("terraform-remembered", message).help(NO_MOVES)]);
    };
    let own = &design.terraform.addresses;
    if *own == remembered.addresses || remembered.addresses.is_empty() {
        return unchanged(Vec::new());
    }
    if *own != remembered.before {
        return unchanged(elsewhere(design, &remembered).into_iter().collect());
    }
    if own.is_empty() && !is_of(design, &remembered.items) {
        let message =
            "The folder holds an export of another design, as far as their items tell: nothing moves";
        return unchanged(vec![Diagnostic::warning("terraform-remembered", message).help(NO_MOVES)]);
    }
    let mut known = export::recorded(design, &remembered.addresses);
    known.terraform.moved = remembered.moved;
    known.terraform.existing = remembered.existing;
    known.terraform.names.retain(|mark, _| !export::names_interface(mark));
    known.terraform.names.extend(remembered.names);
    (known, Vec::new())
}

/// Whether the items are a design's: at least half of those that it still has are called the same.
fn is_of(design: &Design, items: &IndexMap<String, String>) -> bool {
    let now = names(design);
    let both = items.iter().filter_map(|(key, name)| Some((name, now.get(key)?)));
    let (mut all, mut same) = (0_usize, 0_usize);
    for (before, now) in both {
        all += 1;
        same += usize::from(before == now);
    }
    all > 0 && same * 2 >= all
}

/// What the items of a design are called, by their keys.
fn names(design: &Design) -> IndexMap<String, String> {
    let document = Document { design: design.clone(), ..Document::default() };
    let items = document.items().into_iter().filter(|item| !matches!(item, Item::Design | Item::Account));
    let named = items.filter_map(|item| Some((item.key(), document.name_of(item)?)));
    named.filter(|(_, name)| !name.is_empty()).collect()
}

/// Says that the folder has resources where the design knows of none.
fn elsewhere(design: &Design, remembered: &Remembered) -> Option<Diagnostic> {
    let own = &design.terraform;
    let known: BTreeSet<&String> = own.addresses.values().chain(own.moved.keys()).collect();
    let other = remembered.addresses.values().find(|address| !known.contains(address))?;
    let message = format!(
        "The folder's last export had `{other}`, of which the design's own record says nothing: `moved` blocks begin \
         where the design says that its resources are"
    );
    Some(Diagnostic::note("terraform-remembered", message).help(NO_MOVES))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn design(addresses: &[(&str, &str)]) -> Design {
        let mut design = Design::default();
        let pairs = addresses.iter().map(|(mark, address)| ((*mark).to_owned(), (*address).to_owned()));
        design.terraform.addresses = pairs.collect();
        design
    }

    fn text(before: &[(&str, &str)], addresses: &[(&str, &str)]) -> String {
        let (before, addresses) = (design(before).terraform.addresses, design(addresses).terraform.addresses);
        serde_json::to_string(&Remembered { before, addresses, ..Remembered::default() }).unwrap()
    }

    #[test]
    fn a_folder_knows_more_than_the_design_that_it_was_exported_from() {
        let (first, second) = ([("aws_x api-1", "aws_x.a")], [("aws_x api-1", "aws_x.b")]);
        let (known, told) = recall(&design(&first), &text(&first, &second));
        assert_eq!((known.terraform.addresses, told.len()), (design(&second).terraform.addresses, 0));
        // Imported or exported since.
        let third = [("aws_x api-1", "aws_x.c")];
        let (known, told) = recall(&design(&third), &text(&first, &second));
        assert_eq!((known, told.len()), (design(&third), 1));
        let (known, told) = recall(&design(&second), &text(&first, &second));
        assert_eq!((known, told.len()), (design(&second), 0));
    }

    #[test]
    fn what_no_export_wrote_is_told() {
        for broken in ["", "3", "{\"addresses\":1}"] {
            let (known, told) = recall(&Design::default(), broken);
            assert_eq!((known, told.len()), (Design::default(), 1), "{broken}");
        }
        let other = text(&[], &[("aws_x api-1", "aws_x.a")]);
        let (known, told) = recall(&Design::default(), &other);
        assert_eq!((known, told.len()), (Design::default(), 1));
    }
}
