//! The API itself.

use super::Second;
use crate::design::{Cors, Item};
use crate::terraform::import::build::body::Body;

/// How a WebSocket message finds its route when nobody says it.
const ROUTE_SELECTION: &str = "$request.body.action";
/// What AWS has for HTTP APIs, and takes for keys.
const HTTP_ROUTE_SELECTION: &str = "$request.method $request.path";
const KEY_SELECTION: &str = "$request.header.x-api-key";

/// Reads the API's settings; what stands beside a `body` wins over it, as with the provider.
pub(super) fn read(second: &mut Second<'_, '_, '_>) {
    let Some(body) = second.build.body(second.at, Item::Api(second.id)) else { return };
    body.skip(&["protocol_type"]);
    if let Some(name) = body.some_text("name") {
        second.api.name = name;
    }
    let tags = second.build.tags(&body);
    let http = second.is_http();
    let settings = &mut second.api.settings;
    if let Some(description) = body.some_text("description") {
        settings.description = description;
    }
    if let Some(version) = body.some_text("version") {
        settings.version = version;
    }
    let selection = body.some_text("route_selection_expression");
    let usual = if http { HTTP_ROUTE_SELECTION } else { ROUTE_SELECTION };
    settings.route_selection_expression = selection.filter(|selection| selection != usual);
    let keys = body.some_text("api_key_selection_expression");
    // States hold AWS's own where nobody chose one.
    let stated = body.work.graph.resource(body.at).is_some_and(|resource| resource.block.is_none());
    settings.api_key_selection_expression = keys.filter(|keys| !stated || keys != KEY_SELECTION);
    settings.endpoint.ip_address_kind = body.word("ip_address_type").or(settings.endpoint.ip_address_kind);
    settings.disable_execute_api_endpoint |= body.flag("disable_execute_api_endpoint").unwrap_or_default();
    settings.tags = tags;
    if let Some(cors) = body.block("cors_configuration") {
        settings.cors = Some(read_cors(&cors));
    }
}

fn read_cors(body: &Body<'_, '_>) -> Cors {
    Cors {
        allow_origins: body.texts("allow_origins"),
        allow_methods: body.texts("allow_methods"),
        allow_headers: body.texts("allow_headers"),
        expose_headers: body.texts("expose_headers"),
        max_age_s: body.number("max_age"),
        allow_credentials: body.flag("allow_credentials").unwrap_or_default(),
    }
}
