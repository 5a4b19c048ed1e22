//! Domains with TLS policies that Security Hub does not recommend.

use super::prelude::*;

rule! {
    id: "domain-tls-recommended", title: "Domains use a recommended TLS policy", severity: Note,
    topic: Encryption,
    checks: "Domains of REST APIs whose security policy is none that Security Hub recommends. Domains with \
        mutual TLS, and those of HTTP and WebSocket APIs, cannot have one. A policy that takes TLS 1.0, or \
        none, is told by `domain-tls-old`.",
    why: "The policies of 2025 have ciphers with forward secrecy alone, and some a key exchange that a \
        quantum computer does not break. Old clients may not connect any more.",
    example: "Domain `api.example.com` has the policy `TLS_1_2`.",
    fix: "Choose a recommended policy with the endpoint's access mode, and look at the access log's \
        `$context.tlsVersion` and `$context.cipherSuite` first.",
    sources: [
        "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for domain in look.domains().filter(|domain| domain.has_only(look.design, ApiKind::Rest)) {
        let Some(name) = domain.node.security_policy.as_deref() else { continue };
        let Some(policy) = aws::security_policies().iter().find(|policy| policy.name == name) else { continue };
        if policy.recommended || policy.min_tls == "TLSv1.0" || domain.node.mutual_tls.is_some() {
            continue;
        }
        let message = format!("Domain `{}` has the TLS policy `{name}`, which Security Hub does not recommend", domain.node.name);
        look.report(look.finding(domain.item(), message).at_place("security_policy"));
    }
}
