//! Cached decisions that are taken for another route's.

use super::prelude::*;

rule! {
    id: "authorizer-cache-shared", title: "Cached decisions hold for one route", severity: Warning,
    topic: Access,
    checks: "Lambda authorizers of HTTP APIs that keep their results and are asked by several routes: \
        whether `$context.routeKey` is among the identity sources.",
    why: "The cache knows a decision by the identity sources alone. What the function decided for `GET \
        /orders` is used for `DELETE /orders` with the same token, for as long as it is kept: in both \
        directions, an allowed call is refused or a refused one let through.",
    example: "An authorizer with a result time of 300 seconds looks at `$request.header.Authorization`, and \
        two routes ask it.",
    fix: "Add `$context.routeKey` to the identity sources, or let the function decide for all routes at once \
        and say so in a waiver.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html"],
    run: run,
}

const ROUTE_KEY: &str = "$context.routeKey";

fn run(look: &mut Look<'_>) {
    for authorizer in look.authorizers().filter(|one| one.api.kind == ApiKind::Http) {
        let AuthorizerMethod::LambdaRequest { identity_sources, .. } = &authorizer.node.method else { continue };
        let kept_s = authorizer.node.result_ttl_s.unwrap_or(0);
        let asked = authorizer.routes().count();
        let apart = identity_sources.iter().any(|source| source == ROUTE_KEY);
        if kept_s == 0 || identity_sources.is_empty() || asked < 2 || apart {
            continue;
        }
        let fix = authorizer.put(|node| {
            if let AuthorizerMethod::LambdaRequest { identity_sources, .. } = &mut node.method {
                identity_sources.push(ROUTE_KEY.to_owned());
            }
        });
        let message = format!(
            "Authorizer `{}` decides once for {} and keeps that for {kept_s} s",
            authorizer.node.name,
            count(asked, "route")
        );
        let finding = look.finding(authorizer.item(), message).at_place("method/identity_sources");
        look.report(finding.fix("Keep decisions by route", fix, Certainty::Likely));
    }
}
