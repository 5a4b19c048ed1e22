//! Domains that take TLS 1.0.

use super::prelude::*;

rule! {
    id: "domain-tls-old", title: "Domains take TLS 1.2 at least", severity: Warning, topic: Encryption,
    checks: "Domains: whether their security policy takes anything older than TLS 1.2, or, for REST APIs and \
        domains without a mapping, is not named. HTTP and WebSocket APIs know `TLS_1_2` alone, which the export names by itself.",
    why: "TLS 1.0 and 1.1 have known holes, and standards such as PCI DSS forbid them. What a domain takes \
        when no policy is named is decided by AWS and may change.",
    example: "Domain `api.example.com` has the policy `TLS_1_0`.",
    fix: "Choose `TLS_1_2`, or one of the policies of 2025 where everything under the domain is a REST API.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for domain in look.domains() {
        let name = &domain.node.name;
        let policy = domain.node.security_policy.as_deref().filter(|policy| !policy.is_empty());
        let message = match policy {
            None if !domain.has_only(look.design, ApiKind::Rest) && !is_unmapped(look.design, domain) => continue,
            None => format!("Domain `{name}` names no TLS policy"),
            Some(policy) if is_old(policy) => format!("Domain `{name}` takes connections older than TLS 1.2 (`{policy}`)"),
            Some(_) => continue,
        };
        let fix = domain.put(|domain| domain.security_policy = Some("TLS_1_2".to_owned()));
        let finding = look.finding(domain.item(), message).at_place("security_policy");
        look.report(finding.fix("Take TLS 1.2 and newer", fix, Certainty::Likely));
    }
}

/// Whether the domain stands for itself: it is then made as one of REST APIs, unless files have it as another.
fn is_unmapped(design: &Design, domain: DomainAt<'_>) -> bool {
    let second = format!("aws_apigatewayv2_domain_name {}", domain.item().key());
    let alone = domain.node.mappings.is_empty() && domain.node.routing_rules.is_empty();
    alone && !design.terraform.addresses.contains_key(&second)
}

fn is_old(name: &str) -> bool {
    let known = aws::security_policies().iter().find(|policy| policy.name == name);
    known.is_some_and(|policy| ["TLSv1.0", "TLSv1.1"].contains(&policy.min_tls.as_str()))
}
