//! OpenAPI documents out of a design, as API Gateway's own export writes them: `GetExport` of a REST API,
//! `ExportApi` of an HTTP API.
//!
//! Keys come in AWS's order, and only what the design says is written: what it leaves to AWS is left to AWS's
//! import too. What OpenAPI has no place for is named by a diagnostic.

mod authorizer;
mod document;
mod documentation;
mod fields;
mod integration;
mod integration_response;
mod model;
mod naming;
mod operation;
mod options;
mod parameter;
mod path;
mod response;
mod security;
mod server;
mod settings;
mod stage;
mod surroundings;
mod writer;

pub use naming::{Naming, PlainNames};
pub use options::*;
pub(super) use response::usual_description;

use serde_json::Value;

use crate::aws::ApiKind;
use crate::design::{ApiId, Design, Diagnostic, Item};
use crate::lang::yaml;
use options::Scope;
use writer::Writer;

/// A document and what there is to say about it.
#[derive(Clone, Debug)]
pub struct Exported {
    /// The document in the format that was asked for, with a line break at its end.
    pub text: String,
    /// The document.
    pub value: Value,
    /// What could not be carried, and what AWS would refuse.
    pub diagnostics: Vec<Diagnostic>,
}

/// An OpenAPI document of an API.
///
/// Errors: the design has no such API, or AWS writes no such document of an API of its kind.
pub fn export(design: &Design, id: ApiId, options: &ExportOptions) -> Result<Exported, Diagnostic> {
    let api = design.apis.get(&id).ok_or_else(|| {
        Diagnostic::error("export-api", format!("The design has no API {id}")).help("Choose one of its APIs")
    })?;
    refuse(api.kind, options.export_type).map_or(Ok(()), |found| Err(found.at(Item::Api(id))))?;
    let names = PlainNames::new(design);
    let mut writer = Writer::new(design, id, api, options.scope(), &names);
    let value = writer.document(options);
    writer.say_surroundings(options);
    let text = match options.format {
        Format::Json => format!("{value:#}\n"),
        Format::Yaml => yaml::print(&value),
    };
    Ok(Exported { text, value, diagnostics: writer.diagnostics })
}

/// What AWS has no export of.
fn refuse(kind: ApiKind, export_type: ExportType) -> Option<Diagnostic> {
    match (kind, export_type) {
        (ApiKind::WebSocket, _) => {
            let message = "AWS exports no WebSocket API, for OpenAPI describes requests and no connections";
            Some(Diagnostic::error("export-kind", message).help("Export it as Terraform"))
        }
        (ApiKind::Http, ExportType::Swagger) => {
            let message = "AWS exports HTTP APIs as OpenAPI 3.0 only";
            Some(Diagnostic::error("export-kind", message).help("Choose OpenAPI 3.0"))
        }
        _ => None,
    }
}

/// The document that stands for the API in a file that deploys it, such as the `body` of Terraform's
/// `aws_api_gateway_rest_api` or `aws_apigatewayv2_api`: OpenAPI 3.0 with every extension of AWS about routes,
/// models, validators, authorizers, integrations, gateway responses and documentation.
///
/// Left out is what such a resource has an argument for, so that nothing is said twice: servers and endpoint,
/// description, binary media types, compression, the API key's source, the resource policy and the TLS policy
/// of a REST API; servers and endpoint, description, CORS and tags of an HTTP API. The title stays, because a
/// document without one is refused.
///
/// Of an API that the design does not hold, or a WebSocket API, it is null, and a diagnostic says so.
pub fn describe(design: &Design, id: ApiId, names: &dyn Naming) -> (Value, Vec<Diagnostic>) {
    let options = ExportOptions::default();
    match design.apis.get(&id).filter(|api| api.kind != ApiKind::WebSocket) {
        Some(api) => {
            let scope = Scope { settings: false, ..options.scope() };
            let mut writer = Writer::new(design, id, api, scope, names);
            let value = writer.document(&options);
            (value, writer.diagnostics)
        }
        None => (Value::Null, export(design, id, &options).err().into_iter().collect()),
    }
}
