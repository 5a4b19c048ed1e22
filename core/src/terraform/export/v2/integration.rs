//! Integrations of an HTTP or WebSocket API; routes share them.

use super::{Second, response};
use crate::aws::{HeaderUse, IntegrationKind, Method, PayloadFormat, is_reserved_header};
use crate::design::{
    Connection, FunctionId, Integration, IntegrationId, Item, Target, TextMap, VpcLinkVersion,
};
use crate::terraform::export::module::{Module, Of};
use crate::terraform::export::names::slug_or;
use crate::terraform::export::shared::arn::is_arn;
use crate::terraform::export::shared::function;
use crate::terraform::facts::facts;
use crate::terraform::syntax::{Expr, Fields, number, text, text_map};

/// What a deployment takes a snapshot of.
const WATCHED: &[&str] = &[
    "integration_type",
    "integration_subtype",
    "integration_method",
    "integration_uri",
    "connection_type",
    "connection_id",
    "credentials_arn",
    "payload_format_version",
    "timeout_milliseconds",
    "passthrough_behavior",
    "content_handling_strategy",
    "template_selection_expression",
    "request_parameters",
    "request_templates",
];

/// Under which type the name is kept of an integration whose block describes nothing.
pub(in crate::terraform) const UNDESCRIBED: &str = "aws_apigatewayv2_integration/none";

/// Whether the files left out the description, and the name is still the one that the integration got then.
fn is_undescribed(module: &Module<'_>, item: Item, name: &str) -> bool {
    let key = format!("{} {UNDESCRIBED} description", item.key());
    module.design.terraform.arguments.get(&key).is_some_and(|kept| *kept == format!("\"{name}\""))
}

/// Adds the integrations.
pub(super) fn export(module: &mut Module<'_>, second: &mut Second<'_, '_>) {
    let api = second.context.api;
    for (id, integration) in &api.integrations {
        let item = Item::Integration(second.context.id, *id);
        let Some(fields) = fields(module, second, *id, integration) else { continue };
        if let Target::Lambda { function, .. } = &integration.target
            && integration.credentials.is_none()
        {
            second.functions.insert(*function);
        }
        let wanted = slug_or(&integration.name, &format!("integration_{id}"));
        let name = second.take(module, "aws_apigatewayv2_integration", &wanted, &id.to_string());
        let of = Of::new("aws_apigatewayv2_integration", &name, item);
        let of = of.fold(second.context.class(), second.context.key(&name));
        let address = second.add(module, of, fields, WATCHED);
        response::integration_responses(module, second, *id, integration, &name, &address);
        second.integrations.insert(*id, address);
    }
}

fn uncovered(module: &mut Module<'_>, second: &Second<'_, '_>, item: Item, integration: &Integration) {
    let http = second.is_http();
    let why = format!("Integrations of {} APIs have none", second.context.api.kind.label());
    module.leave_out_set(
        item,
        &why,
        &[
            ("cache_key_parameters", "Cache keys", !integration.cache_key_parameters.is_empty()),
            ("cache_namespace", "The cache namespace", integration.cache_namespace.is_some()),
            (
                "tls_insecure_skip_verification",
                "Skipping certificate checks",
                integration.tls_insecure_skip_verification,
            ),
            (
                "response_transfer_mode",
                "The response transfer mode",
                integration.response_transfer_mode.is_some(),
            ),
            ("passthrough_behavior", "The passthrough", http && integration.passthrough_behavior.is_some()),
            ("content_handling", "Content handling", http && integration.content_handling.is_some()),
            ("request_templates", "Request templates", http && !integration.request_templates.is_empty()),
            ("responses", "Integration responses", http && !integration.responses.is_empty()),
            (
                "template_selection_expression",
                "The template selection",
                http && integration.template_selection_expression.is_some(),
            ),
            ("payload_format", "The payload format", !http && integration.payload_format.is_some()),
            (
                "response_parameters",
                "The mapping by status",
                !http && !integration.response_parameters.is_empty(),
            ),
        ],
    );
}

