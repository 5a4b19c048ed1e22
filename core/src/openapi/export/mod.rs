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
mod schema;
mod security;
mod server;
mod settings;
mod stage;
mod surroundings;
mod writer;

pub(crate) use document::VERSION;
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

/// Why an API has no OpenAPI document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// The design does not hold the API.
    #[error("The design has no API {0}")]
    Missing(ApiId),
    /// The API is a WebSocket API.
    #[error("AWS exports no WebSocket API, for OpenAPI describes requests and no connections")]
    WebSocket(ApiId),
    /// An HTTP API in Swagger 2.0.
    #[error("AWS exports HTTP APIs as OpenAPI 3.0 only")]
    HttpAsSwagger(ApiId),
}

impl ExportError {
    /// What to do.
    pub const fn help(self) -> &'static str {
        match self {
            Self::Missing(_) => "Choose one of the APIs of the design",
            Self::WebSocket(_) => "Export it as Terraform",
            Self::HttpAsSwagger(_) => "Choose OpenAPI 3.0",
        }
    }
}

impl From<ExportError> for Diagnostic {
    fn from(error: ExportError) -> Self {
        let found = Self::error("export-refused", error.to_string()).help(error.help());
        match error {
            ExportError::Missing(_) => found,
            ExportError::WebSocket(id) | ExportError::HttpAsSwagger(id) => found.at(Item::Api(id)),
        }
    }
}

/// An OpenAPI document of an API.
///
/// Errors: the design has no such API, or AWS writes no such document of an API of its kind.
pub fn export(design: &Design, id: ApiId, options: &ExportOptions) -> Result<Exported, ExportError> {
    let api = design.apis.get(&id).ok_or(ExportError::Missing(id))?;
    match (api.kind, options.export_type) {
        (ApiKind::WebSocket, _) => return Err(ExportError::WebSocket(id)),
        (ApiKind::Http, ExportType::Swagger) => return Err(ExportError::HttpAsSwagger(id)),
        _ => {}
    }
    let names = PlainNames::new(design);
    let mut writer = Writer::new(design, id, api, options.scope(), &names);
    let value = writer.document(options);
    writer.say_surroundings(&value, options);
    let text = match options.format {
        Format::Json => format!("{value:#}\n"),
        Format::Yaml => yaml::print(&value),
    };
    Ok(Exported { text, value, diagnostics: writer.diagnostics })
}

/// The size of the document that each REST API of the design would be imported from, without white space.
pub fn import_sizes(design: &Design) -> Vec<(ApiId, u64)> {
    let rest = design.apis.iter().filter(|(_, api)| api.kind == ApiKind::Rest);
    let size = |id: ApiId| {
        let exported = export(design, id, &ExportOptions::default()).ok()?;
        Some((id, u64::try_from(exported.value.to_string().len()).unwrap_or(u64::MAX)))
    };
    rest.filter_map(|(id, _)| size(*id)).collect()
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
        None => (Value::Null, export(design, id, &options).err().map(Diagnostic::from).into_iter().collect()),
    }
}
