//! What a route calls, and how requests and responses are turned on the way.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::record::TextMap;
use super::{FunctionId, VpcLinkId};
use crate::aws::{
    ContentHandling, IntegrationKind, Method, PassthroughBehavior, PayloadFormat, ResponseTransferMode,
};

record! {
    /// An integration. Routes with the same integration share one node.
    Integration {
        /// What the user calls it.
        name: String,
        /// What is called.
        target: Target,
        /// How the backend is reached.
        connection: Connection,
        /// How long API Gateway waits, in milliseconds; none means the kind's default.
        timeout_ms: Option<u32>,
        /// A role ARN that API Gateway takes on, or `arn:aws:iam::*:user/*` for the caller's own identity.
        credentials: Option<String>,
        /// What happens to content types without a template (REST, WebSocket).
        passthrough_behavior: Option<PassthroughBehavior>,
        /// How the request's payload is converted.
        content_handling: Option<ContentHandling>,
        /// Request parameter mappings. REST: `integration.request.header.X` → source. HTTP:
        /// `append:header.X` → value, or a first-class service's own parameters.
        request_parameters: TextMap,
        /// Request templates by content type (REST) or by template key (WebSocket).
        request_templates: TextMap,
        /// Which request template a WebSocket message uses.
        template_selection_expression: Option<String>,
        /// Integration responses (REST and WebSocket, non-proxy).
        responses: Vec<IntegrationResponse>,
        /// Response parameter mappings of an HTTP API by status.
        response_parameters: IndexMap<String, TextMap>,
        /// What the cache tells requests apart by: `method.request.path.id` (REST).
        cache_key_parameters: Vec<String>,
        /// The cache namespace; none means the resource's own.
        cache_namespace: Option<String>,
        /// The Lambda event's format on an HTTP API.
        payload_format: Option<PayloadFormat>,
        /// The host name that a private integration's certificate must have.
        tls_server_name: Option<String>,
        /// Whether a REST HTTP integration skips certificate checks.
        tls_insecure_skip_verification: bool,
        /// Whether responses are streamed (REST).
        response_transfer_mode: Option<ResponseTransferMode>,
        /// What the templates must make of given inputs; run on every edit, never exported.
        template_tests: Vec<TemplateTest>,
    }
}

record! {
    /// What one template of the integration must make of one input.
    TemplateTest {
        /// What the user calls it.
        name: String,
        /// The status (or key) of the integration response whose template it is; none for a request template.
        response: Option<String>,
        /// The template's content type, or its key.
        template: String,
        /// The input as JSON text: `{body?, params?, context?, stageVariables?}`.
        input: String,
        /// The output, to the byte.
        expected: String,
        /// What it must put into `$context` for the gateway to apply, as JSON text `{requestOverride?,
        /// responseOverride?}`; empty for nothing, none where the test does not say.
        expected_overrides: Option<String>,
    }
}

/// Whether requests and responses pass as they are or are mapped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Passing {
    /// As they are (`AWS_PROXY`, `HTTP_PROXY`).
    #[default]
    Proxy,
    /// By templates and mappings (`AWS`, `HTTP`).
    Mapped,
}

/// What an integration calls.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Target {
    /// Nothing: API Gateway answers by itself (`MOCK`).
    #[default]
    Mock,
    /// A Lambda function.
    Lambda {
        /// The function.
        function: FunctionId,
        /// `AWS_PROXY` or `AWS`.
        #[serde(default)]
        passing: Passing,
        /// Whether the function is invoked as an event, without waiting for its result (REST mapped,
        /// header `X-Amz-Invocation-Type`).
        #[serde(default, skip_serializing_if = "super::record::is_default")]
        asynchronous: bool,
    },
    /// An HTTP endpoint; over a VPC link also a listener or Cloud Map service ARN.
    Http {
        /// The address, with `{param}` and `${stageVariables.x}` in it.
        url: String,
        /// The verb that the backend sees; none means the client's own (proxy only).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        method: Option<Method>,
        /// `HTTP_PROXY` or `HTTP`.
        #[serde(default)]
        passing: Passing,
    },
    /// Another AWS service by its integration URI (`arn:aws:apigateway:{region}:{service}:path|action/…`).
    Service {
        /// The integration URI.
        uri: String,
        /// The verb of the service call.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        method: Option<Method>,
        /// `AWS_PROXY` (Firehose) or `AWS`.
        #[serde(default)]
        passing: Passing,
    },
    /// A first-class service action of an HTTP API, such as `SQS-SendMessage`.
    Action {
        /// AWS's name of the action.
        subtype: String,
    },
}

