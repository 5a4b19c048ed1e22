//! Integrations: each method has one of its own.

use super::Rest;
use super::method::One;
use crate::aws::{IntegrationKind, Method, ResponseTransferMode};
use crate::design::{Connection, Integration, IntegrationId, Item, Target, TextMap, VpcLinkVersion};
use crate::terraform::export::module::{Address, Module, Of};
use crate::terraform::export::shared::function;
use crate::terraform::facts::facts;
use crate::terraform::syntax::{Expr, Fields, number, text};

/// What a deployment takes a snapshot of.
const WATCHED: &[&str] = &[
    "type",
    "integration_http_method",
    "uri",
    "connection_type",
    "connection_id",
    "credentials",
    "timeout_milliseconds",
    "passthrough_behavior",
    "content_handling",
    "cache_key_parameters",
    "cache_namespace",
    "request_parameters",
    "request_templates",
];

/// Adds the method's integration.
pub(super) fn export(module: &mut Module<'_>, rest: &mut Rest<'_, '_>, one: &One<'_>) -> Option<Address> {
    let item = Item::Route(rest.context.id, one.id);
    let Some(id) = one.route.integration else {
        let message = format!("Method `{}` has no integration", one.route.key);
        module.refuse(item, message, "AWS deploys no method without one: choose what it calls");
        return None;
    };
    let Some(integration) = rest.context.api.integrations.get(&id) else {
        let message = format!("The integration of method `{}` is not in the design", one.route.key);
        module.refuse(item, message, "Choose an integration of the API");
        return None;
    };
    uncovered(module, rest, id, integration);
    let place = one.place(rest, one.method.get("http_method"));
    let fields = fields(module, rest, id, integration, one, place)?;
    if let Target::Lambda { function, .. } = &integration.target
        && integration.credentials.is_none()
    {
        rest.functions.insert(*function);
    }
    let insecure = integration.tls_insecure_skip_verification;
    let of = one.fold(rest, Of::new("aws_api_gateway_integration", &one.name, item), "");
    let address = rest.add(module, of, fields, WATCHED);
    if insecure {
        rest.snapshot.push(address.get("tls_config[0].insecure_skip_verification"));
    }
    Some(address)
}

fn uncovered(module: &mut Module<'_>, rest: &Rest<'_, '_>, id: IntegrationId, integration: &Integration) {
    let item = Item::Integration(rest.context.id, id);
    module.leave_out_set(
        item,
        "An integration of a REST API has none",
        &[
            ("payload_format", "The payload format", integration.payload_format.is_some()),
            ("tls_server_name", "The TLS server name", integration.tls_server_name.is_some()),
            ("response_parameters", "The mapping by status", !integration.response_parameters.is_empty()),
            (
                "template_selection_expression",
                "The template selection",
                integration.template_selection_expression.is_some(),
            ),
        ],
    );
    let streamed = integration.response_transfer_mode == Some(ResponseTransferMode::Stream);
    module.leave_out_set(
        item,
        "The AWS provider has no place for it in the versions that the files are made for",
        &[("response_transfer_mode", "Streaming of the response", streamed)],
    );
}

fn fields(
    module: &mut Module<'_>,
    rest: &Rest<'_, '_>,
    id: IntegrationId,
    integration: &Integration,
    one: &One<'_>,
    place: Fields,
) -> Option<Fields> {
    let item = Item::Integration(rest.context.id, id);
    let [shortest, longest] = facts().rest_timeout_ms.value;
    if let Some(timeout) = integration.timeout_ms.filter(|time| !(shortest..=longest).contains(time)) {
        let message = format!("Integration `{}` waits {timeout} ms", integration.name);
        module.refuse(item, message, format!("AWS takes {shortest} to {longest} ms"));
        return None;
    }
    let kind = integration.target.kind();
    let fields = place.set("type", text(kind.as_str()));
    let fields = target(module, item, integration, one, fields)?;
    let fields = connection(module, item, integration, fields)?;
    let mut parameters: TextMap = integration.request_parameters.clone();
    if let Target::Lambda { asynchronous: true, .. } = integration.target {
        parameters
            .insert("integration.request.header.X-Amz-Invocation-Type".to_owned(), "'Event'".to_owned());
    }
    let tls = integration
        .tls_insecure_skip_verification
        .then(|| Fields::new().set("insecure_skip_verification", true));
    let behavior = integration.passthrough_behavior.map(|behavior| text(behavior.as_str()));
    Some(
        fields
            .set_some("credentials", integration.credentials.as_deref().map(text))
            .set_some("timeout_milliseconds", integration.timeout_ms.map(number))
            .set_some("passthrough_behavior", behavior)
            .set_some("content_handling", integration.content_handling.map(|way| text(way.as_str())))
            .set_texts("cache_key_parameters", &integration.cache_key_parameters)
            .set_some("cache_namespace", integration.cache_namespace.as_deref().map(text))
            .set_map("request_parameters", &parameters)
            .set_map("request_templates", &integration.request_templates)
            .block_some("tls_config", tls),
    )
}

