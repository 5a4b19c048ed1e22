//! The template that fits the content type of a REST request, or the behaviour where none fits.

use crate::aws::{GatewayResponseType, PassthroughBehavior};
use crate::design::{Diagnostic, Integration};
use crate::flow::binary::Payload;
use crate::flow::exchange::Exchange;
use crate::flow::template::{self, Side};
use crate::flow::verdict::{Refusal, Verdict};

use super::rest::MAPPINGS;

const PASSTHROUGH: &str = "integration-passthrough-behaviors";
/// What a request without a content type counts as.
pub(super) const JSON: &str = "application/json";

/// Chooses and applies the template; `payload` is what the body is after content handling.
pub(super) fn run(x: &mut Exchange<'_>, integration: &Integration, payload: Payload) -> Verdict {
    let sent = x.request.content_type();
    let content_type = sent.clone().unwrap_or_else(|| JSON.to_owned());
    let said = sent
        .map_or("no content type, which counts as JSON".to_owned(), |kind| format!("content type `{kind}`"));
    let Some((kind, text)) = template::of_type(&integration.request_templates, &content_type) else {
        return without(x, integration, &said);
    };
    if text.is_empty() {
        return Verdict::pass(format!(
            "The request template of `{kind}` is empty; AWS does not document what that does, the studio lets the body pass as it is"
        ))
        .assumed();
    }
    if payload == Payload::Binary {
        return binary_payload(x, kind, &content_type);
    }
    let body = std::mem::take(&mut x.outgoing.body);
    match template::render(x, Side::Request, (kind, text), &body) {
        Ok(body) => x.outgoing.body = body,
        Err(verdict) => return *verdict,
    }
    if !x.outgoing.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("Content-Type")) {
        x.outgoing.headers.push(("Content-Type".to_owned(), kind.to_owned()));
    }
    Verdict::pass(format!("The request template of `{kind}` is the one for {said}, and makes the body"))
        .documented(MAPPINGS)
        .saw("template", text, "integration")
}

/// A template on a binary payload. AWS cannot transform it, an empty one neither: a CORS preflight of a mock fails
/// where `*/*` is a binary media type. AWS documents only the way out.
fn binary_payload(x: &mut Exchange<'_>, kind: &str, content_type: &str) -> Verdict {
    let item = x.integration_item();
    let reason = format!(
        "`{content_type}` is a binary payload here, and public reports say that API Gateway cannot turn one with a template: the one of `{kind}` fails"
    );
    x.note(
        Diagnostic::error("template-binary-body", reason.as_str())
            .at(item)
            .at_place("content_handling")
            .help("Set the integration's content handling to CONVERT_TO_TEXT"),
    );
    Verdict::refuse(Refusal::new(GatewayResponseType::ApiConfigurationError), reason).at(item).assumed()
}

/// No template fits: the passthrough behaviour decides.
fn without(x: &mut Exchange<'_>, integration: &Integration, said: &str) -> Verdict {
    let behavior = integration.passthrough_behavior.unwrap_or(PassthroughBehavior::WhenNoMatch);
    let passes = match behavior {
        PassthroughBehavior::WhenNoMatch => true,
        PassthroughBehavior::WhenNoTemplates => integration.request_templates.is_empty(),
        PassthroughBehavior::Never => false,
    };
    if !passes {
        return unsupported(x, said, behavior);
    }
    Verdict::pass(format!("No template is set for {said}, and `{behavior}` lets the body pass as it is"))
        .documented(PASSTHROUGH)
        .saw("passthrough_behavior", behavior.as_str(), "integration")
}

/// What a strict passthrough behaviour answers.
pub(super) fn unsupported(x: &mut Exchange<'_>, said: &str, behavior: PassthroughBehavior) -> Verdict {
    let item = x.integration_item();
    let reason = format!(
        "The integration has no template for {said}, and passthrough behavior `{behavior}` refuses the request"
    );
    x.note(
        Diagnostic::error("unsupported-media-type", reason.as_str())
            .at(item)
            .at_place("passthrough_behavior")
            .help("Add a request template for the content type, or choose WHEN_NO_MATCH"),
    );
    Verdict::refuse(Refusal::new(GatewayResponseType::UnsupportedMediaType), reason)
        .at(item)
        .documented(PASSTHROUGH)
        .saw("passthrough_behavior", behavior.as_str(), "integration")
}
