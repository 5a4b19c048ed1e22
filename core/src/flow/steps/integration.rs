//! The backend call.

mod address;
mod http;
mod lambda;
mod mock;
mod private;
mod service;

pub(in crate::flow::steps) use lambda::{bad_gateway, function_item};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::aws::{self, ApiKind, EndpointKind, GatewayResponseType, IntegrationKind, ResponseTransferMode};
use crate::design::inputs::BackendAnswer;
use crate::design::{Diagnostic, Integration, Target};
use crate::flow::exchange::Exchange;
use crate::flow::request::flat;
use crate::flow::verdict::{Refusal, Verdict};
use crate::flow::{HttpTimeout, Message, Question};

/// Calls what the route calls, with the answer that the scenario gives it.
pub(crate) fn run(x: &mut Exchange<'_>) -> Verdict {
    let Some((_, integration)) = x.integration() else {
        return without(x);
    };
    let verdict = match &integration.target {
        Target::Mock => mock::run(x, integration),
        Target::Lambda { function, passing, asynchronous } => {
            lambda::run(x, integration, *function, *passing, *asynchronous)
        }
        Target::Http { url, method, passing } => http::run(x, integration, url, *method, *passing),
        Target::Service { uri, method, passing } => service::run(x, integration, uri, *method, *passing),
        Target::Action { subtype } => service::action(x, integration, subtype),
    };
    let latency = verdict.latency_ms.to_string();
    x.integration_latency_ms = verdict.latency_ms;
    x.set("integrationLatency", latency.clone());
    x.set("integration.latency", latency);
    if let Some(status) = x.backend.as_ref().and_then(|backend| backend.status) {
        x.set("integrationStatus", status.to_string());
        x.set("integration.integrationStatus", status.to_string());
        x.set("integration.status", status.to_string());
    }
    // What AWS writes here is not documented for each failure; the text that the client gets is AWS's own.
    let text = verdict.refusal.as_ref().and_then(|refusal| crate::flow::context::message(x.kind(), refusal));
    if let Some(text) = text {
        x.set("integrationErrorMessage", text.clone());
        x.set("integration.error", text);
    }
    verdict
}

/// A route without an integration: a WebSocket event without a route is fine, everything else is not.
fn without(x: &mut Exchange<'_>) -> Verdict {
    if x.kind() == ApiKind::WebSocket && x.context_value("eventType") != "MESSAGE" {
        return Verdict::skip("No integration is called for this event").at(x.api_item());
    }
    let item = x.route_item();
    let reason = format!("`{}` has no integration, so there is nothing to call", x.route_key());
    x.note(
        Diagnostic::error("no-integration", reason.as_str())
            .at(item)
            .at_place("integration")
            .help("Attach an integration to the route"),
    );
    let kind = if x.kind() == ApiKind::Http {
        GatewayResponseType::ResourceNotFound
    } else {
        GatewayResponseType::ApiConfigurationError
    };
    Verdict::refuse(Refusal::new(kind), reason).at(item).assumed()
}

/// Whether the answer goes to the client as it comes. Source: `response-transfer-mode` in the developer guide.
pub(in crate::flow::steps) fn streams(x: &Exchange<'_>, integration: &Integration) -> bool {
    x.kind() == ApiKind::Rest
        && integration.response_transfer_mode == Some(ResponseTransferMode::Stream)
        && matches!(integration.target.kind(), IntegrationKind::AwsProxy | IntegrationKind::HttpProxy)
}

fn quota_ms(id: &str) -> u64 {
    aws::quota(id).map_or(u64::MAX, |quota| quota.limit.saturating_mul(1000))
}

/// How long a streamed answer may be silent.
fn idle_ms(x: &Exchange<'_>) -> u64 {
    let edge = x.place.api.endpoint_kind() == EndpointKind::Edge;
    quota_ms(if edge { "rest.stream_idle_edge_s" } else { "rest.stream_idle_s" })
}

/// How long API Gateway waits for this integration.
fn timeout_ms(x: &Exchange<'_>, integration: &Integration) -> u64 {
    if streams(x, integration) {
        let whole_ms = integration.timeout_ms.map_or_else(|| quota_ms("rest.stream_duration_s"), u64::from);
        return whole_ms.min(idle_ms(x));
    }
    let quota = aws::integration_timeout(x.kind(), x.place.api.endpoint_kind());
    integration
        .timeout_ms
        .map(u64::from)
        .unwrap_or_else(|| quota.map_or(0, |quota| quota.default.unwrap_or(quota.limit)))
}