fn target(
    module: &mut Module<'_>,
    item: Item,
    integration: &Integration,
    one: &One<'_>,
    fields: Fields,
) -> Option<Fields> {
    let verb = |method: Method| text(method.as_str());
    Some(match &integration.target {
        Target::Mock => fields,
        Target::Lambda { function, .. } => {
            let uri = function::invoke_uri(module, *function, item)?;
            fields.set("integration_http_method", verb(Method::Post)).set("uri", uri)
        }
        Target::Http { url, method, .. } => {
            let uri = address(module, item, integration, url)?;
            // A proxy without a verb of its own passes the client's on.
            let own = one.method.get("http_method");
            fields.set("integration_http_method", method.map_or(own, verb)).set("uri", uri)
        }
        Target::Service { uri, method, .. } => {
            let uri = address(module, item, integration, uri)?;
            let verb = verb(method.unwrap_or(Method::Post));
            fields.set("integration_http_method", verb).set("uri", uri)
        }
        Target::Action { subtype } => {
            let message = format!("Integration `{}` calls the action `{subtype}`", integration.name);
            module.refuse(item, message, "Only HTTP APIs have it: call the service by its integration URI");
            return None;
        }
    })
}

fn address(module: &mut Module<'_>, item: Item, integration: &Integration, uri: &str) -> Option<Expr> {
    if uri.trim().is_empty() {
        let message = format!("Integration `{}` has no address", integration.name);
        module.refuse(item, message, "Give the address that is called");
        return None;
    }
    Some(text(uri))
}

fn connection(
    module: &mut Module<'_>,
    item: Item,
    integration: &Integration,
    fields: Fields,
) -> Option<Fields> {
    let http = matches!(integration.target.kind(), IntegrationKind::Http | IntegrationKind::HttpProxy);
    if integration.connection != Connection::Internet && !http {
        let message = format!("Integration `{}` calls no HTTP backend through a VPC link", integration.name);
        module.refuse(item, message, "Only HTTP integrations go through VPC links");
        return None;
    }
    let id = match &integration.connection {
        Connection::Internet => return Some(fields),
        Connection::Named { connection_id } => text(connection_id.as_str()),
        Connection::VpcLink { id, target_arn } => {
            if target_arn.is_some() {
                let why = "Only VPC links V2 on REST APIs have a target of their own";
                module.leave_out(item, "connection", "The link's target", why);
            }
            let version = module.design.vpc_links.get(id).map(|link| link.version);
            match (version, module.vpc_links.get(id)) {
                (Some(VpcLinkVersion::V1), Some(address)) => address.get("id"),
                (Some(VpcLinkVersion::V2), _) => {
                    let message =
                        format!("Integration `{}` uses a VPC link V2 on a REST API", integration.name);
                    let help = "The AWS provider cannot write its target in the versions that the files are \
                                made for; use a VPC link V1";
                    module.refuse(item, message, help);
                    return None;
                }
                _ => {
                    let message =
                        format!("The VPC link of integration `{}` is not in the design", integration.name);
                    module.refuse(item, message, "Choose a VPC link of the design");
                    return None;
                }
            }
        }
    };
    Some(fields.set("connection_type", text("VPC_LINK")).set("connection_id", id))
}
