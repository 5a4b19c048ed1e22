//! APIs that were one document in the files and are a block for each route now, or the other way about.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::in_document::DESCRIBED;
use super::module::{Module, Piece};
use crate::aws::ApiKind;
use crate::design::{ApiId, Design, Diagnostic, Item};
use crate::terraform::RestStyle;
use crate::terraform::syntax::{Fields, reference_text};

/// Tells what Terraform does with routes that were made in the other way, where the files had the API before.
pub(super) fn tell(module: &mut Module<'_>, addresses: &IndexMap<String, String>) {
    let design = module.design;
    let before = &design.terraform.addresses;
    for (id, api) in design.apis.iter().filter(|(_, api)| !api.routes.is_empty()) {
        let rest = api.kind == ApiKind::Rest;
        let (own, of_route) = match rest {
            true => ("aws_api_gateway_rest_api", "aws_api_gateway_method"),
            false => ("aws_apigatewayv2_api", "aws_apigatewayv2_route"),
        };
        if !before.contains_key(&format!("{own} {}", Item::Api(*id))) {
            continue;
        }
        let (message, help) = match (has_routes(before, of_route, *id), has_routes(addresses, of_route, *id))
        {
            (false, true) => (
                format!("The files had API `{}` without a block for any of its routes", api.name),
                match rest {
                    true => {
                        "Where a document made them, AWS has them already and refuses these blocks: export the API as one \
                         document, or add `import` blocks for them"
                    }
                    false => {
                        "Where a document made them, AWS has them already and refuses these blocks: add `import` blocks \
                         for them. What the document said of the API itself, its version too, is in the API's block"
                    }
                },
            ),
            (true, false) if rest && module.options.rest_style == RestStyle::Body => (
                format!(
                    "The files had a block for each route of API `{}`, which is one document now",
                    api.name
                ),
                "Terraform deletes the methods of the old blocks, and with them what the document says. Let it forget \
                 them in the same apply: name `removed.tf.example` `removed.tf` (Terraform 1.7 or newer; else \
                 `terraform state rm` with these addresses), plan until nothing is destroyed, apply, and delete the file",
            ),
            _ => continue,
        };
        module.tell(Diagnostic::warning("terraform-style", message).at(Item::Api(*id)).help(help));
    }
}

/// The file with the blocks of [`removed`].
pub(super) const REMOVED: &str = "removed.tf.example";

/// Blocks that let Terraform forget what a document describes now, without deleting it.
pub(super) fn removed(design: &Design, addresses: &IndexMap<String, String>) -> impl Iterator<Item = Piece> {
    let before = &design.terraform.addresses;
    let of_rest = |id: &ApiId| {
        let was = has_routes(before, "aws_api_gateway_method", *id);
        was && !has_routes(addresses, "aws_api_gateway_method", *id)
    };
    let apis: BTreeSet<ApiId> = design.apis.keys().copied().filter(of_rest).collect();
    let is_described = |kind: &str| kind == "aws_api_gateway_resource" || DESCRIBED.contains(&kind);
    let forgotten = before.iter().filter(|(mark, _)| {
        let mut words = mark.split(' ');
        let (kind, owner) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let api = owner.parse::<Item>().ok().and_then(|item| item.api());
        is_described(kind) && api.is_some_and(|api| apis.contains(&api)) && !addresses.contains_key(*mark)
    });
    // A block is forgotten with all of its instances.
    let blocks = forgotten
        .filter_map(|(_, address)| address.split('[').next().filter(|text| !text.contains("module.")));
    let blocks: BTreeSet<&str> = blocks.collect();
    blocks.into_iter().map(|address| {
        let lifecycle = Fields::new().set("destroy", false);
        let fields = Fields::new().set("from", reference_text(address)).block("lifecycle", lifecycle);
        Piece::plain(fields.into_block("removed", &[]), Item::Design)
    })
}

fn has_routes(addresses: &IndexMap<String, String>, kind: &str, api: ApiId) -> bool {
    let start = format!("{kind} route-{api}-");
    addresses.keys().any(|mark| mark.starts_with(&start))
}
