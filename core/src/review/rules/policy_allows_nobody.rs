//! Resource policies without an approval.

use super::prelude::*;

rule! {
    id: "policy-allows-nobody", title: "Policies allow somebody to call", severity: Warning, topic: Access,
    checks: "Resource policies of REST APIs that refuse every call of a route: at no stage and from no address of the internet \
        does a statement allow `execute-api:Invoke` that no other one denies, as the simulation evaluates them. Looked at are \
        routes without authorization, preflights among them, and those with a Cognito authorizer, which need the policy's \
        approval. Also policies with a statement that refuses everybody without condition.",
    why: "Once an API has a policy, what it does not allow is refused on these routes with 403. A list of who is kept out \
        needs a statement beside it that lets the others in.",
    example: "The policy refuses a few addresses and has no other statement, and `OPTIONS /orders` answers preflights.",
    fix: "Add a statement that allows `execute-api:Invoke` to those who may call. A refusal still wins over it.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.is(ApiKind::Rest)) {
        let Some(policy) = look.policy(api.id) else { continue };
        if policy.refuses_everybody() {
            let message = format!("The policy of API `{}` refuses everybody, whoever it allows", api.node.name);
            look.report(look.finding(api.item(), message).at_place("resource_policy"));
            continue;
        }
        let refuses = !policy.allows_somebody() && policy.refuses_everybody_under_conditions();
        let Some(gate) = look.gate(api.id) else { continue };
        let closed = |route: &RouteAt<'_>| needs_approval(route) && !gate.lets_anybody_call(&route.node.key);
        let refused: Vec<_> = api.routes().filter(closed).collect();
        if refused.is_empty() {
            continue;
        }
        let message = format!("The policy of API `{}` allows nobody to call {}", api.node.name, keys(&refused));
        let finding = look.finding(api.item(), message).at_place("resource_policy");
        // Without a refusal the approval would open the API to everybody.
        let fix = if refuses { let_others_in(api) } else { None };
        look.report(match fix {
            Some(fix) => finding.fix("Let the others in", fix, Certainty::Likely),
            None => finding,
        });
    }
}

fn needs_approval(route: &RouteAt<'_>) -> bool {
    match &route.node.authorization {
        Authorization::None => true,
        Authorization::Iam => false,
        Authorization::Authorizer { id, .. } => {
            let node = route.api.authorizers.get(id);
            node.is_some_and(|node| matches!(node.method, AuthorizerMethod::Cognito { .. }))
        }
    }
}

fn let_others_in(api: ApiAt<'_>) -> Option<Edit> {
    let approval = serde_json::json!({
        "Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*",
    });
    let policy = with_statement(api.node.settings.resource_policy.as_deref()?, approval)?;
    Some(api.put(|api| api.settings.resource_policy = Some(policy)))
}
