//! Trust stores that change when somebody writes a file.

use super::prelude::*;

rule! {
    id: "truststore-unversioned", title: "Trust stores are named with their version", severity: Note, topic: Reliability,
    checks: "Domains with mutual TLS whose trust store exists already and is named without a version. A trust store that is \
        made with the design has one.",
    why: "API Gateway copies the object when the domain is changed. Without a version nothing in the design says which \
        certificates are let in, and the way back to yesterday's is lost once the object is written over.",
    example: "A domain trusts `s3://trust/store.pem`, and states no version of the object.",
    fix: "Switch versioning on for the bucket, and name the version of the object.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for domain in look.domains() {
        let Some(tls) = &domain.node.mutual_tls else { continue };
        if tls.makes_truststore || !is_empty(tls.truststore_version.as_ref()) {
            continue;
        }
        let message = format!("Domain `{}` does not say which version of its trust store holds", domain.node.name);
        look.report(look.finding(domain.item(), message).at_place("mutual_tls/truststore_version"));
    }
}