/// How the backend is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Connection {
    /// Over the internet.
    #[default]
    Internet,
    /// Through a VPC link.
    VpcLink {
        /// The link.
        id: VpcLinkId,
        /// The load balancer's or listener's ARN that a V2 link of a REST API calls.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        target_arn: Option<String>,
    },
    /// Through a VPC link whose identifier is only known at run time, such as `${stageVariables.link}`.
    Named {
        /// The text in the connection's identifier.
        connection_id: String,
    },
}

record! {
    /// How one class of answers becomes a method response.
    IntegrationResponse {
        /// The method response's status (REST), or the integration response key (WebSocket).
        status: String,
        /// A Java regular expression over the status or the Lambda error; none is the default response.
        selection_pattern: Option<String>,
        /// Parameter mappings: `method.response.header.X` → source.
        parameters: TextMap,
        /// Body templates by content type or template key.
        templates: TextMap,
        /// How the payload is converted.
        content_handling: Option<ContentHandling>,
        /// Which template is used (WebSocket).
        template_selection_expression: Option<String>,
    }
}

impl Integration {
    /// The templates of the response with this status or key, or of requests.
    pub fn templates(&self, response: Option<&str>) -> Option<&TextMap> {
        let Some(status) = response else { return Some(&self.request_templates) };
        self.responses.iter().find(|response| response.status == status).map(|response| &response.templates)
    }

    /// As [`Self::templates`], to change them.
    pub fn templates_mut(&mut self, response: Option<&str>) -> Option<&mut TextMap> {
        let Some(status) = response else { return Some(&mut self.request_templates) };
        let mut responses = self.responses.iter_mut();
        responses.find(|response| response.status == status).map(|response| &mut response.templates)
    }
}

impl Target {
    /// What an integration with this target is called where nothing names it; `function` names a function.
    pub fn usual_name(&self, function: impl FnOnce(FunctionId) -> String) -> String {
        match self {
            Self::Mock => "Mock".to_owned(),
            Self::Lambda { function: id, .. } => function(*id),
            Self::Http { url, .. } => {
                // The resource of an ARN, or the address without its scheme.
                let rest = match url.starts_with("arn:") {
                    true => url.splitn(6, ':').nth(5).unwrap_or(url),
                    false => url.split_once("://").map_or(url.as_str(), |(_, rest)| rest),
                };
                rest.split(['?', '#']).next().unwrap_or(rest).to_owned()
            }
            Self::Service { uri, .. } => uri.split(':').nth(4).unwrap_or(uri).to_owned(),
            Self::Action { subtype } => subtype.clone(),
        }
    }

    /// AWS's integration type.
    pub const fn kind(&self) -> IntegrationKind {
        match self {
            Self::Mock => IntegrationKind::Mock,
            Self::Lambda { passing: Passing::Proxy, .. }
            | Self::Service { passing: Passing::Proxy, .. }
            | Self::Action { .. } => IntegrationKind::AwsProxy,
            Self::Lambda { passing: Passing::Mapped, .. }
            | Self::Service { passing: Passing::Mapped, .. } => IntegrationKind::Aws,
            Self::Http { passing: Passing::Proxy, .. } => IntegrationKind::HttpProxy,
            Self::Http { passing: Passing::Mapped, .. } => IntegrationKind::Http,
        }
    }
}
