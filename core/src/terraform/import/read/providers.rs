//! How the root's files configure AWS's provider: the Region is a variable with a default as often as a text.

use super::super::config::{Place, Provider};
use super::value::Val;
use super::world::World;
use crate::base::LineIndex;

/// The name of AWS's provider in the files.
pub(super) const AWS: &str = "aws";

/// The configurations of AWS's provider in the root module.
pub(super) fn of(world: &World<'_>) -> Vec<Provider> {
    let Some(root) = world.instance(0) else { return Vec::new() };
    let ours =
        root.folder.others.iter().filter(|def| def.block.word == "provider" && def.block.label(0) == AWS);
    let one = |def: &super::world::Def<'_>| {
        let source = def.source;
        let context = world.context(0, &source.text, None);
        let value = |name: &str| def.block.argument(name).map(|written| (written, context.eval(written)));
        let alias = match value("alias") {
            Some((_, Ok(Val::Text(alias)))) => Some(alias.as_ref().to_owned()),
            _ => None,
        };
        let region = value("region").map(|(written, region)| match region {
            Ok(Val::Text(region)) => Ok(region.as_ref().to_owned()),
            _ => Err(written.source(&source.text).to_owned()),
        });
        let position =
            source.placed.then(|| source.position(&LineIndex::new(&source.text), def.block.span.start));
        Provider { alias, region, place: Place { file: source.path.clone(), position } }
    };
    ours.map(one).collect()
}
