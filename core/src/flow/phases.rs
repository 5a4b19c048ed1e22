//! The access log variables of a request's phases: AWS WAF, authentication, authorizer, authorization, integration.
//!
//! AWS documents that each phase has a status, a latency and an error. Which of them an IAM signature or an
//! authorizer's policy fills is the reading of AWS's article about these variables, not documented line by line.

use crate::aws::{ApiKind, GatewayResponseType, IntegrationKind, ResponseTransferMode};
use crate::design::{Authorization, AuthorizerMethod};

use super::exchange::Exchange;
use super::{Outcome, Step, StepKind};

/// The status of a phase that let the request on.
const OK: &str = "200";

/// Sets the variables of the phases that the request came to, from the steps on its way in.
pub(crate) fn set(x: &mut Exchange<'_>, steps: &[Step]) {
    let of = |kind: StepKind| steps.iter().find(|step| step.kind == kind && step.outcome != Outcome::Skip);
    if x.kind() != ApiKind::Http {
        if let Some(step) = of(StepKind::Waf) {
            phase(x, "waf", step.latency_ms, step.outcome == Outcome::Refuse);
        }
        if let Some(step) = of(StepKind::Authorizer) {
            authorizer(x, step);
        }
    }
    if x.sent.is_some() || x.mock_status.is_some() {
        integration(x, of(StepKind::MapResponse));
    }
}

/// A phase that passed with 200, or failed with the status and text that the client gets.
fn phase(x: &mut Exchange<'_>, name: &str, latency_ms: u64, failed: bool) {
    let refusal = x.refusal.clone().filter(|_| failed);
    let status = match &refusal {
        Some(refusal) => super::context::status(x.kind(), refusal).to_string(),
        None => OK.to_owned(),
    };
    x.set(&format!("{name}.status"), status);
    x.set(&format!("{name}.latency"), latency_ms.to_string());
    if let Some(text) = refusal.and_then(|refusal| super::context::message(x.kind(), &refusal)) {
        x.set(&format!("{name}.error"), text);
    }
}

fn authorizer(x: &mut Exchange<'_>, step: &Step) {
    let refused = step.outcome == Outcome::Refuse;
    let denied = refused && x.refusal.as_ref().is_some_and(|it| it.kind == GatewayResponseType::AccessDenied);
    let method = match x.authorization() {
        Authorization::Authorizer { id, .. } => x.place.api.authorizers.get(id).map(|it| it.method.clone()),
        Authorization::Iam | Authorization::None => None,
    };
    let Some(method) = method else {
        phase(x, "authenticate", step.latency_ms, refused && !denied);
        if !refused || denied {
            phase(x, "authorize", 0, denied);
        }
        return;
    };
    phase(x, "authorizer", step.latency_ms, refused && !denied);
    let lambda =
        matches!(method, AuthorizerMethod::LambdaToken { .. } | AuthorizerMethod::LambdaRequest { .. });
    if !lambda {
        return;
    }
    if !refused || denied {
        phase(x, "authorize", 0, denied);
    }
    let called = step.consulted.iter().any(|row| row.name == "event");
    if called {
        let id = x.ids.uuid();
        x.set("authorizer.requestId", id);
        x.set("authorizer.integrationStatus", OK);
        x.set("authorizer.integrationLatency", step.latency_ms.to_string());
    }
}

fn integration(x: &mut Exchange<'_>, mapped: Option<&Step>) {
    let target = x.integration().map(|(_, integration)| integration.target.kind());
    if x.kind() == ApiKind::Rest {
        let stream = x
            .integration()
            .is_some_and(|(_, it)| it.response_transfer_mode == Some(ResponseTransferMode::Stream));
        x.set("integration.responseTransferMode", if stream { "STREAM" } else { "BUFFERED" });
    }
    if target != Some(IntegrationKind::AwsProxy) {
        return;
    }
    // Of a proxy function `integrationStatus` is Lambda's own status, and this one the function's.
    if let Some(status) = x.response.status.filter(|_| mapped.is_some_and(|it| it.outcome == Outcome::Pass)) {
        x.set("integration.status", status.to_string());
    }
    let endpoint = x.context_value("integration.requestId").to_owned();
    if !endpoint.is_empty() && x.kind() != ApiKind::WebSocket {
        x.set("awsEndpointRequestId", endpoint);
    }
}
