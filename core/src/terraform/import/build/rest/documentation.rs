//! Customised gateway responses, documentation parts, and the versions that stages publish.

use serde_json::Value as Json;

use super::Rest;
use crate::aws::GatewayResponseType;
use crate::design::{Diagnostic, GatewayResponse};
use crate::terraform::import::build::json::{Strings, document};
use crate::terraform::import::build::spelled;

/// Reads the gateway responses.
pub(super) fn gateway_responses(rest: &mut Rest<'_, '_, '_>) {
    let item = rest.item();
    for body in rest.each("aws_api_gateway_gateway_response", Some(item)) {
        let Some(kind) = body.word::<GatewayResponseType>("response_type") else { continue };
        body.skip(&["rest_api_id"]);
        rest.build.work.claim(body.at, item, kind.as_str());
        let response = GatewayResponse {
            status: body.number("status_code"),
            parameters: body.text_map("response_parameters"),
            templates: body.text_map("response_templates"),
        };
        rest.api.settings.gateway_responses.insert(kind, response);
    }
}

/// Reads the documentation.
pub(super) fn read(rest: &mut Rest<'_, '_, '_>) {
    let item = rest.item();
    for body in rest.each("aws_api_gateway_documentation_part", Some(item)) {
        let Some(location) = body.block("location") else { continue };
        let words: Vec<String> = ["type", "path", "method", "status_code", "name"]
            .iter()
            .filter_map(|name| location.some_text(name))
            .collect();
        let strings = Strings::new(rest.build.work, body.at, rest.at);
        let Some(content) = body.raw("properties").and_then(|value| document(&strings, value)) else {
            continue;
        };
        let key = words.join(" ");
        body.skip(&["rest_api_id"]);
        rest.build.work.claim(body.at, item, &key);
        let content = plain(content);
        spelled::keep(&body, item, &key, "properties", &content);
        rest.api.settings.documentation.insert(key, content);
    }
}

/// A part that is nothing but a description is kept as that text.
fn plain(content: String) -> String {
    let Ok(Json::Object(map)) = serde_json::from_str::<Json>(&content) else { return content };
    match (map.len(), map.get("description")) {
        (1, Some(Json::String(text))) => text.clone(),
        _ => content,
    }
}

/// Reads the versions once the stages that publish them are known.
pub(super) fn versions(rest: &mut Rest<'_, '_, '_>) {
    let item = rest.item();
    let versions = rest.each("aws_api_gateway_documentation_version", Some(item));
    if let [only] = versions.as_slice() {
        only.keep_beside("description");
    }
    for body in versions {
        let version = body.text("version");
        body.skip(&["rest_api_id"]);
        rest.build.work.claim(body.at, item, &version);
        let shown =
            |stage: &crate::design::Stage| stage.documentation_version.as_deref() == Some(version.as_str());
        if !rest.api.stages.values().any(|stage| shown(stage)) {
            let message =
                format!("No stage publishes the documentation version `{version}` of `{}`", body.address());
            let help = "The export makes versions that a stage publishes: choose it at a stage";
            body.say(Diagnostic::warning("terraform-documentation", message).help(help));
        }
    }
}
