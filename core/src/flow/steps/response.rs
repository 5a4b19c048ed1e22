//! The headers that API Gateway adds to every answer, and what the answer leaves in `$context`.

use crate::aws::{ApiKind, EndpointKind, IntegrationKind};
use crate::flow::exchange::Exchange;
use crate::flow::verdict::Verdict;

/// Adds the headers, and opens or closes a WebSocket connection.
pub(crate) fn run(x: &mut Exchange<'_>) -> Verdict {
    let nothing = x.refusal.as_ref().and_then(|it| it.made.as_ref()).is_some_and(|it| it.status.is_none());
    if nothing {
        return Verdict::skip("There is no HTTP answer").at(x.stage_item());
    }
    let before = x.response.clone();
    let verdict = match x.kind() {
        ApiKind::Rest => rest(x),
        ApiKind::Http => http(x),
        ApiKind::WebSocket => websocket(x),
    };
    let status = x.response.status.map(|status| status.to_string()).unwrap_or_default();
    let length = x.response.body.len().to_string();
    x.set("status", status);
    x.set("responseLength", length.clone());
    if x.kind() == ApiKind::Http {
        x.set("dataProcessed", length);
    }
    verdict.at(x.stage_item()).changed(before, x.response.clone())
}

fn rest(x: &mut Exchange<'_>) -> Verdict {
    let request_id = x.context_value("requestId").to_owned();
    let extended = x.context_value("extendedRequestId").to_owned();
    let target = x.integration().map(|(_, integration)| integration.target.kind());
    let traced = x.sent.is_some()
        && x.refusal.is_none()
        && matches!(target, Some(IntegrationKind::Aws | IntegrationKind::AwsProxy | IntegrationKind::Http));
    let date = x.civil().http();
    add(x, "Date", date);
    let length = x.response.body.len().to_string();
    add(x, "Content-Length", length);
    add(x, "x-amzn-RequestId", request_id);
    add(x, "x-amz-apigw-id", extended);
    if traced {
        let trace = x.ids.trace(x.epoch_ms / 1000);
        add(x, "X-Amzn-Trace-Id", trace);
    }
    if x.place.api.endpoint_kind() == EndpointKind::Edge {
        edge(x);
    }
    Verdict::pass("API Gateway adds its request identifiers to the answer").recorded()
}

/// What CloudFront adds in front of an edge-optimized API.
fn edge(x: &mut Exchange<'_>) {
    let hex = |x: &mut Exchange<'_>| x.ids.uuid().replace('-', "");
    let (id, server) = (x.ids.extended(), hex(x));
    let seen = if x.refusal.is_some() { "Error from cloudfront" } else { "Miss from cloudfront" };
    add(x, "X-Cache", seen.to_owned());
    add(x, "Via", format!("1.1 {server}.cloudfront.net (CloudFront)"));
    add(x, "X-Amz-Cf-Id", id);
}

fn http(x: &mut Exchange<'_>) -> Verdict {
    let date = x.civil().http();
    let length = x.response.body.len().to_string();
    let id = x.context_value("requestId").to_owned();
    add(x, "date", date);
    add(x, "content-length", length);
    add(x, "apigw-requestid", id);
    Verdict::pass("API Gateway adds its request identifier to the answer").assumed()
}

fn websocket(x: &mut Exchange<'_>) -> Verdict {
    let id = x.context_value("connectionId").to_owned();
    let refused = x.refusal.is_some();
    match x.context_value("eventType") {
        "CONNECT" if !refused => {
            let Some((stage, _)) = x.place.stage else { return Verdict::pass("") };
            let connection = crate::flow::Connection {
                api: x.place.api_id,
                stage,
                connected_epoch_ms: x.epoch_ms,
                connected_ms: x.at_ms,
                last_active_ms: x.at_ms,
                source_ip: x.source_ip().to_owned(),
                user_agent: x.context_value("identity.userAgent").to_owned(),
                authorizer: x.caller.authorizer.clone(),
            };
            x.state.closed.shift_remove(&id);
            x.state.connections.insert(id.clone(), connection);
            x.response.status = Some(101);
            x.response.headers.push(("Upgrade".to_owned(), "websocket".to_owned()));
            Verdict::pass(format!("The connection `{id}` is open"))
        }
        "CONNECT" => Verdict::pass("The upgrade is refused, so no connection is opened"),
        "DISCONNECT" => {
            x.state.connections.shift_remove(&id);
            let why = format!("it was closed with code {}", x.context_value("disconnectStatusCode"));
            x.state.closed.insert(id.clone(), why);
            x.response = crate::flow::Message { status: Some(200), ..crate::flow::Message::default() };
            Verdict::pass(format!("The connection `{id}` is closed; nothing can be sent to it any more"))
        }
        super::connections::EVENT => {
            let request_id = x.context_value("requestId").to_owned();
            add(x, "x-amzn-RequestId", request_id);
            Verdict::pass("The backend gets the answer")
        }
        _ if x.response.body.is_empty() => Verdict::pass("Nothing is sent back to the client"),
        _ => {
            let body = x.response.body.clone();
            x.deliveries.push(crate::flow::Delivery { connection_id: id, body, close: None });
            Verdict::pass("The frame is sent back to the client")
        }
    }
    .documented("apigateway-websocket-api-route-keys-connect-disconnect")
}

fn add(x: &mut Exchange<'_>, name: &str, value: String) {
    x.response.headers.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
    x.response.headers.push((name.to_owned(), value));
}
