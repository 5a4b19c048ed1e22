//! Authorizer functions that are called for every request.

use super::prelude::*;

rule! {
    id: "authorizer-uncached", title: "Decisions of authorizer functions are kept", severity: Note, topic: Cost,
    checks: "Lambda authorizers of REST and HTTP APIs that keep their results for 0 seconds though they could keep them: a \
        request authorizer needs identity sources for that. WebSocket APIs ask once for a connection.",
    why: "Each request pays for another invocation and waits for it. A client with a token makes many requests, and the \
        function decides the same each time.",
    example: "A token authorizer has a result time of 0.",
    fix: "Keep results for 300 seconds, AWS's default for REST APIs. The policy then has to cover all routes that the token \
        may call; where a token must lose its rights at once, keep 0.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html",
    ],
    run: run,
}

const KEPT_S: u32 = 300;

fn run(look: &mut Look<'_>) {
    for authorizer in look.authorizers().filter(|one| one.api.kind != ApiKind::WebSocket) {
        let can_keep = match &authorizer.node.method {
            AuthorizerMethod::LambdaToken { .. } => true,
            AuthorizerMethod::LambdaRequest { identity_sources, .. } => !identity_sources.is_empty(),
            AuthorizerMethod::Jwt { .. } | AuthorizerMethod::Cognito { .. } => false,
        };
        if !can_keep || authorizer.node.result_ttl_s != Some(0) || authorizer.routes().next().is_none() {
            continue;
        }
        let message = format!("Authorizer `{}` calls its function for every request", authorizer.node.name);
        let finding = look.finding(authorizer.item(), message).at_place("result_ttl_s");
        // On an HTTP API a kept decision holds for every route unless the route is an identity source.
        let shared = authorizer.api.kind == ApiKind::Http && authorizer.routes().count() > 1;
        look.report(match shared {
            true => finding,
            false => {
                let fix = authorizer.put(|node| node.result_ttl_s = Some(KEPT_S));
                finding.fix("Keep results for five minutes", fix, Certainty::Likely)
            }
        });
    }
}
