//! What an export called variables and outputs: whoever calls the module goes by these names, so the next one keeps them.

use indexmap::IndexMap;

use super::super::config::Config;
use super::variables::{body, string};
use crate::terraform::export::Usual;

/// A variable or output of the files.
struct Written<'c> {
    word: &'c str,
    name: &'c str,
    description: String,
    value: String,
}

/// How a variable or output of the files is told to be one of the export's.
type Way<'w> = &'w dyn Fn(&Usual, &Written<'_>) -> bool;

/// The names of the files for what the export makes by itself, `usual`, by their marks.
pub(super) fn names(config: &Config, usual: impl FnOnce() -> Vec<Usual>) -> IndexMap<String, String> {
    let mut written: Vec<Written<'_>> = written(config);
    let mut usual: Vec<Usual> = if written.is_empty() { Vec::new() } else { usual() };
    let mut names = IndexMap::new();
    let same = |one: &Usual, other: &Written<'_>| {
        one.mark.split(' ').next() == Some(other.word) && one.description == other.description
    };
    let by_value = |one: &Usual, other: &Written<'_>| {
        same(one, other) && !one.value.is_empty() && one.value == other.value
    };
    let by_name = |one: &Usual, other: &Written<'_>| same(one, other) && one.name == other.name;
    // What an output gives tells it for certain, and its name nearly so.
    let ways: [Way<'_>; 2] = [&by_value, &by_name];
    for is_it in ways {
        usual.retain(|one| {
            let Some(at) = written.iter().position(|other| is_it(one, other)) else { return true };
            names.insert(one.mark.clone(), written.swap_remove(at).name.to_owned());
            false
        });
    }
    // One alone with its description is told by that.
    for one in &usual {
        let mut like = written.iter().filter(|other| same(one, other));
        let alone = usual.iter().filter(|other| other.description == one.description).count() == 1;
        if let (Some(only), None, true) = (like.next(), like.next(), alone) {
            names.insert(one.mark.clone(), only.name.to_owned());
        }
    }
    names.sort_unstable_keys();
    names
}

/// The variables and outputs of the root with a description.
fn written(config: &Config) -> Vec<Written<'_>> {
    let blocks = config.blocks.iter().filter(|block| matches!(block.word.as_str(), "variable" | "output"));
    let of = blocks.filter(|block| config.is_in_root(block)).filter_map(|block| {
        let body = body(&block.text)?;
        let find = |key: &str| body.attributes().find(|attribute| attribute.key() == key);
        let value = find("value").and_then(|value| hcl::format::to_string(value.expr()).ok());
        Some(Written {
            word: &block.word,
            name: block.labels.first()?,
            description: string(find("description")?.expr())?,
            value: value.unwrap_or_default().trim().to_owned(),
        })
    });
    of.collect()
}