fn fields(
    module: &mut Module<'_>,
    second: &Second<'_, '_>,
    id: IntegrationId,
    integration: &Integration,
) -> Option<Fields> {
    let item = Item::Integration(second.context.id, id);
    let http = second.is_http();
    uncovered(module, second, item, integration);
    let [shortest, longest] =
        if http { facts().http_timeout_ms.value } else { facts().websocket_timeout_ms.value };
    if let Some(timeout) = integration.timeout_ms.filter(|time| !(shortest..=longest).contains(time)) {
        let message = format!("Integration `{}` waits {timeout} ms", integration.name);
        module.refuse(item, message, format!("AWS takes {shortest} to {longest} ms"));
        return None;
    }
    if let Some(role) = integration.credentials.as_deref().filter(|role| !is_arn(role)) {
        let message = format!("The role `{role}` of integration `{}` is not an ARN", integration.name);
        let help = "Give a role's ARN; the AWS provider does not take the caller's own identity here";
        module.refuse(item, message, help);
        return None;
    }
    if http && !headers_fit(module, item, integration) {
        return None;
    }
    let fields = Fields::new().set("api_id", second.api.get("id"));
    let fields = match is_undescribed(module, item, &integration.name) {
        true => fields,
        false => fields.set_text("description", &integration.name),
    };
    let fields = target(module, second, item, integration, fields)?;
    let fields = connection(module, second, item, integration, fields)?;
    let behavior = integration.passthrough_behavior.filter(|_| !http);
    let handling = integration.content_handling.filter(|_| !http);
    let selection = integration.template_selection_expression.as_deref().filter(|_| !http);
    let none = TextMap::new();
    let templates = if http { &none } else { &integration.request_templates };
    let mut fields = fields
        .set_some("credentials_arn", integration.credentials.as_deref().map(text))
        .set_some("timeout_milliseconds", integration.timeout_ms.map(number))
        .set_some("passthrough_behavior", behavior.map(|behavior| text(behavior.as_str())))
        .set_some("content_handling_strategy", handling.map(|way| text(way.as_str())))
        .set_some("template_selection_expression", selection.map(text))
        .set_map("request_parameters", &integration.request_parameters)
        .set_map("request_templates", templates);
    if http {
        for (status, mappings) in &integration.response_parameters {
            let block =
                Fields::new().set("status_code", text(status.as_str())).set("mappings", text_map(mappings));
            fields = fields.block("response_parameters", block);
        }
    }
    let server = integration.tls_server_name.as_deref().filter(|name| !name.is_empty());
    let tls = server.map(|name| Fields::new().set("server_name_to_verify", text(name)));
    Some(fields.block_some("tls_config", tls))
}

/// AWS lets nobody change some headers of an HTTP API's requests and responses.
fn headers_fit(module: &mut Module<'_>, item: Item, integration: &Integration) -> bool {
    let answers = integration.response_parameters.values();
    let keys = std::iter::once(&integration.request_parameters).chain(answers).flat_map(TextMap::keys);
    let header = |key: &String| key.split_once(":header.").map(|(_, name)| name.to_owned());
    let reserved = |name: &String| is_reserved_header(HeaderUse::HttpParameterMapping, name);
    let Some(name) = keys.filter_map(header).find(reserved) else { return true };
    let message = format!("Integration `{}` maps the reserved header `{name}`", integration.name);
    module.refuse(item, message, "AWS refuses it: use another header");
    false
}

