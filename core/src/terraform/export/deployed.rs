//! The user's own resources of an API that a deployment takes in, beside those of the design.

use std::collections::BTreeSet;

use super::module::{Address, Module};
use crate::design::Item;
use crate::lang::hcl::{head, refers};
use crate::terraform::syntax::{Expr, reference_text};

/// Arguments that say where and how often a block is there, and not what it is.
const ABOUT_THE_BLOCK: &[&str] = &["api_id", "count", "depends_on", "for_each", "provider", "rest_api_id"];
/// Blocks in it that are about Terraform.
const OF_TERRAFORM: &[&str] = &["connection", "lifecycle", "provisioner", "timeouts"];

/// The user's own resources for an API, with the deployment that takes them in.
pub(super) struct Deployed<'m, 'a> {
    module: &'m Module<'a>,
    /// The API's address, and what the user's deployment waits for: who reads neither is of another API.
    api: String,
    said: &'a str,
}

impl<'m, 'a> Deployed<'m, 'a> {
    /// Those of an API with a deployment of this type.
    pub(super) fn new(module: &'m Module<'a>, api: &Address, item: Item, deployment: &str) -> Self {
        let said = module.kept_argument(item, deployment, "depends_on").unwrap_or_default();
        Self { module, api: api.text(), said }
    }

    fn of<'s>(&'s self, kinds: &'s [&str]) -> impl Iterator<Item = (Address, &'s str)> {
        self.module.kept.iter().filter_map(move |block| match head(&block.text).as_slice() {
            ["resource", kind, name] if kinds.contains(kind) => {
                let address = Address::of(kind, name);
                let is_its = refers(&block.text, &self.api) || refers(self.said, &address.text());
                is_its.then_some((address, block.text.as_str()))
            }
            _ => None,
        })
    }

    /// Their addresses, for the order that Terraform makes them in.
    pub(super) fn addresses(&self, kinds: &[&str]) -> Vec<Expr> {
        self.of(kinds).map(|(address, _)| address.whole()).collect()
    }

    /// Their arguments, for the fingerprint of what is deployed. A resource as a whole would differ once more after
    /// the first apply, when what was not set reads back as an empty value.
    pub(super) fn snapshot(&self, kinds: &[&str]) -> Vec<Expr> {
        self.of(kinds).flat_map(|(address, text)| arguments(&address, text)).collect()
    }
}

/// References to what a block sets, for each of its instances.
fn arguments(address: &Address, text: &str) -> Vec<Expr> {
    let Some(block) = hcl::parse(text).ok().and_then(|body| body.into_blocks().next()) else {
        return Vec::new();
    };
    let body = block.body();
    let own = body.attributes().map(hcl::Attribute::key).filter(|name| !ABOUT_THE_BLOCK.contains(name));
    let inner = body.blocks().filter(|inner| !OF_TERRAFORM.contains(&inner.identifier()));
    let inner = inner.filter_map(|inner| match inner.identifier() {
        "dynamic" => inner.labels().first().map(hcl::BlockLabel::as_str),
        name => Some(name),
    });
    // Sorted, so that another order of the same arguments deploys nothing.
    let names: BTreeSet<&str> = ["id"].into_iter().chain(own).chain(inner).collect();
    let several = body.attributes().any(|argument| matches!(argument.key(), "count" | "for_each"));
    if !several {
        return names.into_iter().map(|name| address.get(name)).collect();
    }
    let each: Vec<String> = names.into_iter().map(|name| format!("one.{name}")).collect();
    vec![reference_text(&format!("[for one in {} : [{}]]", address.text(), each.join(", ")))]
}

/// What a block waits for, where the user's files do not say so themselves.
pub(super) fn waits(module: &Module<'_>, item: Item, kind: &str, needed: Vec<Expr>) -> Option<Expr> {
    let is_said = module.keeps(item, kind, "depends_on");
    (!is_said && !needed.is_empty()).then_some(Expr::Array(needed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::syntax::expression_text;

    #[test]
    fn what_a_block_sets_is_looked_at() {
        let text = "resource \"aws_x\" \"y\" {\n  rest_api_id = a.id\n  uri = \"u\"\n  lifecycle {}\n  \
                    tls_config {}\n  dynamic \"part\" {\n    for_each = []\n    content {}\n  }\n}";
        let shown = |text: &str| {
            let found = arguments(&Address::of("aws_x", "y"), text);
            found.iter().map(expression_text).collect::<Vec<_>>()
        };
        assert_eq!(shown(text), ["aws_x.y.id", "aws_x.y.part", "aws_x.y.tls_config", "aws_x.y.uri"]);
        let several = text.replacen("uri", "count = 2\n  uri", 1);
        assert_eq!(shown(&several), ["[for one in aws_x.y : [one.id, one.part, one.tls_config, one.uri]]"]);
    }
}
