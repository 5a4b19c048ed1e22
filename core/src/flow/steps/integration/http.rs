//! HTTP backends, over the internet or a VPC link.

use crate::aws::{self, ApiKind, GatewayResponseType, HeaderAction, HeaderUse, IntegrationKind, Method};
use crate::design::{Connection, Diagnostic, Integration, Passing};
use crate::flow::Message;
use crate::flow::exchange::Exchange;
use crate::flow::verdict::{Refusal, Verdict};

use super::address::{self, BadAddress};
use super::{Wait, http_answer, private, stubbed, timed_out, wait};

/// Sends the request on.
pub(super) fn run(
    x: &mut Exchange<'_>,
    integration: &Integration,
    url: &str,
    method: Option<Method>,
    passing: Passing,
) -> Verdict {
    if let Some(refused) = private::broken(x, integration) {
        return refused;
    }
    let address = match address(x, integration, url, passing) {
        Ok(address) => address,
        Err(bad) => return invalid(x, &bad),
    };
    let verb = method
        .filter(|method| *method != Method::Any)
        .map_or_else(|| x.request.method.clone(), |method| method.to_string());
    let headers = headers(x, &address, passing);
    x.sent = Some(Message {
        method: verb,
        url: address.clone(),
        status: None,
        headers,
        body: x.outgoing.body.clone(),
    });
    let latency = match wait(x, integration, 0) {
        Wait::TimesOut(waited) => return timed_out(x, waited),
        Wait::Answers(latency) => latency,
    };
    let Some(answer) = http_answer(x.scenario.backend.as_ref()) else {
        return match &integration.connection {
            Connection::Internet => unreachable_backend(x, &address),
            _ => private::failed(x, integration),
        }
        .took(latency);
    };
    let status = answer.status.unwrap_or_default();
    x.backend = Some(answer);
    let verdict = Verdict::pass(format!("`{}` answers with status {status}", address::host(&address)))
        .at(x.integration_item())
        .documented("setup-http-integrations")
        .took(latency);
    let verdict = certificate(x, private::over(x, integration, verdict), &address);
    stubbed(x, verdict, "status 200 with an empty body")
}

/// Says whether the backend can ask for the stage's client certificate.
fn certificate(x: &Exchange<'_>, mut verdict: Verdict, address: &str) -> Verdict {
    let certificate = x.place.stage.and_then(|(_, stage)| stage.client_certificate);
    let Some(id) = certificate.filter(|_| x.kind() != ApiKind::Http) else { return verdict };
    let Some(certificate) = x.design.client_certificates.get(&id) else { return verdict };
    let name =
        if certificate.description.is_empty() { id.to_string() } else { certificate.description.clone() };
    let shown = address.starts_with("https:");
    verdict.reason.push_str(if shown {
        "; in the TLS handshake API Gateway shows the stage's client certificate, by which the backend knows it"
    } else {
        "; the stage's client certificate is not shown, because plain HTTP has no TLS handshake"
    });
    verdict.saw(if shown { "client certificate" } else { "client certificate, not shown" }, name, "stage")
}

fn address(
    x: &Exchange<'_>,
    integration: &Integration,
    url: &str,
    passing: Passing,
) -> Result<String, BadAddress> {
    let mut query = Vec::new();
    if passing == Passing::Proxy {
        query.extend(x.request.query.iter().cloned());
    }
    query.extend(x.outgoing.query.iter().cloned());
    if x.kind() != ApiKind::Http {
        return address::build(x, url, &x.outgoing.path, &query);
    }
    if url.starts_with("arn:") {
        return Ok(private(x, integration, url, &query));
    }
    let built = address::build(x, url, &x.path_parameters, &[])?;
    let built = match x.outgoing.path_override.as_deref() {
        Some(path) => {
            let scheme = built.split("//").next().unwrap_or_default();
            format!("{scheme}//{}{path}", address::host(&built))
        }
        None => built,
    };
    Ok(address::with_query(&built, &query))
}

/// A private integration of an HTTP API: the load balancer gets the client's path, with the stage in it unless
/// a mapping overwrites it.
fn private(x: &Exchange<'_>, integration: &Integration, arn: &str, query: &[(String, String)]) -> String {
    let path = x.outgoing.path_override.clone().unwrap_or_else(|| x.place.full_path.clone());
    let base = match &integration.tls_server_name {
        Some(name) => format!("https://{name}"),
        None => format!("http://{}", arn.rsplit(':').next().unwrap_or(arn).replace('/', ".")),
    };
    address::with_query(&format!("{base}{path}"), query)
}

