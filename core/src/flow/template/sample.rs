//! The inputs that the templates on a saved request's way get: what it is worth trying them with.

use serde_json::{Value, json};

use crate::design::{Document, ScenarioId};
use crate::flow::exchange::Exchange;
use crate::flow::{Outcome, Session, Trace, requests_of};
use crate::lang::json::to_serde;

use super::Side;
use super::inputs;

/// What the templates of a request get, each the JSON text `{body, params, context, stageVariables}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateInputs {
    /// What a request template gets: the client's body.
    pub request: String,
    /// What a response template gets: the backend's body. None where no backend answers.
    pub response: Option<String>,
    /// Why the request does not come to its templates, or its answer not to those of the response: one sentence.
    pub stopped: Option<String>,
}

/// What was kept on the way of one request.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeptInputs {
    request: Option<Value>,
    response: Option<Value>,
}

/// Keeps what a template of this side gets with this body, where somebody asked for it.
pub(crate) fn keep(x: &mut Exchange<'_>, side: Side, body: &[u8]) {
    if x.state.kept_inputs.is_none() {
        return;
    }
    let value = of(x, body);
    let Some(kept) = &mut x.state.kept_inputs else { return };
    match side {
        Side::Request => kept.request = Some(value),
        Side::Response => kept.response = Some(value),
    }
}

/// Keeps what a request template gets with the client's body, unless one was kept already.
pub(crate) fn keep_request(x: &mut Exchange<'_>) {
    if x.state.kept_inputs.as_ref().is_some_and(|kept| kept.request.is_none()) {
        let value = of(x, &x.request.body);
        x.state.kept_inputs.get_or_insert_default().request = Some(value);
    }
}

fn of(x: &Exchange<'_>, body: &[u8]) -> Value {
    let text = String::from_utf8_lossy(body);
    // Set out as JSON where that says the same, as JSON is easier to change than a text that holds it.
    let read = serde_json::from_str::<Value>(&text).ok();
    let body = read.filter(|value| value.to_string() == text && (value.is_object() || value.is_array()));
    json!({
        "body": body.unwrap_or_else(|| Value::from(text.as_ref())),
        "params": to_serde(&inputs::params(x)),
        "context": to_serde(&inputs::context(x)),
        "stageVariables": to_serde(&inputs::stage_variables(x)),
    })
}

/// What the templates on the way of this scenario's last request get; none where there is no such scenario.
pub fn template_inputs(document: &Document, id: ScenarioId) -> Option<TemplateInputs> {
    let (start_epoch_ms, requests) = requests_of(document, id);
    let (last, before) = requests.split_last()?;
    let mut session = Session::starting_at(&document.design, start_epoch_ms);
    for request in before {
        session.send(request);
    }
    let (trace, kept) = session.send_keeping(last);
    let text = |value: &Value| serde_json::to_string_pretty(value).unwrap_or_default();
    Some(TemplateInputs {
        request: text(kept.request.as_ref()?),
        response: kept.response.as_ref().map(text),
        stopped: stopped(&trace, kept.response.is_some()),
    })
}

/// Why the request does not come to its templates, or gets no answer for those of the response.
fn stopped(trace: &Trace, answered: bool) -> Option<String> {
    let step = trace.steps.iter().find(|step| matches!(step.outcome, Outcome::Refuse | Outcome::Answer));
    step.filter(|_| !answered).map(|step| step.reason.clone())
}
