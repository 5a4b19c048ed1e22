//! Cognito user pools on a REST API.

use crate::aws::{self, GatewayResponseType};
use crate::design::{Diagnostic, user_pool_issuer};
use crate::flow::exchange::Exchange;
use crate::flow::verdict::{Refusal, Verdict};
use crate::flow::{Consulted, context};
use crate::lang::jwt::Token;
use crate::lang::pattern;

use super::{Asked, bare_token, claims_of, jwt};

const PAGE: &str = "apigateway-integrate-with-cognito";

/// Whose tokens are taken.
pub(super) struct Pools<'a> {
    pub arns: &'a [String],
    /// A regular expression over the audience.
    pub expression: Option<&'a str>,
    /// The keys of all pools.
    pub key_set: Option<&'a str>,
}

/// Checks the token of one of the pools: an ID token, or with scopes an access token.
pub(super) fn run(x: &mut Exchange<'_>, asked: &Asked<'_>, pools: &Pools<'_>, header: &str) -> Verdict {
    let Some(value) = x.request.header(header).filter(|value| !value.is_empty()).map(str::to_owned) else {
        let reason = format!(
            "Authorizer `{}` looks for a token in the `{header}` header, and there is none",
            asked.authorizer.name
        );
        return refused(x, asked, &reason, "Send the user's token in the header", None, Vec::new());
    };
    let token = match Token::read(bare_token(&value)) {
        Ok(token) => token,
        Err(error) => {
            let reason = format!("The `{header}` header holds no JSON Web Token: {error}");
            return refused(x, asked, &reason, "Send the token that Cognito gave the user", None, Vec::new());
        }
    };
    let now = x.now_epoch_s();
    let seen = jwt::consulted(&token, now);
    let signed = match jwt::signature(&token, pools.key_set) {
        Ok(signed) => signed,
        Err(fault) => return refused(x, asked, &fault.reason, &fault.help, None, seen),
    };
    if let Err((reason, help)) = check(&token, asked, pools) {
        return refused(x, asked, &reason, &help, None, seen);
    }
    if let Some((claim, reason)) = jwt::times_fault(&token, now) {
        let text = (claim == "exp").then(|| aws::cause_text("token.expired", &[]));
        return refused(x, asked, &reason, "Let the user sign in again, or refresh the token", text, seen);
    }
    x.caller.claims = Some(claims_of(&token.claims));
    if let Some(sub) = token.text("sub") {
        x.set("authorizer.principalId", sub);
    }
    context::authorized(x);
    let what =
        if asked.scopes.is_empty() { "ID token" } else { "access token with one of the method's scopes" };
    jwt::passed(&format!("The request has a valid {what} of a user pool"), &signed)
        .at(asked.item)
        .documented(PAGE)
        .saw_all(seen)
}

fn check(token: &Token, asked: &Asked<'_>, pools: &Pools<'_>) -> Result<(), (String, String)> {
    let issuer = token.text("iss").unwrap_or_default();
    let known = pools.arns.iter().filter_map(|arn| user_pool_issuer(arn)).any(|pool| pool == issuer);
    if !known && !pools.arns.is_empty() {
        return Err((
            format!("The token was issued by `{issuer}`, which is none of the authorizer's user pools"),
            "Add the pool's ARN to the authorizer, or use a token of its pool".to_owned(),
        ));
    }
    let token_use = token.text("token_use").unwrap_or_default();
    if asked.scopes.is_empty() && token_use == "access" {
        return Err((
            "The method has no scopes, so it wants an ID token, and this is an access token".to_owned(),
            "Send the ID token, or give the method scopes".to_owned(),
        ));
    }
    if !asked.scopes.is_empty()
        && !token.scopes().iter().any(|scope| asked.scopes.iter().any(|wanted| wanted == scope))
    {
        return Err((
            format!(
                "The method wants an access token with one of the scopes `{}`, and the token has none of them",
                asked.scopes.join("`, `")
            ),
            "Send an access token with one of the scopes; ID tokens have none".to_owned(),
        ));
    }
    let Some(expression) = pools.expression.filter(|expression| !expression.is_empty()) else {
        return Ok(());
    };
    let matches =
        token.texts("aud").iter().any(|audience| pattern::matches(expression, audience) == Ok(true));
    if matches {
        return Ok(());
    }
    Err((
        format!(
            "The token's audience does not match the validation expression `{expression}`; access tokens have no audience"
        ),
        "Use the ID token of an app client that the expression names".to_owned(),
    ))
}

fn refused(
    x: &mut Exchange<'_>,
    asked: &Asked<'_>,
    reason: &str,
    help: &str,
    text: Option<String>,
    seen: Vec<Consulted>,
) -> Verdict {
    x.note(Diagnostic::error("token-refused", reason).at(asked.item).help(help));
    let mut refusal = Refusal::new(GatewayResponseType::Unauthorized);
    if let Some(text) = text {
        refusal = refusal.message(text);
    }
    Verdict::refuse(refusal, reason).at(asked.item).documented(PAGE).saw_all(seen)
}
