//! Who decides whether a caller may pass.

use serde::{Deserialize, Serialize};

use super::FunctionId;
use crate::aws::PayloadFormat;

record! {
    /// An authorizer.
    Authorizer {
        /// Its name.
        name: String,
        /// How it decides.
        method: AuthorizerMethod,
        /// How long a result is kept, in seconds; 0 means never, none the kind's default.
        result_ttl_s: Option<u32>,
        /// The role that API Gateway takes on to call a Lambda authorizer.
        credentials: Option<String>,
    }
}

/// How an authorizer decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum AuthorizerMethod {
    /// A Lambda function that gets one header (`TOKEN`, REST).
    LambdaToken {
        /// The function.
        function: FunctionId,
        /// The header's name.
        #[serde(default = "authorization_header")]
        header: String,
        /// A regular expression that the token must match before the function is called.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        validation_expression: Option<String>,
    },
    /// A Lambda function that gets the request (`REQUEST`).
    LambdaRequest {
        /// The function.
        function: FunctionId,
        /// In AWS's spelling for the API's kind: `method.request.header.X`, `$request.header.X` or
        /// `route.request.header.X`.
        #[serde(default)]
        identity_sources: Vec<String>,
        /// The event's format on an HTTP API.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        payload_format: Option<PayloadFormat>,
        /// Whether the function may answer `{"isAuthorized": …}` (HTTP, format 2.0).
        #[serde(default, skip_serializing_if = "super::record::is_default")]
        simple_responses: bool,
    },
    /// A JSON Web Token, checked by API Gateway.
    Jwt {
        /// Issuers with their audiences; an HTTP API has exactly one.
        issuers: Vec<JwtIssuer>,
        /// `$request.header.Authorization` on an HTTP API, `method.request.header.Authorization` on REST.
        #[serde(default)]
        identity_source: String,
    },
    /// Cognito user pools (REST).
    Cognito {
        /// The pools' ARNs.
        #[serde(default)]
        user_pool_arns: Vec<String>,
        /// The header's name.
        #[serde(default = "authorization_header")]
        header: String,
        /// A regular expression over the token's audience.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        validation_expression: Option<String>,
        /// A JSON Web Key Set's text with the keys of all pools; with it the simulation checks signatures.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        key_set: Option<String>,
    },
}

record! {
    /// An issuer of tokens.
    JwtIssuer {
        /// The `iss` claim, an https address.
        issuer: String,
        /// The `aud` or `client_id` claims that are let in.
        audiences: Vec<String>,
        /// A JSON Web Key Set's text; with it the simulation checks signatures.
        key_set: Option<String>,
    }
}

impl Default for AuthorizerMethod {
    fn default() -> Self {
        Self::Jwt { issuers: vec![JwtIssuer::default()], identity_source: String::new() }
    }
}

fn authorization_header() -> String {
    "Authorization".to_owned()
}

impl AuthorizerMethod {
    /// The function that is asked, where one is.
    pub const fn function(&self) -> Option<FunctionId> {
        match self {
            Self::LambdaToken { function, .. } | Self::LambdaRequest { function, .. } => Some(*function),
            Self::Jwt { .. } | Self::Cognito { .. } => None,
        }
    }

    /// The key set that the signatures of this issuer's tokens are checked with.
    pub fn key_set_of(&self, issuer: &str) -> Option<&str> {
        match self {
            Self::Jwt { issuers, .. } => {
                issuers.iter().find(|known| known.issuer == issuer).and_then(|known| known.key_set.as_deref())
            }
            Self::Cognito { user_pool_arns, key_set, .. } => {
                let signs = |arn: &String| user_pool_issuer(arn).is_some_and(|known| known == issuer);
                key_set.as_deref().filter(|_| user_pool_arns.iter().any(signs))
            }
            Self::LambdaToken { .. } | Self::LambdaRequest { .. } => None,
        }
    }
}

/// The issuer of a user pool's tokens: `arn:aws:cognito-idp:REGION:ACCOUNT:userpool/POOL` signs as
/// `https://cognito-idp.REGION.amazonaws.com/POOL`.
pub fn user_pool_issuer(arn: &str) -> Option<String> {
    let parts: Vec<&str> = arn.split(':').collect();
    let ["arn", _, "cognito-idp", region, _, pool] = parts.as_slice() else { return None };
    let pool = pool.strip_prefix("userpool/")?;
    Some(format!("https://cognito-idp.{region}.amazonaws.com/{pool}"))
}
