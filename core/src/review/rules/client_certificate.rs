//! Stages that do not show HTTP backends who calls.

use super::prelude::*;

rule! {
    id: "client-certificate", title: "Backends see that API Gateway calls", severity: Warning, topic: Encryption,
    checks: "Stages of REST and WebSocket APIs without a client certificate. It is a warning where an integration calls an \
        HTTP backend over the internet. Where none does, it is a note: a Lambda function, another AWS service and a backend \
        behind a VPC link see no certificate, but other tools ask for it all the same.",
    why: "The address of a backend on the internet is no secret. The certificate lets it refuse whoever is not API \
        Gateway, and with that everybody who goes around authorizers, throttles and web ACLs.",
    example: "Stage `prod` calls `https://backend.example.com` without a client certificate.",
    fix: "Give the stage a client certificate, and let the backend ask for it.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-client-side-ssl-authentication.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages().filter(|stage| stage.api.kind != ApiKind::Http) {
        if stage.node.client_certificate.is_some() {
            continue;
        }
        let name = &stage.node.name;
        let calls = stage.api.integrations.values().any(|node| is_on_the_internet(node));
        if !calls {
            let message =
                format!("Stage `{name}` has no client certificate; none of its backends would see it");
            let finding = look.finding(stage.item(), message).at_place("client_certificate");
            look.report(Diagnostic { severity: Severity::Note, ..finding }.help("Nothing is to be done here"));
            continue;
        }
        let message = format!("Stage `{name}` shows its HTTP backends no client certificate");
        let finding = look.finding(stage.item(), message).at_place("client_certificate");
        let (label, fix) = match look.design.client_certificates.keys().next() {
            Some(id) => ("Show the design's certificate", stage.put(|stage| stage.client_certificate = Some(*id))),
            None => ("Add a certificate", with_new_certificate(look.next_id(), stage)),
        };
        look.report(finding.fix(label, fix, Certainty::Likely));
    }
}

fn is_on_the_internet(integration: &Integration) -> bool {
    matches!(integration.target, Target::Http { .. }) && integration.connection == Connection::Internet
}

fn with_new_certificate(number: u32, stage: StageAt<'_>) -> Edit {
    let id = ClientCertificateId(number);
    let certificate = ClientCertificate { description: format!("Shown to backends of {}", stage.api.name) };
    Edit::Batch(vec![
        Edit::PutClientCertificate(id, certificate.into()),
        stage.put(|stage| stage.client_certificate = Some(id)),
    ])
}
