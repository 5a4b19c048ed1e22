//! Authorizers of a REST API.

use std::sync::Arc;

use super::Rest;
use crate::design::{Authorizer, AuthorizerId, AuthorizerMethod, Diagnostic, FunctionId, Item};
use crate::terraform::import::build::body::Body;

/// How the export describes the variable of an authorizer's user pools.
const POOLS: &str = "ARNs of the Cognito user pools whose tokens are let in";
/// Where a header is in AWS's spelling.
const HEADER: &str = "method.request.header.";
const AUTHORIZATION: &str = "Authorization";

/// Reads the authorizers.
pub(super) fn read(rest: &mut Rest<'_, '_, '_>) {
    for body in rest.each("aws_api_gateway_authorizer", None) {
        let id: AuthorizerId = rest.build.design.mint();
        let item = Item::Authorizer(rest.id, id);
        let Some(body) = rest.build.body(body.at, item) else { continue };
        body.skip(&["rest_api_id"]);
        let Some(method) = method(rest, &body) else { continue };
        rest.build.became(body.at, item);
        let authorizer = Authorizer {
            name: body.text("name"),
            method,
            result_ttl_s: body.number("authorizer_result_ttl_in_seconds"),
            credentials: body.some_text("authorizer_credentials"),
        };
        rest.api.authorizers.insert(id, Arc::new(authorizer));
    }
}

fn method(rest: &mut Rest<'_, '_, '_>, body: &Body<'_, '_>) -> Option<AuthorizerMethod> {
    let kind = body.known_text("type").unwrap_or_else(|| "TOKEN".to_owned());
    let source = identity_source(rest, body);
    let header = source.as_deref().and_then(|source| source.strip_prefix(HEADER)).unwrap_or(AUTHORIZATION);
    match kind.as_str() {
        "TOKEN" => Some(AuthorizerMethod::LambdaToken {
            function: function(rest, body)?,
            header: header.to_owned(),
            validation_expression: body.some_text("identity_validation_expression"),
        }),
        "REQUEST" => {
            let source = source.unwrap_or_default();
            let sources = source.split(',').map(str::trim).filter(|part| !part.is_empty());
            Some(AuthorizerMethod::LambdaRequest {
                function: function(rest, body)?,
                identity_sources: sources.map(str::to_owned).collect(),
                payload_format: None,
                simple_responses: false,
            })
        }
        "COGNITO_USER_POOLS" => {
            let made = body.peek("provider_arns").is_some_and(|value| rest.build.is_made(value, POOLS));
            let pools = if made {
                body.skip(&["provider_arns"]);
                Vec::new()
            } else {
                body.texts("provider_arns")
            };
            Some(AuthorizerMethod::Cognito {
                user_pool_arns: pools,
                header: header.to_owned(),
                validation_expression: body.some_text("identity_validation_expression"),
                key_set: None,
            })
        }
        other => {
            let message =
                format!("`{}` is of the type `{other}`, which the design does not know", body.address());
            let help = "It is kept as it was written; AWS knows TOKEN, REQUEST and COGNITO_USER_POOLS";
            body.say(Diagnostic::warning("terraform-authorizer", message).help(help));
            None
        }
    }
}

/// Where callers say who they are. The provider takes the header `Authorization` where the files say nothing.
fn identity_source(rest: &Rest<'_, '_, '_>, body: &Body<'_, '_>) -> Option<String> {
    let of_files = rest.build.work.graph.resource(body.at).is_some_and(|one| one.block.is_some());
    if let (true, None, Some(item)) = (of_files, body.peek("identity_source"), body.item()) {
        let key = format!("{} {} identity_source", item.key(), rest.build.work.graph.kind(body.at));
        rest.build.work.keep(key, "null".to_owned());
        return Some(format!("{HEADER}{AUTHORIZATION}"));
    }
    body.some_text("identity_source")
}

fn function(rest: &mut Rest<'_, '_, '_>, body: &Body<'_, '_>) -> Option<FunctionId> {
    let found = body.raw("authorizer_uri").and_then(|value| rest.build.function(body.at, value, true));
    if found.is_none() {
        let message = format!("What `{}` calls cannot be told", body.address());
        let help = "It is kept as it was written; give `authorizer_uri` a function's `invoke_arn`";
        body.say(Diagnostic::warning("terraform-authorizer", message).help(help));
    }
    found.map(|(function, _)| function)
}
