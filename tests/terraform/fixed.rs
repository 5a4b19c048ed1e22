//! What is by nature not the same in the files of two styles of an export.

use std::sync::Arc;

use studio_core::aws::ApiKind;
use studio_core::design::{Api, ApiId, ApiSettings, Design, Terraform};
use studio_core::openapi::ExportType;

use crate::normal::{numbered, used_integrations};
use crate::normal_document;

/// A design that a document describes in one of the two modules that are compared.
///
/// Left out are where blocks stand, as the other style has others, and the numbers of items, of which only the order
/// is the user's. What an OpenAPI document says for its readers, the version and descriptions of parameters and
/// responses, has no argument of resources: files without a document leave it out, and say so.
pub fn described(design: &Design, body: bool) -> Design {
    let mut design = design.clone();
    design.terraform = Terraform { blocks: design.terraform.blocks.clone(), ..Terraform::default() };
    let rest = design.apis.iter().filter(|(_, api)| api.kind == ApiKind::Rest);
    for id in rest.map(|(id, _)| *id).collect::<Vec<_>>() {
        if body {
            of_document(&mut design, id);
        } else if let Some(api) = design.apis.get_mut(&id) {
            of_resources(Arc::make_mut(api));
        }
    }
    numbered(design)
}

fn of_resources(api: &mut Api) {
    api.settings.version.clear();
    for route in api.routes.values_mut().map(Arc::make_mut) {
        route.parameters.iter_mut().for_each(|parameter| parameter.description.clear());
        route.responses.values_mut().for_each(|response| response.description.clear());
    }
}

/// What a document of an API does not hold, `tests/openapi/normal.rs` lists; arguments and resources beside it hold
/// the API's settings and stages.
fn of_document(design: &mut Design, id: ApiId) {
    let plain = normal_document::normal(design, id, ExportType::Oas30);
    let (Some(own), Some(plain)) = (design.apis.get(&id), plain.apis.get(&id)) else { return };
    let mut api = (**plain).clone();
    api.settings = ApiSettings {
        version: plain.settings.version.clone(),
        gateway_responses: plain.settings.gateway_responses.clone(),
        documentation: plain.settings.documentation.clone(),
        ..own.settings.clone()
    };
    api.stages = own.stages.clone();
    for (id, integration) in &mut api.integrations {
        // References tell which link it is.
        if let Some(own) = own.integrations.get(id) {
            Arc::make_mut(integration).connection = own.connection.clone();
        }
    }
    // Routes are in the order of their paths now, and integrations are in that of the routes.
    used_integrations(&mut api);
    design.apis.insert(id, Arc::new(api));
}
