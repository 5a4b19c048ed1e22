//! An HTTP or WebSocket API.

use super::api::ApiContext;
use super::module::Module;
use super::syntax::{Fields, text};

/// Adds the API's blocks.
pub(super) fn export(module: &mut Module<'_>, context: &ApiContext<'_>) {
    let tags = module.tags(&context.api.settings.tags);
    let fields = Fields::new()
        .set("name", text(context.api.name.as_str()))
        .set("protocol_type", text(context.api.kind.as_str()))
        .set("tags", tags);
    let api = module.resource("aws_apigatewayv2_api", &context.name, context.item(), fields);
    module.output(
        &format!("{}api_id", context.prefix),
        context.item(),
        "The API's identifier",
        api.get("id"),
    );
}
