//! The model of a WebSocket message.

use serde_json::Value;

use crate::aws::{GatewayResponseType, IntegrationKind};
use crate::design::{Diagnostic, Route};
use crate::flow::exchange::Exchange;
use crate::flow::mapping;
use crate::flow::verdict::{Refusal, Verdict};

use super::body::{self, Body};

const PAGE: &str = "websocket-api-request-validation";

/// Checks the message against the model that the selection expression chooses, else that of `$default`.
pub(super) fn run(x: &mut Exchange<'_>, route: &Route) -> Verdict {
    let item = x.route_item();
    let Some(expression) = &route.model_selection_expression else {
        return Verdict::skip("The route selects no model, so the message is not validated")
            .at(item)
            .documented(PAGE);
    };
    let kind = x.integration().map(|(_, integration)| integration.target.kind());
    if matches!(kind, Some(IntegrationKind::AwsProxy | IntegrationKind::HttpProxy)) {
        return Verdict::skip("Messages to proxy integrations are not validated").at(item).documented(PAGE);
    }
    let text = x.request.text();
    let message: Value = serde_json::from_str(&text).unwrap_or_default();
    let key = mapping::websocket_selection(expression, &message);
    let models = &route.body_models;
    let found = match models.get_key_value(&key).or_else(|| models.get_key_value("$default")) {
        Some((_, id)) => body::against(x, *id, &text),
        None => Body::Fails(None, format!("no model has the key `{key}`, and there is none of `$default`")),
    };
    let verdict = match found {
        Body::Fits(why) => Verdict::pass(super::capitalised(&why)).documented(PAGE),
        Body::Unknown(why) => Verdict::pass(super::capitalised(&why)).assumed(),
        Body::Fails(_, detail) => {
            x.set("error.validationErrorString", format!("[{detail}]"));
            x.note(
                Diagnostic::error("invalid-body", format!("The message does not fit the model: {detail}"))
                    .at(item)
                    .help("Send a message that fits the model"),
            );
            let reason = format!("The message is checked against the model, and {detail}");
            Verdict::refuse(Refusal::new(GatewayResponseType::BadRequestBody), reason).documented(PAGE)
        }
    };
    verdict.at(item).saw("model_selection_expression", expression, "route").saw("model key", key, "request")
}
