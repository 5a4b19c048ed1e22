//! What the user may choose about an OpenAPI document.

use serde::{Deserialize, Serialize};

use crate::design::StageId;

/// What the user may choose about an OpenAPI document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportOptions {
    /// The description language: AWS's `exportType`.
    pub export_type: ExportType,
    /// How it is written down: AWS's `accepts`.
    pub format: Format,
    /// Which extensions of AWS are in it: AWS's `parameters.extensions`.
    pub extensions: Extensions,
    /// The stage whose address the document names; none means the API's first.
    pub stage: Option<StageId>,
    /// Whether the stages, keys and usage plans are in it, under `x-gateway-studio-stage`, which AWS ignores
    /// and the studio's import reads.
    pub studio_extension: bool,
}

/// A description language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportType {
    /// OpenAPI 3.0.
    #[default]
    Oas30,
    /// Swagger 2.0, of REST APIs only.
    Swagger,
}

/// How a document is written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// JSON.
    #[default]
    Json,
    /// YAML.
    Yaml,
}

/// Which extensions of AWS a document has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extensions {
    /// None: for clients and documentation.
    None,
    /// What routes call.
    Integrations,
    /// Who decides whether a caller may pass.
    Authorizers,
    /// All: the document makes the same API.
    #[default]
    ApiGateway,
}

/// What is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    /// Whether it is Swagger 2.0.
    pub swagger: bool,
    /// Whether integrations are in it.
    pub integrations: bool,
    /// Whether authorizers are in it.
    pub authorizers: bool,
    /// Whether the other extensions are in it.
    pub others: bool,
    /// Whether settings of the API as a whole are in it that a resource of Terraform has arguments for.
    pub settings: bool,
}

impl ExportOptions {
    pub(super) fn scope(&self) -> Scope {
        let all = self.extensions == Extensions::ApiGateway;
        Scope {
            swagger: self.export_type == ExportType::Swagger,
            integrations: all || self.extensions == Extensions::Integrations,
            authorizers: all || self.extensions == Extensions::Authorizers,
            others: all,
            settings: true,
        }
    }
}
