//! `$context`: what is known about a request, by AWS's names.

use serde_json::Value;

use crate::aws::{self, ApiKind, EndpointKind};

use super::canary::Release;
use super::exchange::Exchange;
use super::ids;
use super::verdict::Refusal;

/// Sets what is known before the first step.
pub(crate) fn begin(x: &mut Exchange<'_>) {
    let request_id = x.ids.uuid();
    let extended = x.ids.extended();
    let (kind, host) = (x.kind(), x.place.host.clone());
    let prefix = host.split('.').next().unwrap_or_default().to_owned();
    // An HTTP API has one identifier for both, a WebSocket API the extended one.
    let (request_id, extended) = match kind {
        ApiKind::Rest => (request_id, extended),
        ApiKind::Http | ApiKind::WebSocket => (extended.clone(), extended),
    };
    x.set("accountId", x.account());
    x.set("apiId", x.api_identifier());
    x.set("stage", x.place.stage.map_or("", |(_, stage)| stage.name.as_str()));
    x.set("domainName", host);
    x.set("domainPrefix", prefix);
    x.set("requestId", request_id);
    x.set("extendedRequestId", extended);
    x.set("requestTime", x.civil().clf());
    x.set("requestTimeEpoch", x.epoch_ms.to_string());
    x.set("protocol", "HTTP/1.1");
    x.set("identity.sourceIp", x.source_ip());
    let agent = x.request.header("User-Agent").unwrap_or_default().to_owned();
    x.set("identity.userAgent", agent);
    if kind != ApiKind::WebSocket {
        x.set("httpMethod", x.request.method.clone());
        x.set("path", x.place.full_path.clone());
    }
    if !x.place.base_path.is_empty() {
        x.set("customDomain.basePathMatched", x.place.base_path.clone());
    }
    if let Some(priority) = x.place.rule {
        const RULE: u64 = 0x517;
        x.set("customDomain.routingRuleIdMatched", ids::minted(RULE, priority, 6));
    }
    if kind == ApiKind::Rest {
        begin_rest(x);
    }
}

fn begin_rest(x: &mut Exchange<'_>) {
    const DEPLOYMENT: u64 = 0xdeb;
    if let Some((id, stage)) = x.place.stage {
        x.set("deploymentId", ids::minted(DEPLOYMENT, id.0, 6));
        if stage.canary.is_some() {
            let canary = x.place.release == Release::Canary;
            x.set("isCanaryRequest", canary.to_string());
        }
        if stage.xray_tracing {
            let trace = x.ids.trace(x.epoch_ms / 1000);
            x.set("xrayTraceId", trace.trim_start_matches("Root="));
        }
    }
    let endpoint = match x.place.api.endpoint_kind() {
        EndpointKind::Regional => "REGIONAL",
        EndpointKind::Edge => "EDGE",
        EndpointKind::Private => "PRIVATE",
    };
    x.set("endpointType", endpoint);
}

/// Sets the error variables of a refusal.
pub(crate) fn refused(x: &mut Exchange<'_>, refusal: &Refusal) {
    let message = message(x.kind(), refusal);
    let quoted = message.clone().map_or(Value::Null, Value::String).to_string();
    x.set("error.message", message.unwrap_or_default());
    x.set("error.messageString", quoted);
    x.set("error.responseType", refusal.kind.as_str());
}

/// Sets the authorizer's variables from what the caller turned out to be.
pub(crate) fn authorized(x: &mut Exchange<'_>) {
    for (name, value) in x.caller.authorizer.clone() {
        x.set(&format!("authorizer.{name}"), plain(&value));
    }
    for (name, value) in x.caller.claims.clone().unwrap_or_default() {
        x.set(&format!("authorizer.claims.{name}"), plain(&value));
    }
}

/// A value as `$context` holds it: texts without quotes, everything else as JSON.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// The text that a refusal tells the client: its own, else the table's for the kind of API; none is `null`.
pub(crate) fn message(kind: ApiKind, refusal: &Refusal) -> Option<String> {
    if refusal.message.is_some() {
        return refusal.message.clone();
    }
    if kind == ApiKind::Rest {
        return aws::gateway_response(refusal.kind).message.clone();
    }
    let row = match refusal.status {
        Some(status) => aws::error_with_status(kind, status),
        None => aws::error_of_type(kind, refusal.kind),
    };
    // A frame has no texts of its own for what REST APIs share with it.
    let shared =
        || aws::gateway_response(refusal.kind).message.clone().filter(|_| kind == ApiKind::WebSocket);
    row.map(|row| row.message.clone()).or_else(shared)
}

/// The status that a refusal answers with, before an API's own gateway responses change it.
pub(crate) fn status(kind: ApiKind, refusal: &Refusal) -> u16 {
    const UNKNOWN: u16 = 500;
    let row = aws::error_of_type(kind, refusal.kind).map(|row| row.status);
    refusal.status.or(row).or(aws::gateway_response(refusal.kind).status).unwrap_or(UNKNOWN)
}
