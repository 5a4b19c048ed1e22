//! Parameter mappings and request templates of WebSocket integrations.

use crate::aws::{IntegrationKind, PassthroughBehavior};
use crate::design::Integration;
use crate::flow::Outcome;
use crate::flow::exchange::Exchange;
use crate::flow::template::{self, Side};
use crate::flow::verdict::Verdict;

use super::parameters::{self, Mapped};
use super::rest::convert;
use super::{body, draft, without_refused};

const PAGE: &str = "apigateway-websocket-api-data-transformations";
const MAPPING_PAGE: &str = "websocket-api-data-mapping";

/// Applies parameter mappings, then the template that the selection expression chooses.
pub(super) fn run(x: &mut Exchange<'_>) -> Verdict {
    let item = x.integration_item();
    let Some((_, integration)) = x.integration() else { return Verdict::skip("") };
    let kind = integration.target.kind();
    if kind == IntegrationKind::AwsProxy {
        return Verdict::skip(
            "A proxy integration gets the whole event; mappings and templates have no effect",
        )
        .at(item)
        .documented(PAGE);
    }
    if let Err(verdict) = convert(x, integration) {
        return *verdict;
    }
    let untouched = draft::of(x, integration);
    let Mapped { set, refused } = match parameters::apply(x, integration, kind) {
        Ok(mapped) => mapped,
        Err(verdict) => return *verdict,
    };
    let mut verdict = match kind {
        IntegrationKind::HttpProxy if set.is_empty() => {
            Verdict::skip("The proxy integration maps nothing: the message goes on as it is").documented(PAGE)
        }
        IntegrationKind::HttpProxy => {
            Verdict::pass("The parameter mappings are added to the message").documented(MAPPING_PAGE)
        }
        _ => made(x, integration),
    };
    if verdict.refusal.is_some() {
        return verdict;
    }
    if verdict.outcome == Outcome::Skip && !set.is_empty() {
        verdict.outcome = Outcome::Pass;
        verdict.reason.push_str("; the parameter mappings are added");
    }
    let verdict = verdict.at(item).saw_all(set).changed(untouched, draft::of(x, integration));
    without_refused(x, verdict, &refused)
}

/// The body that the chosen template makes, or what happens where none is chosen.
fn made(x: &mut Exchange<'_>, integration: &Integration) -> Verdict {
    let expression = integration.template_selection_expression.as_deref();
    let chosen = template::selected(&integration.request_templates, expression, &x.request.body);
    let Some((key, text)) = chosen.filter(|(_, text)| !text.is_empty()) else {
        return match integration.passthrough_behavior {
            Some(behavior @ PassthroughBehavior::Never) => {
                body::unsupported(x, "the message's template key", behavior)
            }
            Some(behavior @ PassthroughBehavior::WhenNoTemplates)
                if !integration.request_templates.is_empty() =>
            {
                body::unsupported(x, "the message's template key", behavior)
            }
            _ => Verdict::skip("No request template is chosen, so the message goes on as it is")
                .documented(PAGE),
        };
    };
    let message = std::mem::take(&mut x.outgoing.body);
    match template::render(x, Side::Request, (key, text), &message) {
        Ok(body) => x.outgoing.body = body,
        Err(verdict) => return *verdict,
    }
    Verdict::pass(format!("The request template `{key}` makes the body")).documented(PAGE).saw(
        "template",
        text,
        "integration",
    )
}
