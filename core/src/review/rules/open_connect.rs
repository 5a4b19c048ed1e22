//! WebSocket APIs that everybody may connect to.

use super::prelude::*;

rule! {
    id: "open-connect", title: "Connecting asks who connects", severity: Warning, topic: Access,
    checks: "The `$connect` route of a WebSocket API: that there is one, and that it has an authorizer, `AWS_IAM` or an API \
        key.",
    why: "A WebSocket API looks at the caller once, when the connection opens. Without that every message of everybody \
        reaches the backends, and every minute of every connection is paid for.",
    example: "A chat has the routes `$default` and `sendMessage`, and no `$connect` route: whoever knows the address reads \
        along.",
    fix: "Give `$connect` a Lambda authorizer that reads a header or the query string, or `AWS_IAM`.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-control-access.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.is(ApiKind::WebSocket) && !api.node.routes.is_empty()) {
        let name = &api.node.name;
        let Some(connect) = api.routes().find(|route| is_connect(&route.node.key)) else {
            let message = format!("Everybody may connect to WebSocket API `{name}`: it has no `$connect` route");
            let finding = look.finding(api.item(), message).at_place("routes");
            look.report(finding.help("Add a `$connect` route with an authorizer"));
            continue;
        };
        if connect.node.authorization != Authorization::None || connect.node.api_key_required {
            continue;
        }
        let (label, authorization) = guard(api.node);
        let fix = connect.put(|route| route.authorization = authorization);
        let message = format!("Everybody may connect to WebSocket API `{name}`");
        let finding = look.finding(connect.item(), message).at_place("authorization");
        look.report(finding.fix(label, fix, Certainty::Likely));
    }
}
