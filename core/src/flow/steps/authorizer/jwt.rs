//! JSON Web Tokens, checked by API Gateway itself.

use serde_json::Value;

use crate::aws::{self, ApiKind, GatewayResponseType};
use crate::design::{Diagnostic, JwtIssuer};
use crate::flow::exchange::Exchange;
use crate::flow::verdict::{Refusal, Verdict};
use crate::flow::{Consulted, context};
use crate::lang::jwt::{Signature, Token};

use super::{Asked, bare_token, claims_of, identity_value};

const HTTP_PAGE: &str = "http-api-jwt-authorizer";
const REST_PAGE: &str = "rest-api-jwt-authorizer";
/// Where the token is when the authorizer does not say.
const USUAL_SOURCE: &str = "$request.header.Authorization";

/// Why a token is refused.
pub(super) struct Fault {
    pub reason: String,
    pub help: String,
    /// Whether the token itself is good and only the scopes are missing.
    scope: bool,
}

/// Decodes the token and checks issuer, audience, times and scopes, in AWS's order.
pub(super) fn run(x: &mut Exchange<'_>, asked: &Asked<'_>, issuers: &[JwtIssuer], source: &str) -> Verdict {
    let source = if source.is_empty() { USUAL_SOURCE } else { source };
    let page = if x.kind() == ApiKind::Http { HTTP_PAGE } else { REST_PAGE };
    let Some(value) = identity_value(x, source) else {
        return missing(x, asked, source, page);
    };
    let token = match Token::read(bare_token(&value)) {
        Ok(token) => token,
        Err(error) => {
            let fault = fault(
                format!("The value at `{source}` is no JSON Web Token: {error}"),
                "Send a token, with or without `Bearer` before it",
            );
            return refused(x, asked, fault, Vec::new(), page);
        }
    };
    let now = x.now_epoch_s();
    let consulted = consulted(&token, now);
    let issued_by = token.text("iss").unwrap_or_default();
    let issuer = issuers.iter().find(|issuer| issuer.issuer == issued_by);
    let signed = match signature(&token, issuer.and_then(|issuer| issuer.key_set.as_deref())) {
        Ok(signed) => signed,
        Err(fault) => return refused(x, asked, fault, consulted, page),
    };
    if let Err(fault) = check(&token, issuers, asked.scopes, now) {
        return refused(x, asked, fault, consulted, page);
    }
    let claims = claims_of(&token.claims);
    if let Some(sub) = token.text("sub") {
        x.set("authorizer.principalId", sub);
    }
    x.caller.claims = Some(claims);
    x.caller.scopes = Some(asked.scopes.to_vec());
    context::authorized(x);
    passed("The token's issuer, audience, times and scopes are right", &signed)
        .at(asked.item)
        .documented(page)
        .saw_all(consulted)
}

/// The verdict on a good token, with who signed it.
pub(super) fn passed(what: &str, signed: &Signed) -> Verdict {
    match signed {
        Ok(kid) => Verdict::pass(format!("{what}; key `{kid}` made the signature")).saw(
            "signature",
            "good",
            "key set",
        ),
        Err(why) => Verdict::pass(format!("{what}; signature not checked: {why}")).saw(
            "signature",
            "not checked",
            "studio",
        ),
    }
}

/// The key that signed a token, or why nobody can say.
pub(super) type Signed = Result<String, String>;

/// Who signed the token; a signature or key that is wrong is a fault.
pub(super) fn signature(token: &Token, key_set: Option<&str>) -> Result<Signed, Fault> {
    let Some(key_set) = key_set else {
        return Ok(Err("the design holds no key set of the issuer".to_owned()));
    };
    match token.check_signature(key_set) {
        Signature::Good(kid) => Ok(Ok(kid)),
        Signature::Unusable(why) => Ok(Err(why)),
        Signature::Bad(kid) => Err(fault(
            format!("Key `{kid}` of the issuer did not make the token's signature"),
            "Send the token as the issuer gave it out",
        )),
        Signature::UnknownKey(kid) => Err(fault(
            format!("The token names key `{kid}`, which is none of the issuer's key set"),
            "Get a fresh token, or give the design the issuer's present key set",
        )),
    }
}

fn fault(reason: impl Into<String>, help: impl Into<String>) -> Fault {
    Fault { reason: reason.into(), help: help.into(), scope: false }
}

fn check(token: &Token, issuers: &[JwtIssuer], scopes: &[String], now: i64) -> Result<(), Fault> {
    let algorithm = token.header.get("alg").and_then(Value::as_str).unwrap_or("none");
    if !algorithm.starts_with("RS") {
        return Err(fault(
            format!("The token is signed with `{algorithm}`, and API Gateway takes RSA algorithms only"),
            "Let the issuer sign with RS256",
        ));
    }
    let issued_by = token.text("iss").unwrap_or_default();
    let issuer = issuers.iter().find(|issuer| issuer.issuer == issued_by);
    let Some(issuer) = issuer else {
        let wanted: Vec<&str> = issuers.iter().map(|issuer| issuer.issuer.as_str()).collect();
        return Err(fault(
            format!(
                "The token was issued by `{issued_by}`, and the authorizer takes `{}`",
                wanted.join("`, `")
            ),
            "Correct the authorizer's issuer; it has to be the same to the last slash",
        ));
    };
    audience(token, issuer)?;
    times(token, now)?;
    scope(token, scopes)
}

