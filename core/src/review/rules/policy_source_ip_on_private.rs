//! Policies of private APIs that ask for a public address.

use super::prelude::*;

rule! {
    id: "policy-source-ip-on-private", title: "Policies of private APIs ask for VPC addresses",
    severity: Warning, topic: Access,
    checks: "Resource policies of private APIs with the condition key `aws:SourceIp`.",
    why: "A request through a VPC endpoint has no public address: `aws:SourceIp` is not what the policy \
        means by it, so that a condition on it refuses everybody or nobody.",
    example: "A private API allows calls under `IpAddress: {\"aws:SourceIp\": \"10.0.0.0/8\"}`.",
    fix: "Ask for `aws:VpcSourceIp`, `aws:SourceVpc` or `aws:SourceVpce`.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.is_private()) {
        if look.policy(api.id).is_some_and(|policy| policy.asks_for(&["aws:sourceip"])) {
            let message = format!("The policy of the private API `{}` asks for `aws:SourceIp`", api.node.name);
            look.report(look.finding(api.item(), message).at_place("resource_policy"));
        }
    }
}
