//! An API of any kind.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::record::{Nodes, TextMap};
use super::{
    Authorizer, AuthorizerId, Integration, IntegrationId, Model, ModelId, Route, RouteId, Stage, StageId,
    Validator, ValidatorId,
};
use crate::aws::{ApiKeySource, ApiKind, EndpointKind, GatewayResponseType, IpAddressKind};

/// An API: REST, HTTP or WebSocket.
///
/// One struct holds what the three kinds can have, so that a user may switch kinds and see what is lost; what
/// a kind cannot do is a diagnostic with AWS's reason, told by `aws::features`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Api {
    /// REST, HTTP or WebSocket.
    pub kind: ApiKind,
    /// The API's name.
    #[serde(default)]
    pub name: String,
    /// What kinds share and what only some have.
    #[serde(default, skip_serializing_if = "super::record::is_default")]
    pub settings: ApiSettings,
    /// Routes of an HTTP or WebSocket API; methods of a REST API, whose resource tree follows from their paths.
    #[serde(default, skip_serializing_if = "Nodes::is_empty")]
    pub routes: Nodes<RouteId, Route>,
    /// What routes call.
    #[serde(default, skip_serializing_if = "Nodes::is_empty")]
    pub integrations: Nodes<IntegrationId, Integration>,
    /// Who decides whether a caller may pass.
    #[serde(default, skip_serializing_if = "Nodes::is_empty")]
    pub authorizers: Nodes<AuthorizerId, Authorizer>,
    /// Named JSON schemas (REST, WebSocket).
    #[serde(default, skip_serializing_if = "Nodes::is_empty")]
    pub models: Nodes<ModelId, Model>,
    /// Request validators (REST).
    #[serde(default, skip_serializing_if = "Nodes::is_empty")]
    pub validators: Nodes<ValidatorId, Validator>,
    /// Stages.
    #[serde(default, skip_serializing_if = "Nodes::is_empty")]
    pub stages: Nodes<StageId, Stage>,
}

record! {
    /// The settings of an API that are not nodes of their own.
    ApiSettings {
        /// What the API is for.
        description: String,
        /// The version text that OpenAPI and HTTP APIs carry.
        version: String,
        /// Where it is reached.
        endpoint: Endpoint,
        /// Whether the default `execute-api` address is switched off.
        disable_execute_api_endpoint: bool,
        /// CORS of an HTTP API.
        cors: Option<Cors>,
        /// Media types handled as binary (REST), such as `image/png` or `*/*`.
        binary_media_types: Vec<String>,
        /// Responses from this size on are compressed (REST); none switches compression off.
        minimum_compression_size_bytes: Option<u32>,
        /// Where the API key is taken from (REST); none means the header.
        api_key_source: Option<ApiKeySource>,
        /// The resource policy's JSON text (REST).
        resource_policy: Option<String>,
        /// Customised gateway responses (REST).
        gateway_responses: IndexMap<GatewayResponseType, GatewayResponse>,
        /// How a WebSocket message finds its route, usually `$request.body.action`.
        route_selection_expression: Option<String>,
        /// How a WebSocket API finds the API key.
        api_key_selection_expression: Option<String>,
        /// The TLS policy of the default endpoint (REST).
        security_policy: Option<String>,
        /// Text for portals and exports, by AWS's documentation part type and path (`METHOD /orders GET`).
        documentation: TextMap,
        /// The identifier of an API that exists already, for `import` blocks.
        existing_id: Option<String>,
        /// Tags of the API.
        tags: TextMap,
    }
}

record! {
    /// Where an API is reached.
    Endpoint {
        /// Regional, edge-optimized or private; none means the kind's default (Regional in Terraform).
        kind: Option<EndpointKind>,
        /// VPC endpoints that may reach a private API.
        vpc_endpoint_ids: Vec<String>,
        /// Whether a VPC endpoint, with its security group, is made with the design for a private API.
        makes_vpc_endpoint: bool,
        /// IPv4 or dual stack.
        ip_address_kind: Option<IpAddressKind>,
    }
}

record! {
    /// CORS as an HTTP API answers it by itself.
    Cors {
        /// `scheme://host[:port]`, `*`, `https://*` or `http://*`.
        allow_origins: Vec<String>,
        /// Verbs, or `*`.
        allow_methods: Vec<String>,
        /// Header names, or `*`.
        allow_headers: Vec<String>,
        /// Header names that scripts may read.
        expose_headers: Vec<String>,
        /// How long a browser may remember a preflight, in seconds; -1 means never.
        max_age_s: Option<i32>,
        /// Whether credentials are allowed.
        allow_credentials: bool,
    }
}

record! {
    /// A customised gateway response of a REST API.
    GatewayResponse {
        /// The status sent; none means the type's default.
        status: Option<u16>,
        /// Parameter mappings: `gatewayresponse.header.X` → source.
        parameters: TextMap,
        /// Bodies by content type; plain substitution, not VTL.
        templates: TextMap,
    }
}

impl Api {
    /// An API of this kind and name, with nothing in it yet.
    pub fn new(kind: ApiKind, name: impl Into<String>) -> Self {
        Self {
            kind,
            name: name.into(),
            settings: ApiSettings::default(),
            routes: Nodes::default(),
            integrations: Nodes::default(),
            authorizers: Nodes::default(),
            models: Nodes::default(),
            validators: Nodes::default(),
            stages: Nodes::default(),
        }
    }

    /// Where the API is reached: what the user chose, or Regional.
    pub fn endpoint_kind(&self) -> EndpointKind {
        self.settings.endpoint.kind.unwrap_or(EndpointKind::Regional)
    }
}