fn target(
    module: &mut Module<'_>,
    second: &Second<'_, '_>,
    item: Item,
    integration: &Integration,
    fields: Fields,
) -> Option<Fields> {
    let (http, kind) = (second.is_http(), integration.target.kind());
    let mapped = matches!(kind, IntegrationKind::Mock | IntegrationKind::Aws | IntegrationKind::Http);
    let service = matches!(integration.target, Target::Service { .. });
    if http && (mapped || service) {
        let message = format!("Integration `{}` is of the type {kind} on an HTTP API", integration.name);
        module.refuse(
            item,
            message,
            "HTTP APIs call Lambda functions, HTTP backends and first-class actions",
        );
        return None;
    }
    let fields = fields.set("integration_type", text(kind.as_str()));
    Some(match &integration.target {
        Target::Mock => fields,
        Target::Lambda { function, asynchronous, .. } => {
            if *asynchronous {
                let why = "Only integrations of REST APIs have it; use a service that invokes the function";
                module.leave_out(item, "target", "The asynchronous invocation", why);
            }
            let format = integration.payload_format.unwrap_or(PayloadFormat::V2);
            fields
                .set("integration_method", text(Method::Post.as_str()))
                .set("integration_uri", function_uri(module, *function, item, http)?)
                .set_some("payload_format_version", http.then(|| text(format.as_str())))
        }
        Target::Http { url, method, .. } => {
            let method = method.unwrap_or(Method::Any);
            let format = integration.payload_format.filter(|_| http);
            if format.is_some_and(|format| format != PayloadFormat::V1) {
                let message = format!("Integration `{}` sends an HTTP backend format 2.0", integration.name);
                module.refuse(item, message, "AWS knows format 1.0 alone here: leave it out");
                return None;
            }
            fields
                .set("integration_method", text(method.as_str()))
                .set("integration_uri", text(uri(module, item, integration, url)?))
                .set_some("payload_format_version", format.map(|format| text(format.as_str())))
        }
        Target::Service { uri: service, method, .. } => {
            let method = method.unwrap_or(Method::Post);
            let fields = fields.set("integration_method", text(method.as_str()));
            fields.set("integration_uri", text(uri(module, item, integration, service)?))
        }
        Target::Action { subtype } if http => {
            if integration.credentials.is_none() {
                let message = format!("Integration `{}` calls `{subtype}` without a role", integration.name);
                module.refuse(item, message, "Give the role that API Gateway takes on");
                return None;
            }
            let format = integration.payload_format.unwrap_or(PayloadFormat::V1);
            fields
                .set("integration_subtype", text(subtype.as_str()))
                .set("payload_format_version", text(format.as_str()))
        }
        Target::Action { subtype } => {
            let message = format!("Integration `{}` calls the action `{subtype}`", integration.name);
            module.refuse(item, message, "Only HTTP APIs have it: call the service by its integration URI");
            return None;
        }
    })
}

/// What names the function: its ARN alone where the user's files do so.
fn function_uri(module: &mut Module<'_>, id: FunctionId, item: Item, http: bool) -> Option<Expr> {
    let bare = http && module.keeps(item, "aws_apigatewayv2_integration", "integration_uri");
    let bare = function::bare_arn(module, id).filter(|_| bare);
    bare.map_or_else(|| function::invoke_uri(module, id, item), Some)
}

fn uri<'u>(module: &mut Module<'_>, item: Item, integration: &Integration, uri: &'u str) -> Option<&'u str> {
    if uri.trim().is_empty() {
        let message = format!("Integration `{}` has no address", integration.name);
        module.refuse(item, message, "Give the address that is called");
        return None;
    }
    Some(uri)
}

fn connection(
    module: &mut Module<'_>,
    second: &Second<'_, '_>,
    item: Item,
    integration: &Integration,
    fields: Fields,
) -> Option<Fields> {
    let address = match &integration.target {
        Target::Http { url, .. } => Some(url),
        _ => None,
    };
    if integration.connection != Connection::Internet && address.is_none() {
        let message = format!("Integration `{}` calls no HTTP backend through a VPC link", integration.name);
        module.refuse(item, message, "Only HTTP integrations go through VPC links");
        return None;
    }
    let private = integration.connection != Connection::Internet && second.is_http();
    if private && address.is_some_and(|url| !is_arn(url)) {
        let message = format!("Private integration `{}` names no listener or service", integration.name);
        let help = "Give the ARN of a load balancer's listener or of a Cloud Map service as the address";
        module.refuse(item, message, help);
        return None;
    }
    let id = match &integration.connection {
        Connection::Internet => return Some(fields),
        Connection::Named { connection_id } => text(uri(module, item, integration, connection_id)?),
        Connection::VpcLink { id, target_arn } => {
            if target_arn.is_some() {
                let why = "Only VPC links V2 on REST APIs have a target of their own";
                module.leave_out(item, "connection", "The link's target", why);
            }
            let wanted = if second.is_http() { VpcLinkVersion::V2 } else { VpcLinkVersion::V1 };
            let version = module.design.vpc_links.get(id).map(|link| link.version);
            match module.vpc_links.get(id) {
                Some(address) if version == Some(wanted) => address.get("id"),
                _ => {
                    let message = format!("Integration `{}` cannot use its VPC link", integration.name);
                    let help = "HTTP APIs need a VPC link V2, WebSocket APIs a VPC link V1 of the design";
                    module.refuse(item, message, help);
                    return None;
                }
            }
        }
    };
    Some(fields.set("connection_type", text("VPC_LINK")).set("connection_id", id))
}
