//! Customised gateway responses.

use super::Rest;
use crate::terraform::export::module::{Module, Of};
use crate::terraform::syntax::{Fields, text};

/// Adds the gateway responses.
pub(super) fn export(module: &mut Module<'_>, rest: &mut Rest<'_, '_>) {
    let api = rest.context.api;
    let item = rest.context.item();
    for (kind, response) in &api.settings.gateway_responses {
        if let Some(status) = response.status.filter(|status| !(100..=599).contains(status)) {
            let message = format!("Gateway response `{kind}` has the status {status}");
            module.refuse(item, message, "A status is a number from 100 to 599");
            continue;
        }
        let fields = Fields::new()
            .set("rest_api_id", rest.api.get("id"))
            .set("response_type", text(kind.as_str()))
            .set_some("status_code", response.status.map(|status| text(status.to_string())))
            .set_map("response_parameters", &response.parameters)
            .set_map("response_templates", &response.templates);
        let wanted = kind.as_str().to_ascii_lowercase();
        let name = rest.take(module, "aws_api_gateway_gateway_response", &wanted, "2");
        let of = Of::new("aws_api_gateway_gateway_response", &name, item).part(kind);
        let of = of.fold(rest.context.class(), rest.context.key(&name));
        let watched = ["status_code", "response_parameters", "response_templates"];
        rest.add(module, of, fields, &watched);
    }
}
