//! The execution log of a WebSocket API. AWS documents no line of it.

use crate::flow::{Outcome, StepKind};

use super::execution_text::body;
use super::script::Script;

pub(super) fn lines(script: &mut Script<'_>) {
    let scene = script.scene;
    let text = |name: &str| scene.context(name).to_owned();
    let at = Some(StepKind::Route);
    script.say("extended_id", None, &[("extended", &text("extendedRequestId"))]);
    script.say("start", at, &[]);
    script.say("websocket.route", at, &[("route", &text("routeKey"))]);
    match scene.context("eventType") {
        "CONNECT" => {
            let (agent, ip) = (text("identity.userAgent"), text("identity.sourceIp"));
            script.say("websocket.connecting", at, &[("agent", &agent), ("ip", &ip)]);
        }
        "MESSAGE" => script.say("websocket.received", at, &[]),
        _ => {}
    }
    let status = endpoint(script);
    if let Some(step) = scene.trace.steps.iter().find(|step| step.outcome == Outcome::Refuse) {
        let message = scene.trace.passage.refusal_message.clone().unwrap_or_default();
        return script.say("websocket.failed", Some(step.kind), &[("message", &message)]);
    }
    let end = Some(StepKind::Response);
    match scene.context("eventType") {
        "CONNECT" => script.say("websocket.connected", end, &[]),
        "MESSAGE" if status.is_some() => {
            script.say("websocket.answered", end, &[("status", &status.unwrap_or_default())]);
        }
        "DISCONNECT" => {
            let (code, reason) = (text("disconnectStatusCode"), text("disconnectReason"));
            let line = if status.is_some() { "websocket.closed_after_call" } else { "websocket.closed" };
            let status = status.unwrap_or_default();
            script.say(line, end, &[("code", &code), ("reason", &reason), ("status", &status)]);
        }
        _ => {}
    }
}

/// The lines about the backend, and the status that it answered with.
fn endpoint(script: &mut Script<'_>) -> Option<String> {
    let scene = script.scene;
    let at = Some(StepKind::Integration);
    let sent = scene.trace.integration_request.as_ref()?;
    script.say("endpoint.body", at, &[("body", &body(&sent.body))]);
    let latency = scene.trace.step(StepKind::Integration).map_or(0, |step| step.latency_ms);
    script.now += latency;
    if !scene.context("integration.requestId").is_empty() {
        script.say("endpoint.id", at, &[]);
    }
    let answer = scene.trace.passage.backend.as_ref()?;
    let status = answer.status?.to_string();
    script.say("endpoint.received", at, &[("status", &status), ("latency", &latency.to_string())]);
    script.say("endpoint.answer_body", at, &[("body", &body(&answer.body))]);
    Some(scene.context("integration.status").to_owned()).filter(|status| !status.is_empty()).or(Some(status))
}
