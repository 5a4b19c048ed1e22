//! Client certificates that no backend sees.

use super::prelude::*;
use crate::design::Item;

rule! {
    id: "client-certificate-unused", title: "Client certificates are shown", severity: Note, topic: Cost,
    checks: "Client certificates that no stage shows to its backends.",
    why: "A certificate that nobody shows proves nothing, counts against the account's quota, and runs out after a year \
        with a warning that somebody has to look into.",
    example: "A design has a client certificate, and `client_certificate` is empty on every stage.",
    fix: "Choose it on a stage, or delete it.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-client-side-ssl-authentication.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for id in look.design.client_certificates.keys() {
        if look.stages().any(|stage| stage.node.client_certificate == Some(*id)) {
            continue;
        }
        let item = Item::ClientCertificate(*id);
        let finding = look.finding(item, "No stage shows this client certificate to its backends");
        look.report(finding.fix("Delete it", Edit::Remove(item), Certainty::Likely));
    }
}
