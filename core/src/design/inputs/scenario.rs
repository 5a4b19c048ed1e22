//! A request to try a design with.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Expectations, Frames, TlsOrigin};
use crate::design::ScenarioId;

/// How often a scenario may be sent; what asks for more is sent this often.
pub const MAX_TIMES: u32 = 1_000;

/// A request, who sends it, and what the backend answers.
///
/// The same form is a saved request, an entry of a request file of the command line, and what the page sends. A saved
/// request runs in a session of its own, unless it follows another one; those of a request file share one in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scenario {
    /// What the user calls it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The API by name; none means the only one, or the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api: Option<String>,
    /// The stage by name; none means the path says it, or the only one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// The host that the client calls: a custom domain, or empty for the default endpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// The verb as sent; `CONNECT`, `MESSAGE` and `DISCONNECT` for a WebSocket API.
    pub method: String,
    /// The path as sent, without the stage when `stage` names one; may hold a query string.
    pub path: String,
    /// Query parameters, decoded.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub query: IndexMap<String, OneOrMany>,
    /// Headers as sent.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub headers: IndexMap<String, OneOrMany>,
    /// The body as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The body as base64; wins over `body`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_base64: Option<String>,
    /// The client's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_ip: Option<String>,
    /// The VPC that it comes from, or that it comes from none; none leaves it open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc: Option<VpcOrigin>,
    /// When it is sent, in milliseconds since the session began; never earlier than the request before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_ms: Option<u64>,
    /// Who sends it, and what authorizers answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity: Option<Identity>,
    /// What the integration that is reached answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backend: Option<BackendAnswer>,
    /// The WebSocket connection that a message belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection_id: Option<String>,
    /// How a WebSocket message is framed, and how a client disconnects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frames: Option<Frames>,
    /// The TLS connection; none leaves its version open and shows no client certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls: Option<TlsOrigin>,
    /// What AWS WAF finds out about the request that its text does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waf: Option<WafSigns>,
    /// How often it is sent at that moment; none is once. The answer is the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// The saved request that is sent before it, with all that this one follows: the session goes on from there. None
    /// begins a session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follows: Option<ScenarioId>,
    /// When the session begins, in seconds since 1970; none is the start of 2026. Of a saved request that follows another
    /// one, the first one's counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_epoch_s: Option<u64>,
    /// What the answer has to be.
    #[serde(skip_serializing_if = "Expectations::is_empty")]
    pub expect: Expectations,
}

impl Scenario {
    /// What the user calls it, or what it asks for.
    pub fn title(&self) -> String {
        if self.name.is_empty() { format!("{} {}", self.method, self.path) } else { self.name.clone() }
    }

    /// How often it is sent.
    pub fn count(&self) -> u32 {
        self.times.unwrap_or(1).clamp(1, MAX_TIMES)
    }
}

/// What AWS WAF knows of a request beside its text: AWS publishes neither its detectors nor its lists of addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WafSigns {
    /// The country of the client's address in two capitals; none means that it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The region of the client's address within its country, such as `CA` for California.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Rules that match though nobody can say why: rules of managed groups, alone or as `group/rule`, and the web
    /// ACL's own rules that look for SQL injection or cross-site scripting.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub matches: Vec<String>,
    /// Whether the client solved a CAPTCHA and its token still holds.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub captcha_solved: bool,
    /// Whether the client's browser passed a silent challenge and its token still holds.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub challenge_passed: bool,
}

/// Where a request comes from in Amazon's network.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct VpcOrigin {
    /// The VPC, such as `vpc-1a2b3c4d`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_id: Option<String>,
    /// The VPC endpoint that it passes, such as `vpce-1a2b3c4d`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_endpoint_id: Option<String>,
    /// The client's address in the VPC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_ip: Option<String>,
    /// Whether it comes over the internet, from no VPC; the other members have no meaning then.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub outside: bool,
}

/// A value, or several in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One value.
    One(String),
    /// Values in order.
    Many(Vec<String>),
}

impl OneOrMany {
    /// The values in order.
    pub fn values(&self) -> &[String] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Many(values) => values,
        }
    }
}

/// Who sends a request, as far as the request's text does not say it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Identity {
    /// The IAM identity that signed the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iam: Option<IamIdentity>,
    /// What the Lambda authorizer answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorizer: Option<BackendAnswer>,
    /// The time that tokens are checked against, in seconds since 1970; none means that `exp`, `nbf` and
    /// `iat` are checked against the session's own clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now_epoch_s: Option<u64>,
}

/// An IAM identity, and whether its own policies let it invoke.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IamIdentity {
    /// The user's or role session's ARN.
    pub arn: String,
    /// The account; none takes it from the ARN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    /// The access key's identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_key: Option<String>,
    /// The identity's own policy as JSON; none stands for one that allows `execute-api:Invoke` on everything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<Value>,
    /// The identity's unique identifier, `AIDA…` or `AROA…:session`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// The organization of its account, such as `o-a1b2c3d4e5`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization_id: Option<String>,
    /// The account's places in the organization, such as `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub organization_paths: Vec<String>,
    /// The identity's tags.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub tags: IndexMap<String, String>,
    /// When its temporary credentials were issued, in seconds since 1970; none on a user's long-term keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_issued_epoch_s: Option<u64>,
    /// When its temporary credentials run out, in seconds since 1970; none means that they still hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_expires_epoch_s: Option<u64>,
    /// How long ago it signed in with a second factor, in seconds; none without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mfa_age_s: Option<u64>,
}

/// What a backend answers, whatever it is: a Lambda result or error, an HTTP response, or nothing in time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BackendAnswer {
    /// What the Lambda function returns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Value>,
    /// How the Lambda function fails: `{"errorMessage": …, "errorType"?: …}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Value>,
    /// The HTTP status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The HTTP headers.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub headers: IndexMap<String, OneOrMany>,
    /// The HTTP body: a text, or any JSON value for its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
    /// The HTTP body as base64; wins over `body`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_base64: Option<String>,
    /// Whether it does not answer in time.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub timeout: bool,
    /// How long it takes, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latency_ms: Option<u64>,
}
