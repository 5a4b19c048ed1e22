//! User pools whose ID tokens and access tokens are mixed up.

use super::prelude::*;

rule! {
    id: "cognito-token-kinds", title: "Routes of a user pool take one kind of token", severity: Note, topic: Access,
    checks: "Cognito authorizers of REST APIs: whether some of their routes name scopes and others do not. It is a warning \
        where routes name scopes and the authorizer has a validation expression.",
    why: "A route without scopes takes an ID token, a route with scopes an access token, and the other kind is answered with \
        401. The validation expression is matched against `aud`, which access tokens do not have: with it no access token \
        passes at all.",
    example: "`GET /me` names no scope, `GET /orders` names `orders/read`, and a client sends its ID token to both.",
    fix: "Name scopes on all routes and send access tokens, or on none and send ID tokens. Take the validation expression \
        away where scopes are asked for.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for authorizer in look.authorizers().filter(|one| one.api.kind == ApiKind::Rest) {
        let AuthorizerMethod::Cognito { validation_expression, .. } = &authorizer.node.method else { continue };
        let (without, with): (Vec<_>, Vec<_>) = authorizer.routes().partition(|route| scopes(route).is_empty());
        let name = &authorizer.node.name;
        if with.is_empty() {
            continue;
        }
        if !is_empty(validation_expression.as_ref()) {
            let fix = authorizer.put(|node| {
                if let AuthorizerMethod::Cognito { validation_expression, .. } = &mut node.method {
                    *validation_expression = None;
                }
            });
            let message =
                format!("Authorizer `{name}` matches `aud`, which access tokens lack: none opens {}", keys(&with));
            let finding = look.finding(authorizer.item(), message).at_place("method/validation_expression");
            let finding = Diagnostic { severity: Severity::Warning, ..finding };
            look.report(finding.fix("Take the expression away", fix, Certainty::Likely));
        }
        if !without.is_empty() {
            let message = format!(
                "Authorizer `{name}` takes access tokens on {} and ID tokens on {}",
                keys(&with),
                keys(&without)
            );
            look.report(look.finding(authorizer.item(), message));
        }
    }
}
