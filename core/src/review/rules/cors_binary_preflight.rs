//! Preflights that a binary API cannot answer by itself.

use super::prelude::*;
use crate::aws::ContentHandling;
use crate::review::cors::preflights;

rule! {
    id: "cors-binary-preflight", title: "Preflights of binary APIs are taken as text", severity: Warning, topic: Cors,
    checks: "REST APIs that take every media type as binary (`*/*`): OPTIONS methods with a mock whose payload is not \
        converted to text.",
    why: "A mock needs to read its template's JSON, which it cannot when the payload counts as binary: the preflight is \
        answered with 500, and no page reaches the API. Users report it; AWS does not document it.",
    example: "An API has the binary media type `*/*`, and `OPTIONS /files` a mock.",
    fix: "Convert the payload of the OPTIONS integration to text.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.is(ApiKind::Rest)) {
        if !api.node.settings.binary_media_types.iter().any(|kind| kind == "*/*") {
            continue;
        }
        for preflight in preflights(api) {
            let integration = preflight.integration;
            let node = integration.node;
            if node.target != Target::Mock || node.content_handling == Some(ContentHandling::ConvertToText) {
                continue;
            }
            let fix = integration.put(|node| node.content_handling = Some(ContentHandling::ConvertToText));
            let message = format!("The preflight `{}` is a mock of an API whose payloads are all binary", node.name);
            let finding = look.finding(integration.item(), message).at_place("content_handling");
            look.report(finding.fix("Convert it to text", fix, Certainty::Likely));
        }
    }
}
