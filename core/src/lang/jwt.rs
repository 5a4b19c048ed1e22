//! Reading JSON Web Tokens, and checking their signatures with a key set.

mod signature;

pub use signature::Signature;

use base64::Engine as _;
use base64::engine::general_purpose::{URL_SAFE, URL_SAFE_NO_PAD};
use serde_json::{Map, Value};

/// What a token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The header: `alg`, `kid` and so on.
    pub header: Map<String, Value>,
    /// The claims.
    pub claims: Map<String, Value>,
    /// The bytes that the signature covers, as text.
    pub signed: String,
    /// The signature's bytes.
    pub signature: Vec<u8>,
}

/// Why a text is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// A token has three parts with dots between.
    #[error("a token has three parts with dots between them")]
    Parts,
    /// A part is not base64url.
    #[error("its {0} is not base64url")]
    Base64(&'static str),
    /// A part is not a JSON object.
    #[error("its {0} is not a JSON object")]
    Json(&'static str),
}

impl Token {
    /// Reads a compact token: `header.claims.signature`.
    pub fn read(text: &str) -> Result<Self, TokenError> {
        let mut parts = text.trim().split('.');
        let (Some(header), Some(claims), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(TokenError::Parts);
        };
        Ok(Self {
            signed: format!("{header}.{claims}"),
            signature: bytes(signature, "signature")?,
            header: object(header, "header")?,
            claims: object(claims, "claims")?,
        })
    }

    /// A claim's text; none when it is absent or not a text.
    pub fn text(&self, claim: &str) -> Option<&str> {
        self.claims.get(claim).and_then(Value::as_str)
    }

    /// A time claim in whole seconds since 1970; none when it is absent or not a number.
    pub fn time_s(&self, claim: &str) -> Option<i64> {
        let number = self.claims.get(claim)?.as_number()?;
        number.as_i64().or_else(|| number.as_f64().map(|seconds| seconds as i64))
    }

    /// A claim's texts, where it is a text or a list of texts.
    pub fn texts(&self, claim: &str) -> Vec<&str> {
        match self.claims.get(claim) {
            Some(Value::String(text)) => vec![text],
            Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// The scopes of `scope` and `scp`: words of a text, or a list.
    pub fn scopes(&self) -> Vec<&str> {
        let words = |claim| self.texts(claim).into_iter().flat_map(str::split_whitespace).collect::<Vec<_>>();
        let scopes = words("scope");
        if scopes.is_empty() { words("scp") } else { scopes }
    }
}

fn bytes(part: &str, name: &'static str) -> Result<Vec<u8>, TokenError> {
    let engine = if part.ends_with('=') { &URL_SAFE } else { &URL_SAFE_NO_PAD };
    engine.decode(part).map_err(|_| TokenError::Base64(name))
}

fn object(part: &str, name: &'static str) -> Result<Map<String, Value>, TokenError> {
    serde_json::from_slice(&bytes(part, name)?).map_err(|_| TokenError::Json(name))
}
