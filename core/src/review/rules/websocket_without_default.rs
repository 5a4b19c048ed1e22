//! WebSocket APIs without a route for what no other route takes.

use super::prelude::*;
use crate::design::{DEFAULT_ROUTE, DISCONNECT_ROUTE};

rule! {
    id: "websocket-without-default", title: "Unknown messages have a route", severity: Note, topic: Reliability,
    checks: "WebSocket APIs that have routes for messages, but no `$default` route. It says nothing where clients send \
        nothing: where there are only `$connect` and `$disconnect`.",
    why: "A message that selects no route, and one that is not JSON, goes to `$default`. Without it no backend sees the \
        message, and the caller gets an error of API Gateway that no backend can word.",
    example: "A chat has the routes `$connect` and `sendMessage`, and a client sends `{\"action\": \"sendmessage\"}`.",
    fix: "Add a `$default` route whose backend answers what it does not know.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-develop-routes.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.is(ApiKind::WebSocket)) {
        let named = |route: &RouteAt<'_>, name: &str| matches!(&route.node.key, RouteKey::Named(own) if own == name);
        let takes_messages =
            api.routes().any(|route| !is_connect(&route.node.key) && !named(&route, DISCONNECT_ROUTE));
        if !takes_messages || api.routes().any(|route| named(&route, DEFAULT_ROUTE)) {
            continue;
        }
        let message = format!("WebSocket API `{}` has no `$default` route", api.node.name);
        look.report(look.finding(api.item(), message).at_place("routes"));
    }
}
