//! The API itself and its resource policy.

use super::Rest;
use crate::aws::EndpointKind;
use crate::design::{Diagnostic, Item};
use crate::terraform::export::INLINE_POLICY;
use crate::terraform::import::build::body::{Body, known_text};
use crate::terraform::import::build::json::{Strings, policy};
use crate::terraform::import::config::Value;

/// Reads the API's settings; what stands beside a `body` wins over it, as with AWS.
pub(super) fn read(rest: &mut Rest<'_, '_, '_>) {
    let item = rest.item();
    let Some(body) = rest.build.body(rest.at, item) else { return };
    if let Some(name) = body.some_text("name") {
        rest.api.name = name;
    }
    let tags = rest.build.tags(&body);
    let settings = &mut rest.api.settings;
    if let Some(description) = body.some_text("description") {
        settings.description = description;
    }
    settings.api_key_source = body.word("api_key_source").or(settings.api_key_source);
    let binary = body.texts("binary_media_types");
    if !binary.is_empty() {
        settings.binary_media_types = binary;
    }
    let compression =
        body.known_text("minimum_compression_size").filter(|text| !text.is_empty() && text != "-1");
    match compression.map(|text| text.parse()) {
        Some(Ok(size)) => settings.minimum_compression_size_bytes = Some(size),
        Some(Err(_)) => {
            let message = format!("The compression size of `{}` is not a whole number", body.address());
            body.say(Diagnostic::error("terraform-value", message).help("Mend it, and import again"));
        }
        None => {}
    }
    settings.disable_execute_api_endpoint |= body.flag("disable_execute_api_endpoint").unwrap_or_default();
    settings.security_policy = body.some_text("security_policy").or(settings.security_policy.take());
    settings.tags = tags;
    endpoint(rest, &body);
    let is_inline = resource_policy(rest, &body);
    let policies = rest.each("aws_api_gateway_rest_api_policy", Some(item));
    if is_inline && policies.is_empty() {
        rest.build.work.keep(format!("{} {INLINE_POLICY}", item.key()), "true".to_owned());
    }
    for body in policies {
        rest.build.work.claim(body.at, item, "");
        body.skip(&["rest_api_id"]);
        resource_policy(rest, &body);
    }
}

fn endpoint(rest: &mut Rest<'_, '_, '_>, body: &Body<'_, '_>) {
    let Some(configuration) = body.block("endpoint_configuration") else {
        // The provider leaves the choice to AWS, which takes an edge-optimized endpoint where the parameters that a
        // document is sent with say nothing else.
        let stated = match body.peek("parameters") {
            Some(Value::Map(map)) => map.get("endpointConfigurationTypes"),
            _ => None,
        };
        let stated = stated.and_then(|kind| known_text(rest.build.work, kind)?.trim().parse().ok());
        let endpoint = &mut rest.api.settings.endpoint;
        if stated.is_none() && endpoint.kind.is_none() {
            let key = format!("{} aws_api_gateway_rest_api endpoint_configuration", Item::Api(rest.id).key());
            rest.build.work.keep(key, "null".to_owned());
        }
        let kind = stated.or(endpoint.kind).unwrap_or(EndpointKind::Edge);
        endpoint.kind = Some(kind).filter(|kind| *kind != EndpointKind::Regional);
        return;
    };
    let endpoint = &mut rest.api.settings.endpoint;
    let kinds = configuration.texts("types");
    if let [kind, ..] = kinds.as_slice() {
        endpoint.kind = kind.parse().ok().filter(|kind| *kind != EndpointKind::Regional);
    }
    endpoint.ip_address_kind = configuration.word("ip_address_type");
    let ids = configuration.texts("vpc_endpoint_ids");
    if !ids.is_empty() {
        endpoint.vpc_endpoint_ids = ids;
    }
}

/// AWS writes `execute-api:/…` out in full, so the API's own ARN is turned back into it.
///
/// Says whether there is one.
fn resource_policy(rest: &mut Rest<'_, '_, '_>, body: &Body<'_, '_>) -> bool {
    // States have an empty text where there is none.
    let said = |value: &&Value| !matches!(value, Value::Text(text) if text.is_empty());
    let Some(value) = body.raw("policy").filter(said) else { return false };
    let strings = Strings::new(rest.build.work, body.at, rest.at);
    let Some(text) = policy(&strings, value) else { return false };
    rest.api.settings.resource_policy = Some(text);
    true
}
