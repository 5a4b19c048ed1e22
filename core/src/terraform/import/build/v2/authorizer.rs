//! Authorizers of an HTTP or WebSocket API.

use std::sync::Arc;

use super::Second;
use crate::design::{Authorizer, AuthorizerId, AuthorizerMethod, Diagnostic, Item, JwtIssuer};
use crate::terraform::import::build::body::Body;

/// How the export describes the variables of a token's issuer and audience.
const ISSUER: &str = "Issuer (`iss`) of the tokens, such as a Cognito user pool's address";
const AUDIENCE: &str = "Audiences (`aud` or `client_id`) whose tokens are let in";

/// Reads the authorizers.
pub(super) fn read(second: &mut Second<'_, '_, '_>) {
    for body in second.each("aws_apigatewayv2_authorizer") {
        let id: AuthorizerId = second.build.design.mint();
        let item = Item::Authorizer(second.id, id);
        let Some(body) = second.build.body(body.at, item) else { continue };
        body.skip(&["api_id"]);
        let Some(method) = method(second, &body) else { continue };
        second.build.became(body.at, item);
        let authorizer = Authorizer {
            name: body.text("name"),
            method,
            result_ttl_s: body.number("authorizer_result_ttl_in_seconds"),
            credentials: body.some_text("authorizer_credentials_arn"),
        };
        second.api.authorizers.insert(id, Arc::new(authorizer));
    }
}

fn method(second: &mut Second<'_, '_, '_>, body: &Body<'_, '_>) -> Option<AuthorizerMethod> {
    let kind = body.known_text("authorizer_type").unwrap_or_default();
    let mut sources = body.texts("identity_sources");
    match kind.as_str() {
        "JWT" => {
            let issuer = body.block("jwt_configuration").map(|jwt| issuer(second, &jwt)).unwrap_or_default();
            let identity_source = if sources.is_empty() { String::new() } else { sources.swap_remove(0) };
            Some(AuthorizerMethod::Jwt { issuers: vec![issuer], identity_source })
        }
        "REQUEST" => {
            let called =
                body.raw("authorizer_uri").and_then(|value| second.build.function(body.at, value, true));
            let Some((function, _)) = called else {
                let message = format!("What `{}` calls cannot be told", body.address());
                let help = "It is kept as it was written; give `authorizer_uri` a function's `invoke_arn`";
                body.say(Diagnostic::warning("terraform-authorizer", message).help(help));
                return None;
            };
            Some(AuthorizerMethod::LambdaRequest {
                function,
                identity_sources: sources,
                payload_format: body.word("authorizer_payload_format_version"),
                simple_responses: body.flag("enable_simple_responses").unwrap_or_default(),
            })
        }
        other => {
            let message =
                format!("`{}` is of the type `{other}`, which the design does not know", body.address());
            let help = "It is kept as it was written; AWS knows JWT and REQUEST";
            body.say(Diagnostic::warning("terraform-authorizer", message).help(help));
            None
        }
    }
}

fn issuer(second: &Second<'_, '_, '_>, jwt: &Body<'_, '_>) -> JwtIssuer {
    let made = |name: &str, description: &str| {
        let made = jwt.peek(name).is_some_and(|value| second.build.is_made(value, description));
        if made {
            jwt.skip(&[name]);
        }
        made
    };
    JwtIssuer {
        issuer: if made("issuer", ISSUER) { String::new() } else { jwt.text("issuer") },
        audiences: if made("audience", AUDIENCE) { Vec::new() } else { jwt.texts("audience") },
        key_set: None,
    }
}
