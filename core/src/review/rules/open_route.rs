//! Routes that everybody may call.

use super::prelude::*;

rule! {
    id: "open-route", title: "Routes ask who calls", severity: Warning, topic: Access,
    checks: "Every route of a REST or HTTP API whose authorization is none. It says nothing about OPTIONS, which browsers \
        send without credentials; about private APIs; about routes that the resource policy keeps strangers from, whatever \
        they choose of their address on the internet, their headers and the time; about APIs that are reached by mutual \
        TLS alone; and about routes that ask for an API key, which `api-key-alone` looks at. A route that API Gateway answers by itself, such as a health check, is a note.",
    why: "Whoever finds the address can call the route, and every call is paid for and reaches the backend.",
    example: "`GET /orders` calls a function that reads the orders table, and has no authorizer.",
    fix: "Choose an authorizer, or `AWS_IAM` where the callers are AWS identities. A route that is meant for everybody is \
        waived with the reason.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| !api.is(ApiKind::WebSocket)) {
        if api.is_private() || is_behind_mutual_tls(look, api) {
            continue;
        }
        let let_in = |route: &RouteAt<'_>| {
            look.gate(api.id).is_none_or(|gate| gate.lets_strangers_call(&route.node.key))
        };
        let open: Vec<_> = api.routes().filter(|route| is_open(route.node)).filter(let_in).collect();
        let despite = past_conditions(look, api);
        for route in open {
            let key = &route.node.key;
            let mocked = route.integration().is_some_and(|node| node.target == Target::Mock);
            let finding = if mocked {
                let message = format!("Everybody may call `{key}`, which API Gateway answers by itself{despite}");
                Diagnostic { severity: Severity::Note, ..look.finding(route.item(), message) }
            } else {
                look.finding(route.item(), format!("Everybody may call `{key}`{despite}"))
            };
            look.report(offer_guard(look, route, finding.at_place("authorization")));
        }
    }
}

fn is_open(route: &Route) -> bool {
    route.authorization == Authorization::None
        && !route.api_key_required
        && route.key.method() != Some(Method::Options)
}

/// Whether only clients with certificates reach the API.
fn is_behind_mutual_tls(look: &Look<'_>, api: ApiAt<'_>) -> bool {
    let mut domains = look.domains().filter(|domain| domain.leads_to(api.id)).peekable();
    api.node.settings.disable_execute_api_endpoint
        && domains.peek().is_some()
        && domains.all(|domain| domain.node.mutual_tls.is_some())
}
