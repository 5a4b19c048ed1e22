//! API keys that stand in for a login.

use super::prelude::*;

rule! {
    id: "api-key-alone", title: "API keys are not the only protection", severity: Warning, topic: Access,
    checks: "Routes that ask for an API key and for nothing else. It says nothing about OPTIONS, which browsers \
        send without a key; about private APIs; and about routes that the resource policy keeps strangers from.",
    why: "A key says which usage plan pays, not who calls. It stands in the client's code, in logs and in proxies, never \
        runs out, and AWS says that it is no means of authentication.",
    example: "`GET /orders` has `api_key_required`, and its authorization is none.",
    fix: "Add an authorizer or `AWS_IAM`, and keep the key for metering.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for api in look.apis() {
        if api.is_private() {
            continue;
        }
        let bare = |route: &RouteAt<'_>| {
            let key = &route.node.key;
            route.node.api_key_required
                && route.node.authorization == Authorization::None
                && key.method() != Some(Method::Options)
                && look.gate(api.id).is_none_or(|gate| gate.lets_strangers_call(key))
        };
        let bare: Vec<_> = api.routes().filter(bare).collect();
        let despite = past_conditions(look, api);
        for route in bare {
            let message = format!("An API key is all that `{}` asks for{despite}", route.node.key);
            let finding = look.finding(route.item(), message).at_place("authorization");
            look.report(offer_guard(look, route, finding));
        }
    }
}
