//! Integrations of an HTTP or WebSocket API, and their responses.

use std::sync::Arc;

use super::Second;
use crate::aws::{IntegrationKind, Method};
use crate::design::{Diagnostic, Integration, IntegrationId, IntegrationResponse, Item, Target};
use crate::terraform::export::{UNDESCRIBED, is_expression, slug};
use crate::terraform::facts::facts;
use crate::terraform::import::build::body::Body;
use crate::terraform::import::build::function_uri::{parts, shown};
use crate::terraform::import::build::work::written;

/// How many integrations of one name are told apart by numbers.
const NUMBERS_MAX: usize = 10_000;

/// Reads the integrations.
pub(super) fn read(second: &mut Second<'_, '_, '_>) {
    for body in second.each("aws_apigatewayv2_integration") {
        let id: IntegrationId = second.build.design.mint();
        let item = Item::Integration(second.id, id);
        let Some(body) = second.build.body(body.at, item) else { continue };
        let Some(integration) = integration(second, &body, id) else { continue };
        second.build.became(body.at, item);
        second.api.integrations.insert(id, Arc::new(integration));
    }
    responses(second);
}

fn integration(
    second: &mut Second<'_, '_, '_>,
    body: &Body<'_, '_>,
    id: IntegrationId,
) -> Option<Integration> {
    body.skip(&["api_id"]);
    let kind: Option<IntegrationKind> = body.word("integration_type");
    let Some(kind) = kind else {
        let message = format!("The type of `{}` cannot be told", body.address());
        let help = "It is kept as it was written; choose what the routes call in the studio";
        body.say(Diagnostic::warning("terraform-integration", message).help(help));
        return None;
    };
    let target = match body.some_text("integration_subtype") {
        Some(subtype) => {
            body.skip(&["integration_method", "integration_uri"]);
            Target::Action { subtype }
        }
        None => {
            // Every verb is what an HTTP integration takes by itself.
            let method: Option<Method> = body.word("integration_method");
            let http = matches!(kind, IntegrationKind::Http | IntegrationKind::HttpProxy);
            let method = method.filter(|method| !http || *method != Method::Any);
            let (target, _) = second.build.target(body, kind, "integration_uri", method);
            if kind == IntegrationKind::Mock {
                body.skip(&["integration_uri"]);
            }
            target
        }
    };
    let name = body.some_text("description").unwrap_or_else(|| undescribed(second, body, &target, id));
    let mut integration = Integration {
        name,
        connection: second.build.connection(body),
        timeout_ms: body.number("timeout_milliseconds"),
        credentials: body.some_text("credentials_arn"),
        passthrough_behavior: body.word("passthrough_behavior"),
        content_handling: body.word("content_handling_strategy"),
        request_parameters: body.text_map("request_parameters"),
        request_templates: body.text_map("request_templates"),
        template_selection_expression: body.some_text("template_selection_expression"),
        payload_format: body.word("payload_format_version"),
        tls_server_name: body.block("tls_config").and_then(|tls| tls.some_text("server_name_to_verify")),
        ..Integration::default()
    };
    let made = matches!(target, Target::Lambda { .. } | Target::Action { .. });
    if made && integration.payload_format.is_none() {
        integration.payload_format = facts().usual_payload_format.value;
    }
    integration.target = target;
    bare_arn(second, body, &integration.target, id);
    for block in body.blocks("response_parameters") {
        let Some(status) = block.known_text("status_code") else { continue };
        integration.response_parameters.insert(status, block.text_map("mappings"));
    }
    if !second.is_http() {
        // AWS gives every integration of a WebSocket API format 1.0.
        integration.payload_format = None;
    }
    Some(integration)
}

