//! Authorizers that no route asks.

use super::prelude::*;

rule! {
    id: "authorizer-unused", title: "Every authorizer is asked by a route", severity: Note, topic: Access,
    checks: "Authorizers that no route of their API asks.",
    why: "API Gateway asks an authorizer only on the routes that name it. One that no route names protects nothing, and \
        whoever reads the design takes the routes for protected.",
    example: "An API has the authorizer `users`, and every route has the authorization none.",
    fix: "Choose the authorizer on the routes that it was made for, or delete it.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for authorizer in look.authorizers().filter(|authorizer| authorizer.routes().next().is_none()) {
        let message = format!("No route asks the authorizer `{}`", authorizer.node.name);
        let finding = look.finding(authorizer.item(), message);
        look.report(finding.fix("Delete the authorizer", Edit::Remove(authorizer.item()), Certainty::Likely));
    }
}
