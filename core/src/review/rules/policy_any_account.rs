//! Resource policies that open signed routes to every AWS account.

use super::prelude::*;

rule! {
    id: "policy-any-account", title: "Policies name who may sign requests", severity: Warning, topic: Access,
    checks: "Resource policies of REST APIs that let everybody call without a condition, where routes ask for `AWS_IAM`. It \
        says nothing about private APIs, which `policy-any-vpc` looks at.",
    why: "A policy that allows `*` is an approval for identities of every account: a stranger only has to allow the call in \
        his own account, and an identity of yours passes without any permission of its own.",
    example: "The policy allows `execute-api:Invoke` to `*`, and `DELETE /orders/{id}` asks for `AWS_IAM`.",
    fix: "Name the accounts or roles as the principal, or add a condition such as `aws:PrincipalOrgID`.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.is(ApiKind::Rest) && !api.is_private()) {
        if !look.policy(api.id).is_some_and(|policy| policy.lets_everybody_in()) {
            continue;
        }
        let signed: Vec<_> = api.routes().filter(|route| route.node.authorization == Authorization::Iam).collect();
        if signed.is_empty() {
            continue;
        }
        let message = format!(
            "The policy of API `{}` lets identities of every AWS account call {}",
            api.node.name,
            keys(&signed)
        );
        look.report(look.finding(api.item(), message).at_place("resource_policy"));
    }
}
