//! How many bytes a request leaves in logs.

use crate::aws::{ApiKind, DerivationRule, LoggingLevel, derivation, execution_lines, log_value};
use crate::base::Milli;
use crate::design::{Api, Authorization, AuthorizerMethod, Effective, Route};
use crate::lang::log_format::{UNSET, variables};

/// The bytes of a map of headers or parameters in an execution log; no page of AWS says how many a client sends.
const TYPICAL_MAP_BYTES: u64 = 600;
/// The bytes of a name or a number in an execution log.
const TYPICAL_NAME_BYTES: u64 = 24;
/// The request's identifier, with brackets and a space, before every line.
const PREFIX_BYTES: u64 = 39;

/// An access log format, measured once for all routes.
pub struct Measured<'a> {
    /// Bytes that are the same for every request.
    fixed_bytes: u64,
    /// Variables whose length depends on the route.
    by_route: Vec<&'a str>,
}

impl<'a> Measured<'a> {
    /// Measures a format with values of the usual length.
    pub fn new(format: &'a str, api: &Api, stage: &str) -> Self {
        let mut bytes = format.len();
        let mut by_route = Vec::new();
        for name in variables(format) {
            // `$context.` and the name give way to the value.
            bytes = bytes.saturating_sub("$context.".len() + name.len());
            match name {
                "path" | "resourcePath" | "httpMethod" | "routeKey" => by_route.push(name),
                "stage" => bytes += stage.len(),
                "customDomain.basePathMatched" => bytes += UNSET.len(),
                "requestId" if api.kind != ApiKind::Rest => bytes += value_bytes("extendedRequestId"),
                other => bytes += value_bytes(other),
            }
        }
        Self { fixed_bytes: u64::try_from(bytes).unwrap_or(u64::MAX), by_route }
    }

    /// The bytes of a line for a request to this route on a stage.
    pub fn line_bytes(&self, route: &Route, stage: &str) -> u64 {
        let of_route = self.by_route.iter().map(|name| {
            let template = route.key.path_template().unwrap_or(UNSET);
            match *name {
                "path" => template.len() + 1 + stage.len(),
                "resourcePath" => template.len(),
                "httpMethod" => route.key.method().map_or(UNSET.len(), |method| method.as_str().len()),
                _ => route.key.to_string().len(),
            }
        });
        of_route.fold(self.fixed_bytes, |sum, bytes| sum.saturating_add(u64::try_from(bytes).unwrap_or(0)))
    }
}

fn value_bytes(name: &str) -> usize {
    log_value(name).unwrap_or(UNSET).len()
}

/// The bytes that a request that goes well leaves in the execution log: the texts of AWS's lines with names of a
/// usual length put in. An estimate.
pub fn execution_bytes(
    api: &Api,
    route: &Route,
    holds: &Effective,
    request_kb: Option<Milli>,
    response_kb: Option<Milli>,
) -> u64 {
    if holds.logging_level != Some(LoggingLevel::Info) {
        return 0;
    }
    let limit = derivation(DerivationRule::LogEventMax).value.value;
    let bytes_of = |kb: Option<Milli>| {
        let thousandths = kb.map_or(0, |kb| u64::try_from(kb.thousandths()).unwrap_or(0));
        thousandths.saturating_mul(1024) / 1000
    };
    let mut sum = 0_u64;
    for row in execution_lines() {
        let wanted = row.level == LoggingLevel::Info
            && (holds.data_trace || !row.data_trace)
            && is_usual(&row.id, api, route);
        if !wanted {
            continue;
        }
        let body = if row.id.contains("request") { bytes_of(request_kb) } else { bytes_of(response_kb) };
        let (text, names) = without_names(&row.text);
        let names = names.into_iter().map(|name| match name {
            "body" | "answer" => body,
            "map" => TYPICAL_MAP_BYTES,
            _ => TYPICAL_NAME_BYTES,
        });
        let bytes = names.fold(text + PREFIX_BYTES, u64::saturating_add);
        sum = sum.saturating_add(bytes.min(limit));
    }
    sum
}

/// Whether a request that goes well leaves this line.
fn is_usual(id: &str, api: &Api, route: &Route) -> bool {
    let of_socket = id.starts_with("websocket.");
    if api.kind == ApiKind::WebSocket {
        return of_socket && !id.contains("closed") && !id.contains("connect");
    }
    let authorizer = match &route.authorization {
        Authorization::Authorizer { id, .. } => api.authorizers.get(id),
        Authorization::None | Authorization::Iam => None,
    };
    let asks = authorizer.is_some_and(|authorizer| {
        matches!(
            authorizer.method,
            AuthorizerMethod::LambdaToken { .. } | AuthorizerMethod::LambdaRequest { .. }
        )
    });
    match id.split('.').next().unwrap_or_default() {
        "authorizer" => asks,
        "plan" => route.api_key_required && matches!(id, "plan.verify" | "plan.done"),
        "key" => route.api_key_required,
        _ => !of_socket,
    }
}

/// The bytes of a text without its `{names}`, and the names.
fn without_names(text: &str) -> (u64, Vec<&str>) {
    let (mut bytes, mut names, mut rest) = (0, Vec::new(), text);
    while let Some((before, tail)) = rest.split_once('{') {
        bytes += before.len();
        let (name, tail) = tail.split_once('}').unwrap_or((tail, ""));
        names.push(name);
        rest = tail;
    }
    (u64::try_from(bytes + rest.len()).unwrap_or(u64::MAX), names)
}
