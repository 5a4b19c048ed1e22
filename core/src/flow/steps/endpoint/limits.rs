//! What is too large or too long for an endpoint.

use crate::aws::{self, ApiKind, EndpointKind, GatewayResponseType};
use crate::design::Diagnostic;
use crate::flow::exchange::Exchange;
use crate::flow::verdict::{Refusal, Verdict};

/// Bytes of a header line beside its name and value: a colon, a space and the line's end.
const AROUND_HEADER: usize = 4;

/// Something of a request that has a limit.
struct Measured {
    what: &'static str,
    unit: &'static str,
    quota: &'static str,
    size: usize,
    /// The status of a request over the limit, and whether AWS documents it.
    status: (u16, bool),
    text: &'static str,
}

/// Refuses a request over one of the endpoint's limits.
pub(super) fn refuse(x: &mut Exchange<'_>) -> Option<Verdict> {
    measures(x).into_iter().find_map(|measured| over(x, &measured))
}

/// Refuses a WebSocket connection whose address is too long.
pub(super) fn refuse_connection(x: &mut Exchange<'_>) -> Option<Verdict> {
    let query = if x.request.raw_query.is_empty() { 0 } else { x.request.raw_query.len() + 1 };
    let url = Measured {
        what: "address",
        unit: "characters",
        quota: "websocket.connection_url_length",
        size: "wss://".len() + x.place.host.len() + x.place.full_path.len() + query,
        status: (414, false),
        text: "URI Too Long",
    };
    over(x, &url)
}

fn measures(x: &Exchange<'_>) -> Vec<Measured> {
    let rest = x.kind() == ApiKind::Rest;
    let endpoint = x.place.api.endpoint_kind();
    let body = Measured {
        what: "body",
        unit: "bytes",
        quota: if rest { "rest.payload_bytes" } else { "http.payload_bytes" },
        size: x.request.body.len(),
        status: (413, true),
        text: "",
    };
    let lines = x.request.headers.iter().map(|(name, value)| name.len() + value.len() + AROUND_HEADER);
    let request_line =
        if rest { 0 } else { x.request.method.len() + x.request.path.len() + x.request.raw_query.len() };
    let headers = Measured {
        what: "headers",
        unit: "bytes",
        quota: match (rest, endpoint) {
            (false, _) => "http.headers_bytes",
            (true, EndpointKind::Private) => "rest.headers_private_bytes",
            (true, _) => "rest.headers_bytes",
        },
        size: lines.sum::<usize>() + request_line,
        status: (431, false),
        text: "Request Header Fields Too Large",
    };
    if !rest {
        return vec![body, headers];
    }
    // A web ACL is taken to see the headers first; AWS does not document it.
    let judged = x.place.stage.is_some_and(|(_, stage)| stage.web_acl.is_some());
    let query = if x.request.raw_query.is_empty() { 0 } else { x.request.raw_query.len() + 1 };
    let url = Measured {
        what: "address",
        unit: "characters",
        quota: match endpoint {
            EndpointKind::Regional => "rest.url_length_regional",
            EndpointKind::Edge => "rest.url_length_edge",
            EndpointKind::Private => "rest.url_length_private",
        },
        size: "https://".len() + x.place.host.len() + x.place.full_path.len() + query,
        status: (414, false),
        text: "URI Too Long",
    };
    let arn = Measured {
        what: "method ARN",
        unit: "bytes",
        quota: "rest.method_arn_bytes",
        size: x.method_arn().len(),
        status: (414, true),
        text: "URI Too Long",
    };
    if judged { vec![body, url, arn] } else { vec![body, headers, url, arn] }
}

fn over(x: &mut Exchange<'_>, measured: &Measured) -> Option<Verdict> {
    let limit = aws::quota(measured.quota)?.limit;
    let size = u64::try_from(measured.size).unwrap_or(u64::MAX);
    if size <= limit {
        return None;
    }
    let Measured { what, unit, .. } = measured;
    let (status, documented) = measured.status;
    let verb = if *what == "headers" { "have" } else { "has" };
    let mut reason = format!("The {what} {verb} {size} {unit}, and API Gateway takes at most {limit}");
    let mut refusal = Refusal::new(GatewayResponseType::RequestTooLarge);
    if !measured.text.is_empty() {
        refusal = refusal.status(status).message(measured.text).uncustomised();
    }
    if !documented {
        reason
            .push_str(&format!("; AWS documents the limit and not the status, the studio answers {status}"));
    }
    let item = x.api_item();
    x.note(
        Diagnostic::error("request-too-large", reason.as_str())
            .at(item)
            .help(format!("Send a request whose {what} {verb} at most {limit} {unit}")),
    );
    let verdict = Verdict::refuse(refusal, reason).at(item).documented("limits").saw(
        format!("{what} {unit}"),
        size.to_string(),
        "request",
    );
    Some(if documented { verdict } else { verdict.assumed() })
}
