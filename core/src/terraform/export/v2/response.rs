//! Integration responses of a WebSocket API.

use super::Second;
use crate::design::{Integration, IntegrationId, Item};
use crate::terraform::export::module::{Address, Module, Of};
use crate::terraform::export::names::{mark, slug_or};
use crate::terraform::syntax::{Fields, text};

/// What a deployment takes a snapshot of.
const WATCHED: &[&str] =
    &["content_handling_strategy", "response_templates", "template_selection_expression"];

/// Adds the integration's responses.
pub(super) fn integration_responses(
    module: &mut Module<'_>,
    second: &mut Second<'_, '_>,
    id: IntegrationId,
    integration: &Integration,
    integration_name: &str,
    address: &Address,
) {
    if second.is_http() {
        return;
    }
    let item = Item::Integration(second.context.id, id);
    for response in &integration.responses {
        let why = "The AWS provider has no place for it on a WebSocket API";
        module.leave_out_set(
            item,
            why,
            &[
                ("responses", "The parameters of a response", !response.parameters.is_empty()),
                ("responses", "The selection pattern of a response", response.selection_pattern.is_some()),
            ],
        );
        let key = if response.status.is_empty() { "$default" } else { &response.status };
        let fields = Fields::new()
            .set("api_id", second.api.get("id"))
            .set("integration_id", address.get("id"))
            .set("integration_response_key", text(key))
            .set_some("content_handling_strategy", response.content_handling.map(|way| text(way.as_str())))
            .set_some(
                "template_selection_expression",
                response.template_selection_expression.as_deref().map(text),
            )
            .set_map("response_templates", &response.templates);
        let wanted = format!("{integration_name}_{}", slug_or(key, "default"));
        let kind = "aws_apigatewayv2_integration_response";
        let name = module.names.take(kind, &wanted, &mark(key));
        second.add(module, Of::new(kind, &name, item).part(key), fields, WATCHED);
    }
}
