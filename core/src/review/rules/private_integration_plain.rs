//! Private integrations over plain HTTP.

use super::prelude::*;

rule! {
    id: "private-integration-plain", title: "Private integrations use HTTPS", severity: Warning,
    topic: Encryption,
    checks: "Integrations through a VPC link: whether they speak HTTPS. An HTTP API does so when it is told \
        the server's name; on a REST API the address says it.",
    why: "The request passes load balancers and networks inside the VPC in clear text, with tokens and \
        bodies. A VPC is shared by whatever else runs in it.",
    example: "An HTTP API calls a load balancer's listener, and `tls_server_name` is not set.",
    fix: "Let the load balancer listen for HTTPS, and give the name on its certificate (HTTP API) or an \
        address with `https://` (REST API).",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for integration in look.integrations() {
        let node = integration.node;
        let Target::Http { url, .. } = &node.target else { continue };
        let linked = matches!(node.connection, Connection::VpcLink { .. } | Connection::Named { .. });
        let plain = match integration.api.kind {
            ApiKind::Http => is_empty(node.tls_server_name.as_ref()),
            ApiKind::Rest | ApiKind::WebSocket => has_scheme(url, "http"),
        };
        if linked && plain {
            let message = format!("Integration `{}` calls a private backend over plain HTTP", node.name);
            let place = if integration.api.kind == ApiKind::Http { "tls_server_name" } else { "target/url" };
            look.report(look.finding(integration.item(), message).at_place(place));
        }
    }
}
