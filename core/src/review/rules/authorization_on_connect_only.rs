//! What other tools say of WebSocket routes, and why it is right as it is.

use super::prelude::*;

rule! {
    id: "authorization-on-connect-only", title: "Other tools ask for more than a WebSocket API can do", severity: Note,
    topic: Access,
    checks: "WebSocket APIs whose `$connect` route asks who connects, and whose other routes state no authorization, which \
        is all that AWS allows. It is one note for each API.",
    why: "checkov and Security Hub ask every route for an authorization type. AWS looks at a caller when the connection \
        opens and never again, so that their findings about the other routes are to be waived there.",
    example: "A chat has an authorizer on `$connect`, and the routes `$default`, `$disconnect` and `sendMessage`.",
    fix: "Nothing is to be done here. Waive the other tool's finding there.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-control-access.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.is(ApiKind::WebSocket)) {
        let (connect, others): (Vec<_>, Vec<_>) = api.routes().partition(|route| is_connect(&route.node.key));
        let asks = |route: &RouteAt<'_>| route.node.authorization != Authorization::None;
        if others.is_empty() || !connect.iter().any(asks) {
            continue;
        }
        let message = format!(
            "WebSocket API `{}` asks who calls on `$connect` alone, and states no authorization on {}: AWS knows no other \
             place",
            api.node.name,
            count(others.len(), "other route")
        );
        look.report(look.finding(api.item(), message).at_place("routes"));
    }
}
