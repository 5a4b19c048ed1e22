//! Answers that API Gateway makes by itself.

use crate::design::Integration;
use crate::flow::Message;
use crate::flow::exchange::Exchange;
use crate::flow::verdict::Verdict;
use crate::lang::lenient;

use super::misconfigured;

const PAGE: &str = "how-to-mock-integration";

/// Takes the status out of what the request template made, or out of the body where it passed as it is.
pub(super) fn run(x: &mut Exchange<'_>, integration: &Integration) -> Verdict {
    let item = x.integration_item();
    let document = String::from_utf8_lossy(&x.outgoing.body).into_owned();
    let Some(status) = lenient::status_code(&document) else {
        let reason = if integration.request_templates.is_empty() {
            "A mock integration needs a request template that makes JSON with an integer `statusCode`, and it has none"
        } else {
            "A mock integration needs JSON with an integer `statusCode` from its request template, and this request gets none"
        };
        return misconfigured(
            x,
            "mock-without-status",
            reason,
            "Give the integration the request template `{\"statusCode\": 200}`",
        )
        .assumed()
        .saw("document", super::shortened(&document), "request template");
    };
    // Statuses outside HTTP's range select an integration response like any other.
    x.mock_status = Some(status);
    x.backend = Some(Message { status: u16::try_from(status).ok(), ..Message::default() });
    Verdict::pass(format!("API Gateway answers by itself with status {status}; no backend is called"))
        .at(item)
        .documented(PAGE)
        .saw("statusCode", status.to_string(), "request template")
}
