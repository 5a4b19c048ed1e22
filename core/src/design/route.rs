//! Routes, and the models and validators that look at their requests.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::record::TextMap;
use super::{AuthorizerId, IntegrationId, ModelId, RouteKey, ValidatorId};

record! {
    /// A route of an HTTP or WebSocket API, or one method of a REST API's resource.
    Route {
        /// What selects it.
        key: RouteKey,
        /// The name that SDKs and OpenAPI use.
        operation_name: Option<String>,
        /// A sentence for readers.
        summary: String,
        /// Who may call.
        authorization: Authorization,
        /// Whether an API key is needed (REST methods; `$connect` of a WebSocket API).
        api_key_required: bool,
        /// Parameters that the method declares (REST).
        parameters: Vec<RequestParameter>,
        /// The model of the body by content type (REST), or by model key (WebSocket).
        body_models: IndexMap<String, ModelId>,
        /// What is checked before the integration is called (REST).
        validator: Option<ValidatorId>,
        /// What is called.
        integration: Option<IntegrationId>,
        /// The responses that the method declares, by status (REST).
        responses: IndexMap<String, MethodResponse>,
        /// Which model a WebSocket message is checked against.
        model_selection_expression: Option<String>,
        /// Whether the integration's answer is sent back to the client (WebSocket).
        two_way: bool,
        /// Free text by OpenAPI keyword that has no other place here, such as `tags` and `description`.
        notes: TextMap,
    }
}

/// Who may call a route.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Authorization {
    /// Everybody.
    #[default]
    None,
    /// Callers whose IAM identity may invoke the route (`AWS_IAM`).
    Iam,
    /// Whoever the authorizer lets pass.
    Authorizer {
        /// The authorizer.
        id: AuthorizerId,
        /// Any one of these scopes lets the call through; empty means scopes are not looked at.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        scopes: Vec<String>,
    },
}

/// Where a request parameter is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ParameterLocation {
    /// A header.
    #[default]
    Header,
    /// A part of the path.
    Path,
    /// The query string.
    QueryString,
}

impl ParameterLocation {
    /// AWS's word in `method.request.<word>.name`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Path => "path",
            Self::QueryString => "querystring",
        }
    }
}

record! {
    /// A parameter that a REST method declares.
    RequestParameter {
        /// Where it is.
        location: ParameterLocation,
        /// Its name, as mappings spell it.
        name: String,
        /// Whether a request without it is refused when the validator checks parameters.
        required: bool,
        /// What it is for, and other text that OpenAPI carries.
        description: String,
    }
}

impl RequestParameter {
    /// The parameter's key in AWS's mappings: `method.request.querystring.page`.
    pub fn key(&self) -> String {
        format!("method.request.{}.{}", self.location.as_str(), self.name)
    }
}

record! {
    /// A response that a REST method declares.
    MethodResponse {
        /// What it means.
        description: String,
        /// The body's model by content type.
        models: IndexMap<String, ModelId>,
        /// Headers that may be mapped, and whether each is required.
        headers: IndexMap<String, bool>,
    }
}

record! {
    /// A JSON schema with a name.
    Model {
        /// Letters and digits.
        name: String,
        /// What it describes.
        description: String,
        /// The content type it is made for; empty means `application/json`.
        content_type: String,
        /// The schema's JSON text (draft 4); references to other models are `#/definitions/Name`.
        schema: String,
    }
}

record! {
    /// A REST request validator.
    Validator {
        /// Its name.
        name: String,
        /// Whether the body is checked against the model.
        body: bool,
        /// Whether required parameters are checked.
        parameters: bool,
    }
}