/// The name of an integration whose block describes nothing, which the export then leaves so: it writes names as
/// descriptions.
fn undescribed(
    second: &Second<'_, '_, '_>,
    body: &Body<'_, '_>,
    target: &Target,
    id: IntegrationId,
) -> String {
    let mut name = name(second, body, target);
    let is_taken = |name: &str| second.api.integrations.values().any(|other| slug(&other.name) == slug(name));
    if is_taken(&name) {
        // Modules call their blocks alike, and a name that tells them apart may not be written as a description.
        let other = others(body, &name).find(|name| !is_taken(name));
        name = other.unwrap_or(name);
    }
    // Expressions stand in the name as they stand in a template.
    let quoted = format!("\"{name}\"");
    if is_expression(&quoted) && !is_taken(&name) {
        let key = format!("{} {UNDESCRIBED} description", Item::Integration(second.id, id).key());
        body.work.keep(key, quoted);
    }
    name
}

/// Other names for an integration: by the module that it is in, then by numbers.
fn others(body: &Body<'_, '_>, name: &str) -> impl Iterator<Item = String> + use<> {
    let resource = body.work.graph.resource(body.at);
    let module = resource.map(|resource| slug(&resource.address.module.replace("module.", "")));
    let own = slug(name);
    let base = match module.filter(|module| !module.is_empty()) {
        Some(module) => format!("{module}_{own}"),
        None => own,
    };
    let numbered = base.clone();
    std::iter::once(base).chain((2..=NUMBERS_MAX).map(move |number| format!("{numbered}_{number}")))
}

/// HTTP APIs also take the function's ARN alone: the export writes it so again.
fn bare_arn(second: &Second<'_, '_, '_>, body: &Body<'_, '_>, target: &Target, id: IntegrationId) {
    let (Target::Lambda { .. }, true) = (target, second.is_http()) else { return };
    let Some(value) = body.peek("integration_uri") else { return };
    let whole: String = parts(value).iter().map(shown).collect();
    if whole.contains("arn") && !whole.contains("/functions/") && !whole.contains("invoke_arn") {
        let key = format!(
            "{} aws_apigatewayv2_integration integration_uri",
            Item::Integration(second.id, id).key()
        );
        body.work.keep(key, written(value));
    }
}

/// The name by which the export would name the block so again: what is called, or else the block's own name.
fn name(second: &Second<'_, '_, '_>, body: &Body<'_, '_>, target: &Target) -> String {
    let called = second.build.integration_name(target);
    let Some(resource) = body.work.graph.resource(body.at) else { return called };
    let own = resource.address.name.as_str();
    let own = own.strip_prefix(second.prefix.as_str()).unwrap_or(own);
    // No description keeps how a key is written. The number of an instance says nothing alone, and the first one is
    // mostly the only one: `count` that switches a block on.
    let own = match resource.address.key.as_deref() {
        None | Some("0") => own.to_owned(),
        Some(key) if key.bytes().all(|byte| byte.is_ascii_digit()) => format!("{own}_{key}"),
        Some(key) => slug(key.trim_matches('"')),
    };
    if slug(&called) == own || matches!(own.as_str(), "this" | "main" | "default" | "integration") {
        return called;
    }
    own
}

fn responses(second: &mut Second<'_, '_, '_>) {
    for body in second.each("aws_apigatewayv2_integration_response") {
        let owner = second.build.linked(&body, "integration_id", &["aws_apigatewayv2_integration"]);
        let Some(Item::Integration(_, id)) = owner else {
            let message = format!("The integration of `{}` is not in the files", body.address());
            body.say(
                Diagnostic::warning("terraform-integration", message).help("It is kept as it was written"),
            );
            continue;
        };
        let item = Item::Integration(second.id, id);
        let Some(body) = second.build.body(body.at, item) else { continue };
        body.skip(&["api_id", "integration_id"]);
        let key = body.text("integration_response_key");
        second.build.work.claim(body.at, item, &key);
        let response = IntegrationResponse {
            status: key,
            templates: body.text_map("response_templates"),
            content_handling: body.word("content_handling_strategy"),
            template_selection_expression: body.some_text("template_selection_expression"),
            ..IntegrationResponse::default()
        };
        if let Some(integration) = second.api.integrations.get_mut(&id) {
            Arc::make_mut(integration).responses.push(response);
        }
    }
}
