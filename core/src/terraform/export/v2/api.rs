//! The API itself and its outputs.

use super::Second;
use crate::aws::{ApiKind, EndpointKind};
use crate::design::{Cors, Item};
use crate::terraform::export::api::ApiContext;
use crate::terraform::export::module::{Address, Module};
use crate::terraform::export::rest::stage_outputs;
use crate::terraform::syntax::{Expr, Fields, text};

/// How a WebSocket message finds its route when the design does not say.
const ROUTE_SELECTION: &str = "$request.body.action";

/// The most characters of a version text.
const VERSION_LIMIT: usize = 64;
/// Where AWS looks for the API key of a message.
const KEY_SELECTIONS: &[&str] = &["$context.authorizer.usageIdentifierKey", "$request.header.x-api-key"];

/// Adds the API.
pub(super) fn export(module: &mut Module<'_>, context: &ApiContext<'_>) -> Address {
    let (item, settings) = (context.item(), &context.api.settings);
    let http = context.api.kind == ApiKind::Http;
    uncovered(module, context);
    let cors = settings.cors.as_ref().filter(|_| http);
    if settings.cors.is_some() && !http {
        let message = format!("WebSocket API `{}` has CORS", context.api.name);
        module.refuse(item, message, "Browsers send no preflight before a WebSocket: take CORS away");
    }
    let cors = cors.filter(|cors| cors_fits(module, item, cors)).map(cors_fields);
    let selection = settings.route_selection_expression.as_deref();
    let selection = if http { None } else { Some(selection.unwrap_or(ROUTE_SELECTION)) };
    let keys = settings.api_key_selection_expression.as_deref().filter(|_| !http);
    let keys = keys.filter(|keys| {
        let known = KEY_SELECTIONS.contains(keys);
        if !known {
            let message = format!("AWS knows no API key selection `{keys}`");
            module.refuse(item, message, format!("Choose one of {}", KEY_SELECTIONS.join(", ")));
        }
        known
    });
    let version =
        if settings.version.chars().count() <= VERSION_LIMIT { settings.version.as_str() } else { "" };
    if version != settings.version {
        let why = format!("AWS takes {VERSION_LIMIT} characters");
        module.leave_out(item, "version", "The version text", &why);
    }
    let tags = module.tags(&settings.tags);
    let fields = Fields::new()
        .set("name", text(context.api.name.as_str()))
        .set("protocol_type", text(context.api.kind.as_str()))
        .set_text("description", &settings.description)
        .set_text("version", version)
        .set_some("route_selection_expression", selection.map(text))
        .set_some("api_key_selection_expression", keys.map(text))
        .set_some("ip_address_type", settings.endpoint.ip_address_kind.map(|kind| text(kind.as_str())))
        .set_true("disable_execute_api_endpoint", settings.disable_execute_api_endpoint)
        .set_some("tags", tags)
        .block_some("cors_configuration", cors);
    let address = module.resource("aws_apigatewayv2_api", &context.name, item, fields);
    module.apis.insert(context.id, address.clone());
    address
}

fn uncovered(module: &mut Module<'_>, context: &ApiContext<'_>) {
    let (item, settings, http) = (context.item(), &context.api.settings, context.api.kind == ApiKind::Http);
    let endpoint = context.api.endpoint_kind() != EndpointKind::Regional;
    let why = format!("{} APIs have none", context.api.kind.label());
    module.leave_out_set(
        item,
        &why,
        &[
            ("endpoint", "The endpoint type", endpoint),
            ("endpoint", "The VPC endpoints", !settings.endpoint.vpc_endpoint_ids.is_empty()),
            ("endpoint", "The VPC endpoint", settings.endpoint.makes_vpc_endpoint),
            ("binary_media_types", "Binary media types", !settings.binary_media_types.is_empty()),
            (
                "minimum_compression_size_bytes",
                "Compression",
                settings.minimum_compression_size_bytes.is_some(),
            ),
            ("api_key_source", "The API key source", settings.api_key_source.is_some()),
            ("resource_policy", "The resource policy", settings.resource_policy.is_some()),
            ("gateway_responses", "Gateway responses", !settings.gateway_responses.is_empty()),
            ("security_policy", "The TLS policy of the default endpoint", settings.security_policy.is_some()),
            ("documentation", "Documentation parts", !settings.documentation.is_empty()),
            ("validators", "Request validators", !context.api.validators.is_empty()),
            ("models", "Models", http && !context.api.models.is_empty()),
            (
                "route_selection_expression",
                "The route selection",
                http && settings.route_selection_expression.is_some(),
            ),
            (
                "api_key_selection_expression",
                "The key selection",
                http && settings.api_key_selection_expression.is_some(),
            ),
        ],
    );
}

fn cors_fits(module: &mut Module<'_>, item: Item, cors: &Cors) -> bool {
    let any = cors.allow_origins.iter().any(|origin| origin == "*");
    if cors.allow_credentials && any {
        module.refuse(
            item,
            "CORS lets every origin send credentials",
            "Browsers refuse it, and so does AWS: name the origins, or do not allow credentials",
        );
        return false;
    }
    if cors.max_age_s.is_some_and(|age| !(-1..=86_400).contains(&age)) {
        module.refuse(item, "CORS is remembered for too long", "AWS takes -1 to 86400 seconds");
        return false;
    }
    true
}

fn cors_fields(cors: &Cors) -> Fields {
    Fields::new()
        .set_true("allow_credentials", cors.allow_credentials)
        .set_texts("allow_headers", &cors.allow_headers)
        .set_texts("allow_methods", &cors.allow_methods)
        .set_texts("allow_origins", &cors.allow_origins)
        .set_texts("expose_headers", &cors.expose_headers)
        .set_some("max_age", cors.max_age_s.map(Expr::from))
}

/// Adds the outputs.
pub(super) fn outputs(module: &mut Module<'_>, second: &Second<'_, '_>) {
    let (context, item) = (second.context, second.context.item());
    let name = |ending: &str| format!("{}{ending}", context.prefix);
    let api = &second.api;
    module.output(&name("api_id"), item, "The API's identifier", api.get("id"));
    module.output(&name("api_arn"), item, "The API's ARN", api.get("arn"));
    let about = "The start of the ARNs that callers are granted";
    module.output(&name("execution_arn"), item, about, api.get("execution_arn"));
    stage_outputs(module, context);
}
