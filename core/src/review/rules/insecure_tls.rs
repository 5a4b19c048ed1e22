//! Backends whose certificate is not looked at.

use super::prelude::*;

rule! {
    id: "insecure-tls", title: "Backends prove who they are", severity: Warning, topic: Encryption,
    checks: "Integrations with `tls_insecure_skip_verification`.",
    why: "Whoever gets between API Gateway and the backend may show any certificate that names the host and \
        is in date, even one that they issued themselves. AWS warns against it.",
    example: "An integration calls a backend with a certificate of its own authority, and skips \
        verification.",
    fix: "Give the backend a certificate of a public or a private authority that API Gateway knows.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration-tls-config.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for integration in look.integrations().filter(|one| one.node.tls_insecure_skip_verification) {
        let message = format!("Integration `{}` takes any certificate for its backend's", integration.node.name);
        let finding = look.finding(integration.item(), message).at_place("tls_insecure_skip_verification");
        let fix = integration.put(|node| node.tls_insecure_skip_verification = false);
        look.report(finding.fix("Check certificates", fix, Certainty::Likely));
    }
}
