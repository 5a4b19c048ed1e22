//! Answers that API Gateway makes by itself.

use crate::aws::ApiKind;
use crate::design::Integration;
use crate::flow::Message;
use crate::flow::exchange::Exchange;
use crate::flow::template::{self, Rendered};
use crate::flow::verdict::Verdict;
use crate::lang::lenient;

use super::misconfigured;

const PAGE: &str = "how-to-mock-integration";
/// The status of a template that the studio cannot evaluate.
const USUAL: u16 = 200;

/// Takes the status out of what the request template makes.
pub(super) fn run(x: &mut Exchange<'_>, integration: &Integration) -> Verdict {
    let item = x.integration_item();
    let templates = &integration.request_templates;
    let template = if x.kind() == ApiKind::WebSocket {
        template::selected(templates, integration.template_selection_expression.as_deref(), &x.request.body)
    } else {
        let content_type = x.request.content_type().unwrap_or_else(|| "application/json".to_owned());
        template::of_type(templates, &content_type)
    };
    let template = template.map(|(_, text)| text);
    if let Some(text) = template
        && template::render(text, &x.request.body) == Rendered::NeedsEngine
    {
        let status =
            lenient::status_code(text).and_then(|status| u16::try_from(status).ok()).unwrap_or(USUAL);
        x.backend = Some(Message { status: Some(status), ..Message::default() });
        return Verdict::not_simulated(&format!("The mock's status is taken to be {status}: its request template uses the template language, and templates are"))
            .at(item)
            .saw("template", text, "integration");
    }
    let document = String::from_utf8_lossy(&x.outgoing.body).into_owned();
    let Some(status) = lenient::status_code(&document) else {
        let reason = "A mock integration needs a request template that makes JSON with an integer `statusCode`, and this request has none";
        return misconfigured(
            x,
            "mock-without-status",
            reason,
            "Give the integration the request template `{\"statusCode\": 200}`",
        )
        .assumed();
    };
    // Statuses outside HTTP's range select an integration response like any other.
    let status = u16::try_from(status).unwrap_or(USUAL);
    x.backend = Some(Message { status: Some(status), ..Message::default() });
    Verdict::pass(format!("API Gateway answers by itself with status {status}; no backend is called"))
        .at(item)
        .documented(PAGE)
        .saw("statusCode", status.to_string(), "request template")
}
