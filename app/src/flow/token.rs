//! Tokens to try an authorizer with.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};
use studio_core::design::{ApiId, Authorization, AuthorizerMethod, Design, user_pool_issuer};

/// What is right or wrong with the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Everything fits.
    Good,
    /// `exp` has passed.
    Expired,
    /// `aud` is another application's.
    OtherAudience,
}

/// How long a good token lives, in seconds.
const LIFETIME_S: u64 = 3600;

/// An `Authorization` value with the claims that the API's first JWT or Cognito authorizer asks for, issued a minute before the
/// session's clock `now_ms`.
pub fn sample(design: &Design, api: Option<ApiId>, kind: Kind, now_ms: u64) -> String {
    let now_s = now_ms / 1000;
    let (issuer, audience, cognito) = expected(design, api);
    let mut claims = Map::new();
    claims.insert("sub".into(), json!("user-123"));
    claims.insert("iss".into(), json!(issuer));
    let audience = if kind == Kind::OtherAudience { "another-application".to_owned() } else { audience };
    claims.insert("aud".into(), json!(audience));
    claims.insert("iat".into(), json!(now_s - 60));
    let expires_s = if kind == Kind::Expired { now_s - 1 } else { now_s + LIFETIME_S };
    claims.insert("exp".into(), json!(expires_s));
    let scopes = scopes(design, api);
    if cognito {
        claims.insert("token_use".into(), json!(if scopes.is_empty() { "id" } else { "access" }));
    }
    if !scopes.is_empty() {
        claims.insert("scope".into(), json!(scopes.join(" ")));
    }
    let head = json!({ "alg": "RS256", "typ": "JWT", "kid": "sample" });
    format!("Bearer {}.{}.c2lnbmF0dXJl", part(&head), part(&Value::Object(claims)))
}

/// Issuer and audience that the API's authorizer wants, and whether it is a Cognito authorizer.
fn expected(design: &Design, api: Option<ApiId>) -> (String, String, bool) {
    let api = api.and_then(|api| design.apis.get(&api));
    let mut methods =
        api.into_iter().flat_map(|api| api.authorizers.values()).map(|authorizer| &authorizer.method);
    let found = methods.find_map(|method| match method {
        AuthorizerMethod::Jwt { issuers, .. } => {
            let first = issuers.first()?;
            Some((first.issuer.clone(), first.audiences.first().cloned().unwrap_or_default(), false))
        }
        AuthorizerMethod::Cognito { user_pool_arns, .. } => {
            let issuer = user_pool_arns.first().and_then(|arn| user_pool_issuer(arn)).unwrap_or_default();
            Some((issuer, "application".to_owned(), true))
        }
        AuthorizerMethod::LambdaToken { .. } | AuthorizerMethod::LambdaRequest { .. } => None,
    });
    found.unwrap_or_else(|| ("https://issuer.example.com".to_owned(), "application".to_owned(), false))
}

/// Every scope that a route of the API asks for.
fn scopes(design: &Design, api: Option<ApiId>) -> Vec<String> {
    let api = api.and_then(|api| design.apis.get(&api));
    let mut all: Vec<String> = api
        .into_iter()
        .flat_map(|api| api.routes.values())
        .filter_map(|route| match &route.authorization {
            Authorization::Authorizer { scopes, .. } => Some(scopes.clone()),
            Authorization::None | Authorization::Iam => None,
        })
        .flatten()
        .collect();
    all.sort();
    all.dedup();
    all
}

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}
