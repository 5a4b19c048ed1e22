//! Parameter mappings and templates of REST integrations.

use crate::aws::{ContentHandling, GatewayResponseType, IntegrationKind};
use crate::design::{Diagnostic, Integration};
use crate::flow::binary::{self, Payload};
use crate::flow::exchange::Exchange;
use crate::flow::overrides;
use crate::flow::verdict::{Refusal, Verdict};

use super::parameters::{self, Mapped};
use super::{body, draft, without_refused};

/// AWS's page about templates and mappings.
pub(super) const MAPPINGS: &str = "request-response-data-mappings";

/// Applies parameter mappings, then the template that fits the content type, then what the template overrides.
pub(super) fn run(x: &mut Exchange<'_>) -> Verdict {
    let item = x.integration_item();
    let Some((_, integration)) = x.integration() else { return Verdict::skip("") };
    let kind = integration.target.kind();
    if kind == IntegrationKind::AwsProxy {
        return proxy(x, integration);
    }
    let made = match convert(x, integration) {
        Ok(made) => made,
        Err(verdict) => return *verdict,
    };
    if kind == IntegrationKind::HttpProxy && integration.request_parameters.is_empty() {
        return Verdict::skip("The proxy integration maps nothing: the request goes on as it is")
            .at(item)
            .documented(MAPPINGS);
    }
    let untouched = draft::of(x, integration);
    let Mapped { set, refused } = match parameters::apply(x, integration, kind) {
        Ok(mapped) => mapped,
        Err(verdict) => return *verdict,
    };
    if kind == IntegrationKind::HttpProxy {
        let verdict = Verdict::pass("The parameter mappings are added to the client's request")
            .at(item)
            .recorded()
            .saw_all(set)
            .changed(untouched, draft::of(x, integration));
        return without_refused(x, verdict, &refused);
    }
    let verdict = body::run(x, integration, made);
    if verdict.refusal.is_some() {
        return verdict.saw_all(set);
    }
    let mut verdict = verdict.at(item).saw_all(set);
    let changes = overrides::request(x);
    if !changes.is_empty() {
        let names: Vec<&str> = changes.iter().map(|change| change.name.as_str()).collect();
        verdict.reason.push_str(&format!("; it sets `{}` in place of the mappings", names.join("`, `")));
        verdict = verdict.saw_all(changes);
    }
    if let Some(refusal) = reserved_override(x, kind) {
        return refusal;
    }
    let verdict = verdict.changed(untouched, draft::of(x, integration));
    without_refused(x, verdict, &refused)
}

/// A template that overrides a header which a mapping must not set; AWS does not document what that does.
fn reserved_override(x: &mut Exchange<'_>, kind: IntegrationKind) -> Option<Verdict> {
    let name = x.outgoing.headers.iter().find(|(name, _)| parameters::is_refused(kind, name))?.0.clone();
    let item = x.integration_item();
    let reason = format!(
        "The template overrides header `{name}`, which API Gateway does not let an integration set; AWS documents 500 for a mapping only, the studio answers the same"
    );
    x.note(
        Diagnostic::error("reserved-header", reason.as_str())
            .at(item)
            .at_place("request_templates")
            .help("Override another header"),
    );
    let refusal = Refusal::new(GatewayResponseType::ApiConfigurationError);
    Some(Verdict::refuse(refusal, reason).at(item).assumed())
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

/// Turns the client's payload into what the integration takes, and says what that is.
pub(super) fn convert(x: &mut Exchange<'_>, integration: &Integration) -> Result<Payload, Box<Verdict>> {
    let kind = x.request.content_type().unwrap_or_else(|| body::JSON.to_owned());
    let payload = Payload::of(x.place.api, Some(&kind));
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
    Ok(match integration.content_handling {
        Some(ContentHandling::ConvertToText) => Payload::Text,
        Some(ContentHandling::ConvertToBinary) => Payload::Binary,
        None => payload,
    })
}
