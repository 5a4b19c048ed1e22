//! Certificates for every name of a domain.

use super::prelude::*;

rule! {
    id: "certificate-wildcard", title: "Certificates name single hosts", severity: Note, topic: Encryption,
    checks: "Domains whose certificate is made with the design and whose name begins with `*.`.",
    why: "Whoever gets at the certificate's key may stand in for every host of the domain, and taking it \
        back breaks all of them.",
    example: "Domain `*.example.com` makes its certificate.",
    fix: "Make a domain and a certificate for each host that is used.",
    sources: ["https://docs.aws.amazon.com/acm/latest/userguide/acm-bestpractices.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for domain in look.domains().filter(|domain| domain.node.makes_certificate && domain.node.name.starts_with("*.")) {
        let message = format!("The certificate of `{}` is for every host of the domain", domain.node.name);
        look.report(look.finding(domain.item(), message).at_place("makes_certificate"));
    }
}
