//! Backends on the internet over plain HTTP.

use super::prelude::*;

rule! {
    id: "http-backend-plain", title: "Backends on the internet are called over HTTPS", severity: Warning,
    topic: Encryption,
    checks: "Integrations that call an address with `http://` over the internet.",
    why: "The request leaves AWS in clear text: everybody on the way reads and changes tokens and bodies, \
        and nothing shows that the answer is the backend's.",
    example: "An integration calls `http://backend.example.com/orders`.",
    fix: "Call the backend over HTTPS. API Gateway takes certificates of public authorities.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-supported-certificate-authorities-for-http-endpoints.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for integration in look.integrations() {
        let node = integration.node;
        let Target::Http { url, .. } = &node.target else { continue };
        if node.connection != Connection::Internet || !has_scheme(url, "http") {
            continue;
        }
        let secure = format!("https{}", url.get("http".len()..).unwrap_or_default());
        let fix = integration.put(|node| {
            if let Target::Http { url, .. } = &mut node.target {
                *url = secure;
            }
        });
        let message = format!("Integration `{}` calls `{url}` over plain HTTP", node.name);
        let finding = look.finding(integration.item(), message).at_place("target/url");
        look.report(finding.fix("Use HTTPS", fix, Certainty::Likely));
    }
}
