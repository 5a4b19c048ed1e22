//! Other AWS services.

use serde_json::{Map, Value};

use crate::aws::{GatewayResponseType, Method};
use crate::design::{Integration, Passing};
use crate::flow::exchange::Exchange;
use crate::flow::verdict::{Refusal, Verdict};
use crate::flow::{Message, mapping};

use super::{Wait, address, http_answer, misconfigured, stubbed, timed_out, wait};

/// Calls a service by its integration URI.
pub(super) fn run(
    x: &mut Exchange<'_>,
    integration: &Integration,
    uri: &str,
    method: Option<Method>,
    passing: Passing,
) -> Verdict {
    let uri = mapping::with_stage_variables(x, uri);
    let uri = mapping::with_path_parameters(&uri, &x.outgoing.path);
    let Some(url) = url_of(&uri) else {
        let reason = format!(
            "`{uri}` is no integration URI: that is `arn:aws:apigateway:{{region}}:{{service}}:path|action/…`"
        );
        return misconfigured(x, "invalid-integration-uri", &reason, "Correct the URI").assumed();
    };
    let url = address::with_query(&url, &x.outgoing.query);
    let mut headers = x.outgoing.headers.clone();
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("Content-Type")) {
        headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
    }
    let body = if passing == Passing::Proxy { x.request.body.clone() } else { x.outgoing.body.clone() };
    let verb = method.filter(|method| *method != Method::Any).unwrap_or(Method::Post);
    x.sent = Some(Message { method: verb.to_string(), url, status: None, headers, body });
    finish(x, integration, &uri)
}

/// Calls a first-class action of an HTTP API.
pub(super) fn action(x: &mut Exchange<'_>, integration: &Integration, subtype: &str) -> Verdict {
    let (service, name) = subtype.split_once('-').unwrap_or((subtype, ""));
    let mut parameters = Map::new();
    let mut unknown = Vec::new();
    for (parameter, value) in &integration.request_parameters {
        let value = mapping::http_value(x, None, value);
        unknown.extend(value.unknown);
        if parameter != "Region" {
            parameters.insert(parameter.clone(), Value::String(value.text));
        }
    }
    let region =
        integration.request_parameters.get("Region").cloned().unwrap_or_else(|| x.region().to_owned());
    let headers = vec![
        ("Content-Type".to_owned(), "application/x-amz-json-1.1".to_owned()),
        ("X-Amz-Target".to_owned(), format!("{service}.{name}")),
    ];
    x.sent = Some(Message {
        method: "POST".to_owned(),
        url: format!("https://{}.{region}.amazonaws.com/", service.to_ascii_lowercase()),
        status: None,
        headers,
        body: Value::Object(parameters).to_string().into_bytes(),
    });
    let mut verdict = finish(x, integration, subtype);
    verdict.reason.push_str("; AWS documents the parameters, not the request that carries them");
    for name in unknown {
        verdict = verdict.saw(name, "not applied", "integration");
    }
    verdict.assumed()
}

fn finish(x: &mut Exchange<'_>, integration: &Integration, what: &str) -> Verdict {
    let item = x.integration_item();
    let latency = match wait(x, integration, 0) {
        Wait::TimesOut(waited) => return timed_out(x, waited),
        Wait::Answers(latency) => latency,
    };
    let Some(answer) = http_answer(x.scenario.backend.as_ref()) else {
        let reason = format!("The call of `{what}` failed");
        return Verdict::refuse(Refusal::new(GatewayResponseType::IntegrationFailure), reason)
            .at(item)
            .assumed()
            .took(latency);
    };
    let status = answer.status.unwrap_or_default();
    x.backend = Some(answer);
    let verdict = Verdict::pass(format!(
        "The service answers with status {status}; how API Gateway signs and frames the call is not shown"
    ))
    .at(item)
    .documented("api-gateway-api-integration-types")
    .saw("uri", what, "integration")
    .took(latency);
    stubbed(x, verdict, "status 200 with an empty body")
}

/// The service's address: `action/Name` becomes the query parameter `Action`.
fn url_of(uri: &str) -> Option<String> {
    let rest = uri.strip_prefix("arn:")?.split_once(":apigateway:")?.1;
    let mut parts = rest.splitn(3, ':');
    let (region, service, call) = (parts.next()?, parts.next()?, parts.next()?);
    let host = format!("https://{service}.{region}.amazonaws.com");
    match call.split_once('/')? {
        ("path", path) => Some(format!("{host}/{path}")),
        ("action", action) => Some(format!("{host}/?Action={action}")),
        _ => None,
    }
}
