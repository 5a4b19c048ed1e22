//! The headers that API Gateway adds to every answer, and what the answer leaves in `$context`.

mod coding;

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
    let verdict = Verdict::pass("API Gateway adds its request identifiers to the answer").recorded();
    compressed(x, verdict)
}

/// Says with which coding the client gets the answer; its body stays as it is, so that it can be read.
fn compressed(x: &mut Exchange<'_>, mut verdict: Verdict) -> Verdict {
    let Some(least) = x.place.api.settings.minimum_compression_size_bytes else { return verdict };
    let size = x.response.body.len();
    let accepts = x.request.header("Accept-Encoding").map(str::to_owned);
    let streamed = x.integration().is_some_and(|(_, it)| super::integration::streams(x, it));
    let own = x.response.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("Content-Encoding"));
    let coding = accepts.as_deref().and_then(coding::chosen);
    let why = match coding {
        _ if streamed => "a streamed answer is never compressed".to_owned(),
        _ if own => "the backend's answer has a coding already".to_owned(),
        _ if u32::try_from(size).is_ok_and(|size| size < least) => {
            format!("the body of {size} bytes is smaller than the {least} from which on the API compresses")
        }
        None if accepts.is_none() => "the client sends no `Accept-Encoding`, so nothing is compressed".to_owned(),
        None => "the first and most wanted coding of the client's `Accept-Encoding` is neither `gzip` nor `deflate`, and API Gateway looks at no other".to_owned(),
        Some(coding) => {
            add(x, "Content-Encoding", coding.to_owned());
            x.response.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("Content-Length"));
            format!(
                "the body is sent with the coding `{coding}`; it is shown as it was before, and its length after that is not told"
            )
        }
    };
    verdict.reason.push_str(&format!("; {why}"));
    verdict = verdict.documented("api-gateway-gzip-compression-decompression");
    verdict.saw("Accept-Encoding", accepts.unwrap_or_default(), "request").saw(
        "minimum_compression_size_bytes",
        least.to_string(),
        "api",
    )
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
    if refused && x.scenario.method.eq_ignore_ascii_case("CONNECT") {
        // Whoever sends over it later has no connection.
        let id = x.scenario.connection_id.as_ref().unwrap_or(&id);
        if !id.is_empty() && !x.state.connections.contains_key(id) {
            x.state.closed.insert(id.clone(), "its upgrade was refused, so it was never open".to_owned());
        }
    }
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
