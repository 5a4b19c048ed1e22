//! Parameter mappings and templates of REST integrations.

use crate::aws::{self, GatewayResponseType, HeaderUse, IntegrationKind, PassthroughBehavior};
use crate::design::{Diagnostic, Integration};
use crate::flow::binary::{self, Payload};
use crate::flow::exchange::Exchange;
use crate::flow::mapping::{self, Missing};
use crate::flow::template::{self, Rendered};
use crate::flow::verdict::{Refusal, Verdict};

use super::with_unapplied;

const MAPPINGS: &str = "request-response-data-mappings";
const PASSTHROUGH: &str = "integration-passthrough-behaviors";
const JSON: &str = "application/json";

/// Applies parameter mappings, then the template that fits the content type.
pub(super) fn run(x: &mut Exchange<'_>) -> Verdict {
    let item = x.integration_item();
    let Some((_, integration)) = x.integration() else { return Verdict::skip("") };
    let kind = integration.target.kind();
    if kind == IntegrationKind::AwsProxy {
        return proxy(x, integration);
    }
    if let Err(verdict) = convert(x, integration) {
        return *verdict;
    }
    if kind == IntegrationKind::HttpProxy && integration.request_parameters.is_empty() {
        return Verdict::skip("The proxy integration maps nothing: the request goes on as it is")
            .at(item)
            .documented(MAPPINGS);
    }
    let mut unapplied = Vec::new();
    if let Err(verdict) = parameters(x, integration, kind, &mut unapplied) {
        return *verdict;
    }
    if kind == IntegrationKind::HttpProxy {
        let verdict =
            Verdict::pass("The parameter mappings are added to the client's request").at(item).recorded();
        return with_unapplied(verdict, &unapplied);
    }
    let verdict = body(x, integration);
    if verdict.refusal.is_some() {
        return verdict;
    }
    with_unapplied(verdict.at(item), &unapplied)
}

fn proxy(x: &mut Exchange<'_>, integration: &Integration) -> Verdict {
    let item = x.integration_item();
    if !integration.request_parameters.is_empty() {
        x.note(
            Diagnostic::warning("mappings-ignored", "A Lambda proxy integration ignores parameter mappings")
                .at(item)
                .at_place("request_parameters")
                .help("Remove the mappings, or use a mapped integration"),
        );
    }
    Verdict::skip("A Lambda proxy integration gets the whole request; mappings and templates have no effect")
        .at(item)
        .recorded()
}

/// Turns the client's payload into what the integration takes.
fn convert(x: &mut Exchange<'_>, integration: &Integration) -> Result<(), Box<Verdict>> {
    let payload = if binary::request_matches(x) { Payload::Binary } else { Payload::Text };
    let body = binary::convert(&x.request.body, payload, payload, integration.content_handling);
    x.outgoing.body = body.map_err(|binary::BadBase64| {
        let reason = "The integration wants the body decoded from base64, and it is not base64";
        Box::new(
            super::super::integration::misconfigured(
                x,
                "bad-base64-body",
                reason,
                "Send base64, or change the content handling",
            )
            .documented("api-gateway-payload-encodings-workflow"),
        )
    })?;
    Ok(())
}

/// Fills in headers, query and path values. Errors: the refusal of the request.
fn parameters(
    x: &mut Exchange<'_>,
    integration: &Integration,
    kind: IntegrationKind,
    unapplied: &mut Vec<(String, String)>,
) -> Result<(), Box<Verdict>> {
    for (target, source) in &integration.request_parameters {
        let Some((place, name)) =
            target.strip_prefix("integration.request.").and_then(|rest| rest.split_once('.'))
        else {
            unapplied.push((target.clone(), source.clone()));
            continue;
        };
        let value = match mapping::rest_request(x, source) {
            Ok(value) => value,
            Err(Missing::Absent) => continue,
            Err(Missing::NotJson) => return Err(Box::new(not_json(x, source))),
            Err(Missing::Unknown) => {
                unapplied.push((target.clone(), source.clone()));
                continue;
            }
        };
        match place {
            "header" if is_refused(kind, name) => return Err(Box::new(reserved(x, name))),
            "header" => x.outgoing.headers.push((name.to_owned(), value)),
            "querystring" => x.outgoing.query.push((name.to_owned(), value)),
            "path" => x.outgoing.path.push((name.to_owned(), value)),
            _ => unapplied.push((target.clone(), source.clone())),
        }
    }
    Ok(())
}

fn is_refused(kind: IntegrationKind, name: &str) -> bool {
    let aws_kind = matches!(kind, IntegrationKind::Aws | IntegrationKind::AwsProxy);
    aws::is_reserved_header(HeaderUse::RestIntegrationRequest, name)
        || (aws_kind && aws::is_reserved_header(HeaderUse::RestIntegrationRequestAws, name))
}

fn reserved(x: &mut Exchange<'_>, name: &str) -> Verdict {
    let item = x.integration_item();
    let reason =
        format!("The integration maps header `{name}`, which API Gateway does not let an integration set");
    x.note(
        Diagnostic::error("reserved-header", reason.as_str())
            .at(item)
            .at_place("request_parameters")
            .help("Remove the mapping"),
    );
    Verdict::refuse(Refusal::new(GatewayResponseType::ApiConfigurationError), reason).at(item).recorded()
}

fn not_json(x: &mut Exchange<'_>, source: &str) -> Verdict {
    let item = x.integration_item();
    let reason = format!("The mapping source `{source}` reads the body, which is not JSON");
    x.note(
        Diagnostic::error("body-not-json", reason.as_str()).at(item).help("Send JSON, or map something else"),
    );
    let message = aws::cause_text("mapping.invalid_json", &[]);
    Verdict::refuse(Refusal::new(GatewayResponseType::BadRequestBody).message(message), reason)
        .at(item)
        .assumed()
}

/// Chooses and applies the template.
fn body(x: &mut Exchange<'_>, integration: &Integration) -> Verdict {
    let sent = x.request.content_type();
    let content_type = sent.clone().unwrap_or_else(|| JSON.to_owned());
    let behavior = integration.passthrough_behavior.unwrap_or(PassthroughBehavior::WhenNoMatch);
    let templates = &integration.request_templates;
    let said = sent
        .map_or("no content type, which counts as JSON".to_owned(), |kind| format!("content type `{kind}`"));
    let Some((kind, text)) = template::of_type(templates, &content_type) else {
        let passes = match behavior {
            PassthroughBehavior::WhenNoMatch => true,
            PassthroughBehavior::WhenNoTemplates => templates.is_empty(),
            PassthroughBehavior::Never => false,
        };
        if !passes {
            return unsupported(x, &said, behavior);
        }
        return Verdict::pass(format!(
            "No template is set for {said}, and `{behavior}` lets the body pass as it is"
        ))
        .documented(PASSTHROUGH)
        .saw("passthrough_behavior", behavior.as_str(), "integration");
    };
    match template::render(text, &x.outgoing.body) {
        Rendered::Text(body) => {
            x.outgoing.body = body;
            if !x.outgoing.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("Content-Type")) {
                x.outgoing.headers.push(("Content-Type".to_owned(), kind.to_owned()));
            }
            Verdict::pass(format!("The request template of `{kind}` makes the body"))
                .documented(MAPPINGS)
                .saw("template", text, "integration")
        }
        Rendered::NeedsEngine => Verdict::not_simulated(
            "The request template uses the template language, and templates are",
        )
        .saw("template", text, "integration"),
    }
}

fn unsupported(x: &mut Exchange<'_>, said: &str, behavior: PassthroughBehavior) -> Verdict {
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
