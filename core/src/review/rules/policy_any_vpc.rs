//! Private APIs that every VPC reaches.

use super::prelude::*;

rule! {
    id: "policy-any-vpc", title: "Policies of private APIs name VPCs", severity: Warning, topic: Access,
    checks: "Resource policies of private APIs that let everybody call without a condition. It is a note where every route \
        asks who calls.",
    why: "Private means that requests come through a VPC endpoint, not that it is yours: a VPC of any account has one, and a \
        policy without a condition lets it in.",
    example: "A private API allows `execute-api:Invoke` to `*`, and nothing else.",
    fix: "Refuse what does not come from your endpoint, under `StringNotEquals: {\"aws:SourceVpce\": \"vpce-…\"}`, or ask for \
        `aws:SourceVpc`.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.is_private()) {
        if !look.policy(api.id).is_some_and(|policy| policy.lets_everybody_in()) {
            continue;
        }
        let open = api.routes().any(|route| route.node.authorization == Authorization::None);
        let severity = if open { Severity::Warning } else { Severity::Note };
        let message = format!("The policy of the private API `{}` lets VPCs of every account in", api.node.name);
        let finding = Diagnostic { severity, ..look.finding(api.item(), message) }.at_place("resource_policy");
        look.report(match refuse_others(api) {
            Some(fix) => finding.fix("Refuse other VPC endpoints", fix, Certainty::Likely),
            None => finding,
        });
    }
}

/// Refuses what does not come through the API's own endpoints, where they are known.
fn refuse_others(api: ApiAt<'_>) -> Option<Edit> {
    let endpoint = &api.node.settings.endpoint;
    if endpoint.vpc_endpoint_ids.is_empty() || endpoint.makes_vpc_endpoint {
        return None;
    }
    let refusal = serde_json::json!({
        "Effect": "Deny",
        "Principal": "*",
        "Action": "execute-api:Invoke",
        "Resource": "execute-api:/*",
        "Condition": { "StringNotEquals": { "aws:SourceVpce": endpoint.vpc_endpoint_ids } },
    });
    let policy = with_statement(api.node.settings.resource_policy.as_deref()?, refusal)?;
    Some(api.put(|api| api.settings.resource_policy = Some(policy)))
}
