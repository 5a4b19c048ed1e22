//! Blocks with `for_each` or `count` that kept texts mean as a whole, such as `aws_x.keys[each.key]` does: the design
//! has their instances apart, and a local value holds them together.

use std::collections::{BTreeMap, BTreeSet};

use super::Build;
use super::graph::address_text;
use crate::design::{Diagnostic, KeptBlock};
use crate::lang::hcl::{behind, changed, references};
use crate::terraform::syntax::{Expr, Fields, block_text, object, reference_text};

/// The file that the local values stand in.
const FILE: &str = "main.tf";
/// How types begin, which says nothing in a name.
const PREFIXES: &[&str] = &["aws_api_gateway_", "aws_apigatewayv2_", "aws_"];

/// Addresses without their instance, and the local values that stand for them.
#[derive(Clone, Debug, Default)]
pub(super) struct Collections(Vec<(String, String)>);

impl Collections {
    /// Whether there are any.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A text in which they stand for the addresses.
    pub(super) fn text(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (address, local)| replaced(&text, address, local))
    }
}

/// What the texts mean as a whole, and the block that makes it.
pub(super) fn read<'t>(
    build: &Build<'_, '_>,
    texts: impl Iterator<Item = &'t str> + Clone,
) -> (Collections, Option<KeptBlock>) {
    let mut taken: BTreeSet<String> =
        build.work.graph.config.blocks.iter().flat_map(|block| block.locals.iter().cloned()).collect();
    let (mut found, mut fields) = (Collections::default(), Fields::new());
    for ((kind, name), instances) in groups(build) {
        let address = format!("{kind}.{name}");
        if !texts.clone().any(|text| is_read(text, &address)) {
            continue;
        }
        let short = PREFIXES.iter().find_map(|prefix| kind.strip_prefix(prefix)).unwrap_or(kind);
        let mut local = format!("{short}_{name}");
        while !taken.insert(local.clone()) {
            local.push_str("_all");
        }
        fields = fields.set(&local, together(&instances));
        let message = format!("`{address}` is read as a whole, and the design has its instances apart");
        let help = format!("`local.{local}` holds them together");
        build.work.tell(Diagnostic::note("terraform-collection", message).help(help));
        found.0.push((address, format!("local.{local}")));
    }
    let block = (!found.is_empty()).then(|| {
        let text = block_text(&fields.into_block("locals", &[]));
        KeptBlock { file: FILE.to_owned(), text: text.trim_end().to_owned() }
    });
    (found, block)
}

/// The addresses of the instances in the design by their key as it is written, by type and name.
type Groups<'c> = BTreeMap<(&'c str, &'c str), Vec<(&'c str, String)>>;

fn groups<'c>(build: &Build<'_, 'c>) -> Groups<'c> {
    let mut groups = Groups::new();
    for (at, resource) in build.work.graph.config.resources.iter().enumerate() {
        let address = &resource.address;
        let Some(key) = address.key.as_deref() else { continue };
        if address.module.is_empty() && !address.data && build.work.is_used(at) {
            let group = groups.entry((address.kind.as_str(), address.name.as_str())).or_default();
            group.push((key, address_text(address)));
        }
    }
    groups
}

/// The instances as Terraform has them together: a list for `count`, a map for `for_each`.
fn together(instances: &[(&str, String)]) -> Expr {
    let key = |key: &str| serde_json::from_str(key).unwrap_or_else(|_| key.trim_matches('"').to_owned());
    if instances.iter().all(|(key, _)| key.starts_with('"')) {
        let keyed = |(own, address): &(&str, String)| (key(own), reference_text(address));
        return object(instances.iter().map(keyed).collect::<Vec<(String, Expr)>>());
    }
    let mut numbered: Vec<(usize, &String)> =
        instances.iter().filter_map(|(key, address)| Some((key.parse().ok()?, address))).collect();
    numbered.sort_unstable();
    Expr::Array(numbered.into_iter().map(|(_, address)| reference_text(address)).collect())
}

/// What stands behind the block at an address in a text that begins with it and means it as a whole, not one instance
/// that it names.
pub(super) fn behind_whole<'t>(text: &'t str, address: &str) -> Option<&'t str> {
    behind(text, address).filter(|rest| {
        let named = rest.strip_prefix('[').map(str::trim_start).is_some_and(|key| {
            let number = key.trim_start_matches(|char: char| char.is_ascii_digit());
            key.starts_with('"') && !key.starts_with("\"${")
                || number.len() < key.len() && number.trim_start().starts_with(']')
        });
        !named
    })
}

fn is_read(text: &str, address: &str) -> bool {
    text.contains(address)
        && references(text)
            .into_iter()
            .any(|at| text.get(at..).is_some_and(|text| behind_whole(text, address).is_some()))
}

fn replaced(text: &str, address: &str, local: &str) -> String {
    changed(text, |text| Some((local, behind_whole(text, address)?)))
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn an_instance_that_is_named_stays() {
        let text = "aws_x.y[each.key].id, aws_x.y[\"a\"].id, aws_x.y[0], [for one in aws_x.y : one], aws_x.y2, values(aws_x.y)[*].id, aws_x.y[*]";
        assert_eq!(
            replaced(text, "aws_x.y", "local.z"),
            "local.z[each.key].id, aws_x.y[\"a\"].id, aws_x.y[0], [for one in local.z : one], aws_x.y2, values(local.z)[*].id, local.z[*]"
        );
    }
}