/// How long the backend takes, and whether that is longer than API Gateway waits.
enum Wait {
    Answers(u64),
    TimesOut(u64),
}

fn wait(x: &Exchange<'_>, integration: &Integration, usual_ms: u64) -> Wait {
    let limit = timeout_ms(x, integration);
    let answer = x.scenario.backend.as_ref();
    let latency = answer.and_then(|answer| answer.latency_ms).unwrap_or(usual_ms);
    let late = answer.is_some_and(|answer| answer.timeout) || latency > limit;
    if late { Wait::TimesOut(limit) } else { Wait::Answers(latency) }
}

/// The answer to a backend that did not answer in time.
fn timed_out(x: &mut Exchange<'_>, waited_ms: u64) -> Verdict {
    let item = x.integration_item();
    x.note(
        Diagnostic::note(
            "integration-timeout",
            format!("The integration did not answer within {waited_ms} ms"),
        )
        .at(item)
        .at_place("timeout_ms")
        .help("Make the backend faster, answer at once and work on in the background, or raise the timeout"),
    );
    let mut reason = format!("The backend did not answer within {waited_ms} ms");
    if let Some((_, integration)) = x.integration().filter(|(_, it)| streams(x, it))
        && waited_ms == idle_ms(x)
        && integration.timeout_ms.is_none_or(|timeout| u64::from(timeout) > waited_ms)
    {
        reason.push_str("; that is how long a stream may be silent at this kind of endpoint. Once the answer's status has been sent, silence breaks the answer off instead");
    }
    let refusal = Refusal::new(GatewayResponseType::IntegrationTimeout);
    if x.kind() == ApiKind::Http {
        let status = match x.state.assumptions.http_timeout {
            HttpTimeout::ServiceUnavailable => 503,
            HttpTimeout::GatewayTimeout => 504,
        };
        reason.push_str(&format!("; AWS does not document the status of an HTTP API's timeout: 503 and 504 are both reported, the studio answers {status}"));
        let refusal = refusal.status(status);
        return Verdict::refuse(refusal, reason)
            .at(item)
            .assumed()
            .rests_on(Question::HttpTimeout)
            .took(waited_ms);
    }
    Verdict::refuse(refusal, reason).at(item).documented("supported-gateway-response-types").took(waited_ms)
}

/// A refusal that the way the integration is configured leads to.
pub(in crate::flow::steps) fn misconfigured(
    x: &mut Exchange<'_>,
    code: &'static str,
    reason: &str,
    help: &str,
) -> Verdict {
    let item = x.integration_item();
    x.note(Diagnostic::error(code, reason).at(item).help(help));
    Verdict::refuse(Refusal::new(GatewayResponseType::ApiConfigurationError), reason).at(item)
}

/// The HTTP answer that a scenario gives, whatever form it has; none when it is an error.
fn http_answer(answer: Option<&BackendAnswer>) -> Option<Message> {
    let Some(answer) = answer else {
        return Some(Message { status: Some(200), ..Message::default() });
    };
    if answer.error.is_some() {
        return None;
    }
    let value = answer.body.as_ref().or(answer.result.as_ref());
    let text = match value {
        None => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let body = match &answer.body_base64 {
        Some(encoded) => STANDARD.decode(encoded.trim()).unwrap_or_else(|_| encoded.clone().into_bytes()),
        None => text.into_bytes(),
    };
    Some(Message {
        status: Some(answer.status.unwrap_or(200)),
        headers: flat(&answer.headers),
        body,
        ..Message::default()
    })
}

/// Ends a verdict on a call whose answer nobody gave.
fn stubbed(x: &Exchange<'_>, mut verdict: Verdict, answer: &str) -> Verdict {
    if x.scenario.backend.is_some() {
        return verdict;
    }
    verdict
        .reason
        .push_str(&format!("; the request does not say what it answers, so it is taken to answer {answer}"));
    verdict.assumed()
}

/// The beginning of a text for the trace.
fn shortened(text: &str) -> String {
    const LIMIT: usize = 500;
    if text.chars().count() <= LIMIT {
        text.to_owned()
    } else {
        format!("{}…", text.chars().take(LIMIT).collect::<String>())
    }
}
