//! The TLS connection: its version, and the client's certificate.

use crate::aws::{self, ApiKind, GatewayResponseType};
use crate::design::inputs::ClientCertificateShown;
use crate::design::{Diagnostic, Item};
use crate::flow::exchange::Exchange;
use crate::flow::verdict::{Refusal, Verdict};
use crate::flow::{Message, Outcome};

const MUTUAL: &str = "rest-api-mutual-tls";
const HTTP_MUTUAL: &str = "http-api-mutual-tls";
const POLICIES: &str = "apigateway-security-policies";
/// The policy of an endpoint that names none.
const USUAL_POLICY: &str = "TLS_1_2";
/// The policy of a REST API's default endpoint that names none.
const USUAL_REST_POLICY: &str = "TLS_1_0";

/// Refuses a connection that the endpoint does not take, and remembers what is known about one that it does.
pub(in crate::flow::steps) fn refuse(x: &mut Exchange<'_>) -> Option<Verdict> {
    // A WebSocket connection has its TLS connection since it was opened.
    let open = ["MESSAGE", "DISCONNECT"].contains(&x.request.method.as_str());
    if x.place.verdict.outcome == Outcome::Refuse || (open && x.kind() == ApiKind::WebSocket) {
        return None;
    }
    if let Some(verdict) = version(x) {
        return Some(verdict);
    }
    let Some((id, domain)) = x.place.domain.filter(|(_, domain)| domain.mutual_tls.is_some()) else {
        bypassed(x);
        return None;
    };
    let page = if x.kind() == ApiKind::Rest { MUTUAL } else { HTTP_MUTUAL };
    let shown = x.scenario.tls.as_ref().and_then(|tls| tls.client_certificate.as_ref());
    let (reason, help) = match shown {
        None => (
            format!("`{}` wants a client certificate (mutual TLS), and the client shows none", domain.name),
            "Show a certificate that the trust store accepts (give the request a client certificate)",
        ),
        Some(ClientCertificateShown { refused_because: Some(why), .. }) => (
            format!("`{}` does not accept the client's certificate: {why}", domain.name),
            "Show a certificate that the trust store accepts, or add its issuer to the trust store",
        ),
        Some(shown) => {
            remember(x, shown);
            return None;
        }
    };
    x.note(Diagnostic::error("client-certificate", reason.as_str()).at(Item::Domain(id)).help(help));
    let refusal = Refusal::new(GatewayResponseType::WafFiltered).uncustomised();
    Some(Verdict::refuse(refusal, reason).at(Item::Domain(id)).documented(page).saw(
        "mutual_tls",
        "on",
        "domain",
    ))
}

/// What `$context.identity.clientCert` holds.
fn remember(x: &mut Exchange<'_>, shown: &ClientCertificateShown) {
    let values = [
        ("clientCertPem", &shown.pem),
        ("subjectDN", &shown.subject_dn),
        ("issuerDN", &shown.issuer_dn),
        ("serialNumber", &shown.serial_number),
        ("validity.notBefore", &shown.not_before),
        ("validity.notAfter", &shown.not_after),
    ];
    for (name, value) in values.into_iter().filter(|(_, value)| !value.is_empty()) {
        x.set(&format!("identity.clientCert.{name}"), value.as_str());
    }
}

/// Tells that mutual TLS of a domain does not guard the API's default endpoint.
fn bypassed(x: &mut Exchange<'_>) {
    if x.place.domain.is_some() {
        return;
    }
    let api = x.place.api_id;
    let guarded = x.design.domains.values().find(|domain| {
        domain.mutual_tls.is_some() && domain.mappings.iter().any(|mapping| mapping.api == api)
    });
    let Some(domain) = guarded else { return };
    let message = format!(
        "The default endpoint takes clients without the certificate that domain `{}` wants",
        domain.name
    );
    let item = x.api_item();
    x.note(
        Diagnostic::warning("mutual-tls-bypassed", message)
            .at(item)
            .at_place("disable_execute_api_endpoint")
            .help("Disable the API's default endpoint, so that only the domain leads to it"),
    );
}

/// Refuses a TLS version below the least of the endpoint's policy.
fn version(x: &mut Exchange<'_>) -> Option<Verdict> {
    let tls = x.scenario.tls.as_ref()?;
    let version = tls.version.clone()?;
    let (policy, item) = match x.place.domain {
        Some((id, domain)) => {
            (domain.security_policy.clone().unwrap_or_else(|| USUAL_POLICY.to_owned()), Item::Domain(id))
        }
        None => {
            let usual = if x.kind() == ApiKind::Rest { USUAL_REST_POLICY } else { USUAL_POLICY };
            let own = x.place.api.settings.security_policy.clone().filter(|_| x.kind() == ApiKind::Rest);
            (own.unwrap_or_else(|| usual.to_owned()), x.api_item())
        }
    };
    let row = aws::security_policies().iter().find(|row| row.name == policy);
    let least = row.map(|row| row.min_tls.clone()).unwrap_or_default();
    let number = |text: &str| text.trim_start_matches("TLSv").parse::<f32>().ok();
    if let (Some(given), Some(wanted)) = (number(&version), number(&least))
        && given < wanted
    {
        let reason = format!(
            "The client speaks {version}, and security policy `{policy}` wants {least} at least: the handshake fails, and there is no HTTP answer"
        );
        x.note(
            Diagnostic::error("tls-version", reason.as_str())
                .at(item)
                .at_place("security_policy")
                .help("Let the client speak a newer TLS version, or choose a security policy that takes it"),
        );
        let refusal = Refusal::new(GatewayResponseType::WafFiltered).uncustomised().made(Message::default());
        return Some(Verdict::refuse(refusal, reason).at(item).documented(POLICIES));
    }
    x.set("tlsVersion", version);
    if let Some(suite) = x.scenario.tls.as_ref().and_then(|tls| tls.cipher_suite.clone()) {
        x.set("cipherSuite", suite);
    }
    None
}