fn headers(x: &Exchange<'_>, address: &str, passing: Passing) -> Vec<(String, String)> {
    if x.kind() != ApiKind::Rest {
        return http_api_headers(x, address);
    }
    let kind = if passing == Passing::Proxy { IntegrationKind::HttpProxy } else { IntegrationKind::Http };
    let mut headers: Vec<(String, String)> = Vec::new();
    if passing == Passing::Proxy {
        let iam = x.caller.iam;
        let passed = x.request.headers.iter().filter(|(name, _)| {
            let action = aws::header_rule(name).map_or(HeaderAction::Pass, |rule| rule.on_request(kind));
            // AWS's table lets Connection pass; recordings show that it never arrives.
            let hop = name.eq_ignore_ascii_case("Connection");
            action == HeaderAction::Pass && !hop && !(iam && name.eq_ignore_ascii_case("Authorization"))
        });
        headers.extend(passed.cloned());
        let mut add = |name: &str, value: &str| set(&mut headers, name, value.to_owned());
        add("X-Forwarded-For", x.source_ip());
        add("X-Forwarded-Port", "443");
        add("X-Forwarded-Proto", "https");
    } else if !x.request.body.is_empty()
        && let Some(kind) = x.request.header("Content-Type")
    {
        headers.push(("Content-Type".to_owned(), kind.to_owned()));
    }
    let lost = |name: &str| aws::is_reserved_header(HeaderUse::RestIntegrationRequestHttp, name);
    map_in(&mut headers, x.outgoing.headers.iter().filter(|(name, _)| !lost(name)));
    let api = x.api_identifier();
    default(&mut headers, "Accept", "application/json");
    default(&mut headers, "User-Agent", &format!("AmazonAPIGateway_{api}"));
    // A mapping may name another host than the address (recorded).
    default(&mut headers, "Host", address::host(address));
    set(&mut headers, "X-Amzn-Apigateway-Api-Id", api);
    let mut ids = x.ids.clone();
    set(&mut headers, "X-Amzn-Trace-Id", ids.trace(x.epoch_ms / 1000));
    set(&mut headers, "Content-Length", x.outgoing.body.len().to_string());
    headers
}

/// An HTTP API folds the `X-Forwarded-*` headers into `Forwarded`.
fn http_api_headers(x: &Exchange<'_>, address: &str) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = x
        .request
        .headers
        .iter()
        .filter(|(name, _)| {
            !["host", "connection", "content-length"].contains(&name.to_ascii_lowercase().as_str())
        })
        .cloned()
        .collect();
    map_in(&mut headers, x.outgoing.headers.iter());
    let mut ids = x.ids.clone();
    default(&mut headers, "User-Agent", &format!("AmazonAPIGateway_{}", x.api_identifier()));
    set(&mut headers, "Host", address::host(address).to_owned());
    let forwarded = format!("by={};for={};host={};proto=https", "192.0.2.2", x.source_ip(), x.place.host);
    set(&mut headers, "Forwarded", forwarded);
    set(&mut headers, "Via", format!("{} AmazonAPIGateway", x.context_value("protocol")));
    set(&mut headers, "X-Amzn-Trace-Id", ids.trace(x.epoch_ms / 1000).replace("Root", "Self"));
    set(&mut headers, "Content-Length", x.outgoing.body.len().to_string());
    headers
}

/// Puts mapped headers in place of the client's; mapped names that differ in case stay apart.
fn map_in<'a>(
    headers: &mut Vec<(String, String)>,
    mapped: impl Iterator<Item = &'a (String, String)> + Clone,
) {
    headers.retain(|(name, _)| !mapped.clone().any(|(other, _)| other.eq_ignore_ascii_case(name)));
    headers.extend(mapped.cloned());
}

fn set(headers: &mut Vec<(String, String)>, name: &str, value: String) {
    headers.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
    headers.push((name.to_owned(), value));
}

fn default(headers: &mut Vec<(String, String)>, name: &str, value: &str) {
    if !headers.iter().any(|(other, _)| other.eq_ignore_ascii_case(name)) {
        headers.push((name.to_owned(), value.to_owned()));
    }
}

/// An address that cannot be called (recorded with a missing stage variable).
fn invalid(x: &mut Exchange<'_>, bad: &BadAddress) -> Verdict {
    let item = x.integration_item();
    let reason = format!("The integration's address `{}` cannot be called: {}", bad.url, bad.why);
    let unmapped = bad.why.starts_with("nothing fills");
    let help = if unmapped {
        "Map the value: `integration.request.path.NAME` from `method.request.path.NAME`"
    } else {
        "Correct the address, or set the stage variables in it"
    };
    x.note(
        Diagnostic::error("invalid-endpoint-address", reason.as_str())
            .at(item)
            .at_place("target.url")
            .help(help),
    );
    let verdict = Verdict::refuse(Refusal::new(GatewayResponseType::ApiConfigurationError), reason).at(item);
    if unmapped { verdict.assumed() } else { verdict.recorded() }
}

fn unreachable_backend(x: &mut Exchange<'_>, address: &str) -> Verdict {
    let item = x.integration_item();
    let reason = format!("`{}` cannot be reached", address::host(address));
    x.note(
        Diagnostic::note("backend-unreachable", reason.as_str())
            .at(item)
            .help("Look whether the backend runs and the address is right"),
    );
    let refusal = Refusal::new(GatewayResponseType::IntegrationFailure);
    let refusal = if x.kind() == ApiKind::Http { refusal.status(503) } else { refusal };
    let verdict = Verdict::refuse(refusal, reason).at(item);
    if x.kind() == ApiKind::Rest {
        verdict.documented("supported-gateway-response-types")
    } else {
        verdict.assumed()
    }
}
