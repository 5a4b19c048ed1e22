//! Providers that resources name: another Region or account than that of the default one.

use std::collections::{BTreeMap, BTreeSet};

use super::Build;
use super::graph::place_text;
use super::variables::{body, string};
use crate::design::{Diagnostic, Item};
use crate::terraform::export::PROVIDER;
use crate::terraform::import::config::SourceBlock;

/// The provider that blocks have without naming one.
const DEFAULT: &str = "aws";

/// Keeps the providers of the resources in the design, and says where the export cannot do as the files do.
pub(super) fn read(build: &mut Build<'_, '_>) {
    let config = build.work.graph.config;
    let mut named: BTreeMap<usize, Option<String>> = BTreeMap::new();
    let mut uses: BTreeMap<(Item, String), BTreeSet<Option<String>>> = BTreeMap::new();
    let mut all: BTreeSet<Option<String>> = BTreeSet::new();
    for (at, resource) in config.resources.iter().enumerate().filter(|(_, one)| !one.address.data) {
        let (Some(item), Some(block)) = (build.work.item_of(at), resource.block) else { continue };
        let source = config.blocks.get(block);
        let named = named.entry(block).or_insert_with(|| source.and_then(named_by)).clone();
        // A module maps the names of its providers itself.
        let named = if resource.address.module.is_empty() { named } else { None };
        all.insert(named.clone());
        uses.entry((item, resource.address.kind.clone())).or_default().insert(named);
    }
    named.retain(|_, provider| provider.is_some());
    if named.is_empty() {
        return;
    }
    if let [Some(provider)] = all.iter().collect::<Vec<_>>().as_slice() {
        build.work.keep(PROVIDER.to_owned(), provider.clone());
        if let Some(region) = region(build, provider) {
            build.design.region = region;
        }
        let message = format!("The files make everything by the provider `{provider}`");
        let help = "The export names it in all of its blocks, those that it adds too";
        build.work.tell(Diagnostic::note("terraform-provider", message).help(help));
        return;
    }
    for ((item, kind), providers) in &uses {
        if let [Some(provider)] = providers.iter().collect::<Vec<_>>().as_slice() {
            build.work.keep(format!("{} {kind} provider", item.key()), provider.clone());
        }
    }
    for (block, provider) in named {
        let (Some(block), Some(provider)) = (config.blocks.get(block), provider) else { continue };
        let message = format!(
            "`{}` is made by the provider `{provider}`, and other blocks of the design by others",
            block.labels.join(".")
        );
        let help = "The studio simulates and prices one Region. Blocks that the export adds, such as roles, \
                    permissions and log groups, name no provider: write it into them, or split the design";
        let found = Diagnostic::error("terraform-provider", message).help(help);
        build.work.tell(found.at_place(place_text(&block.place)));
    }
}

/// The provider that a block names, where it is not the default one.
fn named_by(block: &SourceBlock) -> Option<String> {
    if !block.text.contains("provider") {
        return None;
    }
    let body = body(&block.text)?;
    let value = body.attributes().find(|attribute| attribute.key() == "provider")?.expr();
    let name = string(value).or_else(|| hcl::format::to_string(value).ok())?;
    Some(name.trim().to_owned()).filter(|name| name != DEFAULT)
}

/// The Region that a provider is configured for.
fn region(build: &Build<'_, '_>, provider: &str) -> Option<String> {
    let (kind, alias) = provider.split_once('.')?;
    let mut blocks = build.work.graph.config.blocks.iter();
    blocks.find_map(|block| {
        if block.word != "provider" || block.labels.first().is_none_or(|label| label != kind) {
            return None;
        }
        let body = body(&block.text)?;
        let of =
            |name: &str| body.attributes().find(|one| one.key() == name).and_then(|one| string(one.expr()));
        of("region").filter(|_| of("alias").as_deref() == Some(alias))
    })
}
