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
    let mut others: BTreeSet<(usize, String)> = BTreeSet::new();
    let mut uses: BTreeMap<(Item, String), BTreeSet<Option<String>>> = BTreeMap::new();
    let mut all: BTreeSet<Option<String>> = BTreeSet::new();
    for (at, resource) in config.resources.iter().enumerate().filter(|(_, one)| !one.address.data) {
        let (Some(item), Some(block)) = (build.work.item_of(at), resource.block) else { continue };
        let source = config.blocks.get(block);
        let named = named.entry(block).or_insert_with(|| source.and_then(named_by)).clone();
        let named = match resource.address.module.as_str() {
            "" => named,
            module => handed(build, module, named.as_deref()),
        };
        others.extend(named.clone().map(|named| (block, named)));
        all.insert(named.clone());
        uses.entry((item, resource.address.kind.clone())).or_default().insert(named);
    }
    if others.is_empty() {
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
    for (block, provider) in others {
        let Some(block) = config.blocks.get(block) else { continue };
        let message = format!(
            "`{}` is made by the provider `{provider}`, and other blocks of the design by others",
            block.labels.join(".")
        );
        let help = "The studio simulates and prices one Region. The export names the provider here, and tells \
                    which blocks it adds without one";
        let found = Diagnostic::warning("terraform-provider", message).help(help);
        build.work.tell(found.at_place(place_text(&block.place)));
    }
}

/// The provider of the root that a module's own name for one stands for: a call hands its providers over by name,
/// and the default one by itself.
pub(super) fn handed(build: &Build<'_, '_>, module: &str, named: Option<&str>) -> Option<String> {
    let label = module.strip_prefix("module.")?.split(['.', '[']).next()?;
    let root = build.work.graph.config.modules.first().map_or("", |root| root.folder.as_str());
    let mut blocks = build.work.graph.config.blocks.iter();
    let call = blocks.find(|block| {
        let folder = block.place.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        block.word == "module" && block.labels.first().is_some_and(|one| one == label) && folder == root
    })?;
    let body = body(&call.text)?;
    let providers = body.attributes().find(|attribute| attribute.key() == "providers")?;
    let hcl::Expression::Object(entries) = providers.expr() else { return None };
    let wanted = named.unwrap_or(DEFAULT);
    let written = |expression: &hcl::Expression| {
        string(expression)
            .or_else(|| hcl::format::to_string(expression).ok())
            .map(|text| text.trim().to_owned())
    };
    let (_, value) = entries.iter().find(|(key, _)| {
        let key = match key {
            hcl::ObjectKey::Identifier(name) => Some(name.to_string()),
            hcl::ObjectKey::Expression(expression) => written(expression),
            _ => None,
        };
        key.as_deref() == Some(wanted)
    })?;
    written(value).filter(|name| name != DEFAULT)
}

/// The provider that a block names, where it is not the default one.
pub(super) fn named_by(block: &SourceBlock) -> Option<String> {
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
    let (_, alias) = provider.split_once('.')?;
    let mut providers = build.work.graph.config.providers.iter();
    let found = providers.find(|provider| provider.alias.as_deref() == Some(alias))?;
    found.region.clone()?.ok()
}
