//! Policies of public APIs that ask where in a VPC a request comes from.

use super::prelude::*;

rule! {
    id: "policy-vpc-key-on-public", title: "Policies of public APIs ask for public addresses", severity: Warning,
    topic: Access,
    checks: "Resource policies of Regional and edge-optimized APIs with the condition keys `aws:SourceVpc`, `aws:SourceVpce` \
        or `aws:VpcSourceIp`. It says nothing about operators that end in `IfExists`, and about `Null`.",
    why: "Only a request to a private API has these keys. On a public one a condition that they equal something never holds, \
        and one that they differ from something always does: the policy allows nobody, or refuses everybody.",
    example: "A Regional API refuses calls under `StringNotEquals: {\"aws:SourceVpce\": \"vpce-0a1b2c3d4e5f60718\"}`.",
    fix: "Make the API private, or ask for `aws:SourceIp`.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-aws-condition-keys.html",
    ],
    run: run,
}

const KEYS: [&str; 3] = ["aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip"];

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.is(ApiKind::Rest) && !api.is_private()) {
        let Some(policy) = look.policy(api.id) else { continue };
        let mut conditions = policy.statements.iter().flat_map(|statement| &statement.conditions);
        let needs = |(operator, key): &(String, String)| {
            KEYS.contains(&key.as_str()) && operator != "null" && !operator.ends_with("ifexists")
        };
        if !conditions.any(needs) {
            continue;
        }
        let message = format!("The policy of the public API `{}` asks for a VPC", api.node.name);
        look.report(look.finding(api.item(), message).at_place("resource_policy"));
    }
}
