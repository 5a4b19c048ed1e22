//! What a simulated request leaves behind.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::Question;
use crate::aws::{ApiKind, GatewayResponseType};
use crate::design::{ApiId, ApiKeyId, Diagnostic, Item, RouteId, StageId, UsagePlanId};

/// How well a step's answer is founded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fidelity {
    /// Seen on AWS.
    Recorded,
    /// AWS documents it.
    Documented,
    /// Not documented; the studio chose, and says what.
    Assumed,
}

/// The steps of the three pipelines; each kind of API has those that it has, in AWS's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Which API and stage the address names; TLS and mutual TLS.
    Endpoint,
    /// An HTTP API's answer to a CORS preflight.
    CorsPreflight,
    /// The web ACL.
    Waf,
    /// Which route or method takes the request.
    Route,
    /// The account's and the stage's token buckets.
    Throttle,
    /// The resource policy's explicit denies, before the authorizer.
    ResourcePolicy,
    /// Who calls, and whether they may.
    Authorizer,
    /// The resource policy together with the authorizer's answer.
    ResourcePolicyResult,
    /// The API key and its usage plan.
    ApiKey,
    /// The usage plan's token bucket and quota.
    UsagePlan,
    /// Required parameters and the body's model.
    Validate,
    /// The stage's cache.
    Cache,
    /// Request parameters and templates.
    MapRequest,
    /// The backend call.
    Integration,
    /// What a call of a WebSocket API's `@connections` does.
    Connections,
    /// Which integration response is used, and response parameters and templates.
    MapResponse,
    /// CORS headers of an HTTP API's answer.
    CorsHeaders,
    /// The gateway response, where a step refused the request.
    GatewayResponse,
    /// Binary conversion, compression and headers of the answer.
    Response,
    /// The access log line.
    AccessLog,
}

impl StepKind {
    /// The kind in snake case, as the page and the command line call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Endpoint => "endpoint",
            Self::CorsPreflight => "cors_preflight",
            Self::Waf => "waf",
            Self::Route => "route",
            Self::Throttle => "throttle",
            Self::ResourcePolicy => "resource_policy",
            Self::Authorizer => "authorizer",
            Self::ResourcePolicyResult => "resource_policy_result",
            Self::ApiKey => "api_key",
            Self::UsagePlan => "usage_plan",
            Self::Validate => "validate",
            Self::Cache => "cache",
            Self::MapRequest => "map_request",
            Self::Integration => "integration",
            Self::Connections => "connections",
            Self::MapResponse => "map_response",
            Self::CorsHeaders => "cors_headers",
            Self::GatewayResponse => "gateway_response",
            Self::Response => "response",
            Self::AccessLog => "access_log",
        }
    }
}

/// What a step decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The request goes on.
    Pass,
    /// The request is answered here and does not go on.
    Answer,
    /// The request is refused.
    Refuse,
    /// There was nothing to decide.
    Skip,
}

/// Something a step looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consulted {
    /// What, as AWS names it: `$context.identity.sourceIp`, `api_key_required`.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Where it came from: `request`, `route`, `stage`, `account`.
    pub origin: String,
}

/// A request or response at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The verb; empty on a response.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub method: String,
    /// The address or path; empty on a response.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// The status; none on a request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Headers in order; a name may come twice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<(String, String)>,
    /// The body's bytes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<u8>,
}

/// One step of a request's way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Which step.
    pub kind: StepKind,
    /// What the page and the command line call it, such as `authorizer`.
    pub name: String,
    /// What it decided.
    pub outcome: Outcome,
    /// Why, in one sentence.
    pub reason: String,
    /// How well that is founded.
    pub fidelity: Fidelity,
    /// What of the design decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<Item>,
    /// What it looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consulted: Vec<Consulted>,
    /// The message before the step, where the step changed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Message>,
    /// The message after the step, where the step changed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Message>,
    /// Virtual time that the step took, in milliseconds.
    pub latency_ms: u64,
    /// Where the rule comes from: a page of AWS's documentation, or `recorded`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The question that AWS leaves open and the step's answer depends on, where a session may answer it otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Question>,
}

/// What happened to one request.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trace {
    /// The steps in order.
    pub steps: Vec<Step>,
    /// What the client gets.
    pub response: Message,
    /// What the backend got, exactly as sent; none when it was not called.
    pub integration_request: Option<Message>,
    /// The access log line; none when the stage writes none.
    pub access_log: Option<String>,
    /// `$context` as it was at the end, by name without `$context.`.
    pub context: IndexMap<String, String>,
    /// When the request came in, in virtual milliseconds since the session began.
    pub at_ms: u64,
    /// The whole latency in virtual milliseconds.
    pub latency_ms: u64,
    /// What of the design made a refusal likely to surprise.
    pub diagnostics: Vec<Diagnostic>,
    /// Frames that WebSocket clients get.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deliveries: Vec<Delivery>,
    /// What happened by itself before the request: connections that ran out, each with its `$disconnect` event.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Trace>,
    /// What the request set off: the `$disconnect` event of a connection that it closed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<Trace>,
    /// Which parts of the design it passed; what [`super::observe()`] and [`super::remedies`] start from.
    #[serde(skip)]
    pub passage: Passage,
}

impl Trace {
    /// The step of this kind, where the request came to it.
    pub fn step(&self, kind: StepKind) -> Option<&Step> {
        self.steps.iter().find(|step| step.kind == kind)
    }

    /// The step that refused the request.
    pub fn refused(&self) -> Option<&Step> {
        self.steps.iter().find(|step| step.outcome == Outcome::Refuse)
    }
}

/// A frame that a WebSocket client gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The client's connection.
    pub connection_id: String,
    /// The message; empty where the frame closes the connection.
    pub body: Vec<u8>,
    /// Code and reason of a close frame.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub close: Option<(u16, String)>,
}

/// Which parts of the design a request passed, and the messages in between.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passage {
    /// The kind of the API that the address led to; none for a design without APIs.
    pub kind: Option<ApiKind>,
    /// The API.
    pub api: Option<ApiId>,
    /// The stage.
    pub stage: Option<StageId>,
    /// The route or method.
    pub route: Option<RouteId>,
    /// Whether the stage's canary answered.
    pub canary: bool,
    /// The path that routes were matched against.
    pub route_path: String,
    /// The values of the route's path parameters, as templates see them.
    pub path_parameters: Vec<(String, String)>,
    /// Query parameters, decoded.
    pub query: Vec<(String, String)>,
    /// The client's request.
    pub request: Message,
    /// The backend's answer before it was mapped.
    pub backend: Option<Message>,
    /// The API key that let the request in.
    pub api_key: Option<ApiKeyId>,
    /// The usage plan that counted it.
    pub plan: Option<UsagePlanId>,
    /// The type of the gateway response of a refused request.
    pub refusal: Option<GatewayResponseType>,
    /// What the refusal says in `message` before the API's own gateway responses change it.
    pub refusal_message: Option<String>,
}