fn audience(token: &Token, issuer: &JwtIssuer) -> Result<(), Fault> {
    // `client_id` counts only when there is no `aud`.
    let given = if token.claims.contains_key("aud") { token.texts("aud") } else { token.texts("client_id") };
    let taken = given.iter().any(|audience| issuer.audiences.iter().any(|wanted| wanted == audience));
    if taken || issuer.audiences.is_empty() {
        return Ok(());
    }
    Err(fault(
        format!(
            "The token is meant for `{}`, and the authorizer takes `{}`",
            given.join("`, `"),
            issuer.audiences.join("`, `")
        ),
        "Add the token's `aud` or `client_id` to the authorizer's audiences",
    ))
}

/// `exp` after now, `nbf` and `iat` before.
pub(super) fn times_fault(token: &Token, now: i64) -> Option<(&'static str, String)> {
    let at = |claim: &str| token.time_s(claim);
    match (at("exp"), at("nbf"), at("iat")) {
        (Some(expires), ..) if expires <= now => {
            Some(("exp", format!("The token expired {} seconds ago", now.saturating_sub(expires))))
        }
        (None, ..) => Some(("exp", "The token has no `exp` claim".to_owned())),
        (_, Some(begins), _) if begins > now => {
            Some(("nbf", format!("The token is valid only in {} seconds", begins.saturating_sub(now))))
        }
        (.., Some(issued)) if issued > now => {
            Some(("iat", format!("The token is issued {} seconds in the future", issued.saturating_sub(now))))
        }
        _ => None,
    }
}

fn times(token: &Token, now: i64) -> Result<(), Fault> {
    match times_fault(token, now) {
        Some((_, reason)) => Err(fault(reason, "Get a fresh token")),
        None => Ok(()),
    }
}

fn scope(token: &Token, wanted: &[String]) -> Result<(), Fault> {
    let given = token.scopes();
    if wanted.is_empty() || given.iter().any(|scope| wanted.iter().any(|wanted| wanted == scope)) {
        return Ok(());
    }
    Err(Fault {
        reason: format!(
            "The route wants one of the scopes `{}`, and the token has `{}`",
            wanted.join("`, `"),
            given.join("`, `")
        ),
        help: "Get a token with one of the route's scopes, or change the route's scopes".to_owned(),
        scope: true,
    })
}

/// What a token says, for the step's notes.
pub(super) fn consulted(token: &Token, now: i64) -> Vec<Consulted> {
    let claim = |name: &str| {
        let value = token.claims.get(name)?;
        Some(Consulted { name: name.to_owned(), value: context::plain(value), origin: "token".to_owned() })
    };
    let mut seen: Vec<Consulted> =
        ["iss", "aud", "client_id", "token_use", "exp", "nbf", "iat", "scope", "scp", "sub"]
            .iter()
            .filter_map(|name| claim(name))
            .collect();
    seen.push(Consulted { name: "now".to_owned(), value: now.to_string(), origin: "session".to_owned() });
    seen
}

fn missing(x: &mut Exchange<'_>, asked: &Asked<'_>, source: &str, page: &str) -> Verdict {
    x.note(
        Diagnostic::error("missing-token", format!("The request has no token at `{source}`"))
            .at(asked.item)
            .help("Send the token in the `Authorization` header"),
    );
    let mut refusal = Refusal::new(GatewayResponseType::Unauthorized);
    if x.kind() == ApiKind::Http {
        refusal = refusal.header("www-authenticate", aws::cause_text("jwt.missing", &[]));
    }
    Verdict::refuse(
        refusal,
        format!("Authorizer `{}` looks for a token at `{source}`, and there is none", asked.authorizer.name),
    )
    .at(asked.item)
    .documented(page)
    .saw("identity source", source, "authorizer")
}

fn refused(
    x: &mut Exchange<'_>,
    asked: &Asked<'_>,
    fault: Fault,
    consulted: Vec<Consulted>,
    page: &str,
) -> Verdict {
    x.note(Diagnostic::error("token-refused", fault.reason.as_str()).at(asked.item).help(fault.help));
    let http = x.kind() == ApiKind::Http;
    // AWS says that a token without the scope is denied, not with which status; captures show 403.
    let kind = if fault.scope && http {
        GatewayResponseType::AccessDenied
    } else {
        GatewayResponseType::Unauthorized
    };
    let mut refusal = Refusal::new(kind);
    if http {
        let text = if fault.scope { "jwt.scope" } else { "jwt.invalid" };
        let scopes = asked.scopes.join(" ");
        let header =
            aws::cause_text(text, &[("why", &fault.reason.replace(['"', '`'], "'")), ("scopes", &scopes)]);
        refusal = refusal.header("www-authenticate", header);
    }
    let verdict = Verdict::refuse(refusal, fault.reason).at(asked.item).documented(page).saw_all(consulted);
    if fault.scope { verdict.assumed() } else { verdict }
}
