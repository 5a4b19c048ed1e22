//! Authorizer functions that are called for whatever a caller sends.

use super::prelude::*;

rule! {
    id: "token-authorizer-any-token", title: "Functions see only what can be a token", severity: Note, topic: Access,
    checks: "Token authorizers without a validation expression that a route asks. Request authorizers have none.",
    why: "The expression is looked at first: a header that cannot be a token is answered with 401, and the function is \
        neither called nor paid for. Without it every random text starts an invocation, as results are kept by token alone.",
    example: "A token authorizer takes `Authorization` and has no validation expression.",
    fix: "Say what a token looks like, such as `^Bearer [-0-9A-Za-z._~+/]+=*$`. The whole header has to match.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html",
    ],
    run: run,
}

/// A bearer token as RFC 6750 writes it.
const BEARER: &str = "^Bearer [-0-9A-Za-z._~+/]+=*$";

fn run(look: &mut Look<'_>) {
    for authorizer in look.authorizers().filter(|one| one.api.kind == ApiKind::Rest) {
        let AuthorizerMethod::LambdaToken { header, validation_expression, .. } = &authorizer.node.method else {
            continue;
        };
        if !is_empty(validation_expression.as_ref()) || authorizer.routes().next().is_none() {
            continue;
        }
        let message = format!("Authorizer `{}` calls its function with whatever `{header}` holds", authorizer.node.name);
        let finding = look.finding(authorizer.item(), message).at_place("method/validation_expression");
        let fix = authorizer.put(|node| {
            if let AuthorizerMethod::LambdaToken { validation_expression, .. } = &mut node.method {
                *validation_expression = Some(BEARER.to_owned());
            }
        });
        // Other headers hold tokens of any shape.
        let bearer = header.eq_ignore_ascii_case("authorization");
        look.report(if bearer { finding.fix("Ask for a bearer token", fix, Certainty::Likely) } else { finding });
    }
}
