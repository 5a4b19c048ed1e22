//! Tokens that open every route.

use super::prelude::*;

rule! {
    id: "jwt-without-scopes", title: "Routes ask tokens for scopes", severity: Note, topic: Access,
    checks: "JWT authorizers: the routes that ask them and name no scope. It is one note for each authorizer.",
    why: "Without scopes every token of the issuer and audience opens the route: one that was made for reading a profile \
        deletes orders too, and an ID token does as well as an access token. Whatever else is to hold is left to the backend.",
    example: "`GET /orders` and `DELETE /orders/{id}` ask the authorizer `users`, and neither names a scope.",
    fix: "Name the scopes that open the route; any one of them does. Where the backend looks at the claims, say so in a \
        waiver.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for authorizer in look.authorizers() {
        if !matches!(authorizer.node.method, AuthorizerMethod::Jwt { .. }) {
            continue;
        }
        let bare: Vec<_> = authorizer.routes().filter(|route| scopes(route).is_empty()).collect();
        if bare.is_empty() {
            continue;
        }
        let message = format!("Any token of authorizer `{}` opens {}", authorizer.node.name, keys(&bare));
        look.report(look.finding(authorizer.item(), message));
    }
}
