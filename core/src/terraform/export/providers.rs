//! Which providers the user's own blocks and expressions take beside the usual one.

use std::collections::BTreeSet;

use super::module::{Module, Piece};
use crate::design::{Diagnostic, Item};

/// The provider of the design's own blocks.
pub(super) const AWS: &str = "aws";
/// The types of APIs.
const APIS: &[&str] = &["aws_api_gateway_rest_api", "aws_apigatewayv2_api"];
/// The provider that is a part of Terraform.
const BUILT_IN: &str = "terraform";

/// A provider by its name in the files, with its alias where it has one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Provider {
    pub(super) name: String,
    pub(super) alias: Option<String>,
}

impl Provider {
    fn plain(name: &str) -> Self {
        Self { name: name.to_owned(), alias: None }
    }

    /// `aws` or `aws.west`.
    fn read(path: &str) -> Option<Self> {
        let path = path.trim();
        let is_name = |text: &str| {
            !text.is_empty()
                && text.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-'))
        };
        let found = match path.split_once('.') {
            Some((name, alias)) => Self { name: name.to_owned(), alias: Some(alias.to_owned()) },
            None => Self::plain(path),
        };
        (is_name(&found.name) && found.alias.as_deref().is_none_or(is_name)).then_some(found)
    }
}

/// The providers that the module takes: that of AWS, and those of the user's own blocks.
pub(super) fn taken(module: &Module<'_>) -> BTreeSet<Provider> {
    let mut found = BTreeSet::from([Provider::plain(AWS)]);
    let arguments = module.design.terraform.arguments.iter();
    let named = arguments.filter(|(key, _)| key.ends_with(" provider"));
    found.extend(named.filter_map(|(_, text)| Provider::read(text)));
    for block in module.kept.iter().filter_map(|block| hcl::parse(&block.text).ok()?.into_blocks().next()) {
        of_block(&block, &mut found);
    }
    found.retain(|provider| provider.name != BUILT_IN);
    found
}

/// Names the blocks that the export adds to an API whose own blocks are made by another provider than the usual one.
pub(super) fn tell_of_added(module: &mut Module<'_>) {
    let kept = &module.design.terraform;
    let others: Vec<&String> = kept
        .arguments
        .iter()
        .filter(|(key, _)| APIS.iter().any(|kind| key.ends_with(&format!(" {kind} provider"))))
        .map(|(_, provider)| provider)
        .collect();
    let Some(provider) = others.first() else { return };
    let is_added = |piece: &&Piece| {
        let named = piece.block.body.attributes().any(|attribute| attribute.key() == "provider");
        !named && !piece.mark.is_empty() && !kept.addresses.contains_key(&piece.mark)
    };
    let added: Vec<String> = module
        .main
        .iter()
        .filter(is_added)
        .map(|piece| {
            let labels = piece.block.labels().iter().map(hcl::BlockLabel::as_str);
            format!("`{}`", labels.collect::<Vec<_>>().join("."))
        })
        .collect();
    if added.is_empty() {
        return;
    }
    let message = format!("{} of an API that `{provider}` makes name no provider", added.join(", "));
    let help = "The default provider would make them: write `provider` into each, or split the design";
    module.tell(Diagnostic::error("terraform-provider", message).at(Item::Design).help(help));
}

fn of_block(block: &hcl::Block, found: &mut BTreeSet<Provider>) {
    let value = |name: &str| block.body.attributes().find(|attribute| attribute.key() == name);
    let path = |expr: &hcl::Expression| Provider::read(&hcl::format::to_string(expr).ok()?);
    let label = block.labels().first().map(hcl::BlockLabel::as_str).unwrap_or_default();
    match block.identifier() {
        "provider" => {
            let alias = match value("alias").map(hcl::Attribute::expr) {
                Some(hcl::Expression::String(alias)) => Some(alias.clone()),
                _ => None,
            };
            found.insert(Provider { name: label.to_owned(), alias });
        }
        "resource" | "data" | "ephemeral" => {
            let named = value("provider").and_then(|provider| path(provider.expr()));
            // Without a word of it, a provider is named by what its types begin with.
            let usual = || Provider::plain(label.split('_').next().unwrap_or_default());
            found.insert(named.unwrap_or_else(usual));
        }
        "module" => {
            if let Some(hcl::Expression::Object(given)) = value("providers").map(hcl::Attribute::expr) {
                found.extend(given.values().filter_map(path));
            }
        }
        "check" => block.body.blocks().for_each(|inner| of_block(inner, found)),
        "terraform" => {
            let required = block.body.blocks().filter(|inner| inner.identifier() == "required_providers");
            for requirement in required.flat_map(|inner| inner.body.attributes()) {
                let hcl::Expression::Object(about) = requirement.expr() else { continue };
                let aliases = about.iter().find(|(key, _)| key.to_string() == "configuration_aliases");
                if let Some((_, hcl::Expression::Array(aliases))) = aliases {
                    found.extend(aliases.iter().filter_map(path));
                }
            }
        }
        _ => {}
    }
}
