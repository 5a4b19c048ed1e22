//! APIs that were one document in the files and are a block for each route now, or the other way about.

use indexmap::IndexMap;

use super::module::Module;
use crate::aws::ApiKind;
use crate::design::{ApiId, Diagnostic, Item};

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
                         for them"
                    }
                },
            ),
            (true, false) => (
                format!(
                    "The files had a block for each route of API `{}`, which is one document now",
                    api.name
                ),
                "Terraform deletes the methods of the old blocks, and with them what the document says: let it forget \
                 the blocks first, by `terraform state rm` or `removed` blocks with `destroy = false`",
            ),
            _ => continue,
        };
        module.tell(Diagnostic::warning("terraform-style", message).at(Item::Api(*id)).help(help));
    }
}

fn has_routes(addresses: &IndexMap<String, String>, kind: &str, api: ApiId) -> bool {
    let start = format!("{kind} route-{api}-");
    addresses.keys().any(|mark| mark.starts_with(&start))
}
