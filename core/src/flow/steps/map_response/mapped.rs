//! Integration responses of REST APIs: which one is used, its headers and its template.

use crate::aws::GatewayResponseType;
use crate::design::{Diagnostic, Integration, IntegrationResponse, Passing, Target};
use crate::flow::exchange::Exchange;
use crate::flow::request::media_type;
use crate::flow::template::{self, Rendered};
use crate::flow::verdict::{Refusal, Verdict};
use crate::flow::{Fidelity, Message, mapping};
use crate::lang::pattern;

const PAGE: &str = "api-gateway-integration-settings-integration-response";
const JSON: &str = "application/json";

/// Chooses an integration response and makes the client's answer with it.
pub(super) fn run(x: &mut Exchange<'_>, integration: &Integration, answer: &Message) -> Verdict {
    let item = x.integration_item();
    let (text, what) = selector(x, integration, answer);
    let Some(chosen) = choose(x, integration, &text) else {
        return no_match(x, integration, &text, what);
    };
    let Some(status) = chosen.status.parse::<u16>().ok().filter(|status| (100..600).contains(status)) else {
        let reason = format!("The integration response's status `{}` is no HTTP status", chosen.status);
        return broken(x, "bad-response-status", &reason, "Use a status from 100 to 599");
    };
    let declared = x
        .route
        .is_none_or(|(_, route)| route.responses.is_empty() || route.responses.contains_key(&chosen.status));
    if !declared {
        let reason =
            format!("The integration response has status {status}, which the method does not declare");
        return broken(x, "undeclared-response", &reason, "Add a method response with this status").assumed();
    }
    let converted = match super::converted(x, answer, chosen.content_handling) {
        Ok(body) => Message { body, ..answer.clone() },
        Err(verdict) => return *verdict,
    };
    let answer = &converted;
    let (body, content_type, fidelity) = body(x, integration, chosen, answer);
    let mut response = Message { status: Some(status), body, ..Message::default() };
    let mut unapplied = Vec::new();
    for (target, source) in &chosen.parameters {
        match (target.strip_prefix("method.response.header."), mapping::rest_response(x, answer, source)) {
            (Some(name), Ok(value)) => response.headers.push((name.to_owned(), value)),
            (Some(_), Err(mapping::Missing::Absent | mapping::Missing::NotJson)) => {}
            _ => unapplied.push(target.as_str()),
        }
    }
    response.headers = super::remapped_by_mapping(&response.headers, integration.target.kind());
    if !response.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("Content-Type")) {
        response.headers.push(("Content-Type".to_owned(), content_type));
    }
    x.response = response;
    let how = match pattern_of(chosen) {
        Some(pattern) => format!("its pattern `{pattern}` matches {what} `{text}`"),
        None => format!("no pattern matches {what} `{text}` and this one is the default"),
    };
    let mut verdict = Verdict::pass(format!("The integration response with status {status} is used: {how}"))
        .at(item)
        .documented(PAGE);
    if fidelity == Fidelity::NotSimulated {
        verdict
            .reason
            .push_str("; its template uses the template language, and templates are not simulated yet");
        verdict = verdict.fidelity(fidelity);
    }
    if !unapplied.is_empty() {
        verdict.reason.push_str(&format!("; not simulated yet: `{}`", unapplied.join("`, `")));
        verdict = verdict.fidelity(Fidelity::NotSimulated);
    }
    verdict.saw(what, text, "backend")
}

/// What patterns are matched against: a Lambda function's error text, else the status.
fn selector(x: &Exchange<'_>, integration: &Integration, answer: &Message) -> (String, &'static str) {
    if matches!(integration.target, Target::Lambda { passing: Passing::Mapped, .. }) {
        return (x.function_error.clone().unwrap_or_default(), "the error text");
    }
    (answer.status.map(|status| status.to_string()).unwrap_or_default(), "status")
}

fn pattern_of(response: &IntegrationResponse) -> Option<&str> {
    response.selection_pattern.as_deref().filter(|pattern| !pattern.is_empty())
}

/// The first response whose pattern matches, else the one without a pattern.
fn choose<'a>(
    x: &mut Exchange<'_>,
    integration: &'a Integration,
    text: &str,
) -> Option<&'a IntegrationResponse> {
    let item = x.integration_item();
    for response in &integration.responses {
        let Some(pattern) = pattern_of(response) else { continue };
        match pattern::matches(pattern, text) {
            Ok(true) => return Some(response),
            Ok(false) => {}
            Err(error) => x.note(
                Diagnostic::warning("unreadable-pattern", error.to_string())
                    .at(item)
                    .at_place("responses")
                    .help(
                        "The pattern is taken not to match; use one without look-around and back references",
                    ),
            ),
        }
    }
    integration.responses.iter().find(|response| pattern_of(response).is_none())
}

fn no_match(x: &mut Exchange<'_>, integration: &Integration, text: &str, what: &str) -> Verdict {
    let reason = if integration.responses.is_empty() {
        "The integration has no integration response, so API Gateway does not know what to send".to_owned()
    } else {
        format!("No integration response matches {what} `{text}`, and there is no default one")
    };
    broken(
        x,
        "no-integration-response",
        &reason,
        "Add an integration response without a selection pattern: it is the default",
    )
    .assumed()
}

fn broken(x: &mut Exchange<'_>, code: &'static str, reason: &str, help: &str) -> Verdict {
    let item = x.integration_item();
    x.note(Diagnostic::error(code, reason).at(item).at_place("responses").help(help));
    Verdict::refuse(Refusal::new(GatewayResponseType::ApiConfigurationError), reason).at(item)
}

/// The body: what the template that `Accept` asks for makes, else the backend's own.
fn body(
    x: &Exchange<'_>,
    integration: &Integration,
    chosen: &IntegrationResponse,
    answer: &Message,
) -> (Vec<u8>, String, Fidelity) {
    let accept = x.request.header("Accept").map_or_else(|| JSON.to_owned(), media_type);
    let wanted = template::of_type(&chosen.templates, &accept);
    let first = || chosen.templates.first().map(|(kind, text)| (kind.as_str(), text.as_str()));
    let Some((kind, text)) = wanted.or_else(first) else {
        return (answer.body.clone(), JSON.to_owned(), Fidelity::Documented);
    };
    // A template without text hands the body on.
    if text.is_empty() {
        return (answer.body.clone(), kind.to_owned(), Fidelity::Documented);
    }
    match template::render(text, &answer.body) {
        Rendered::Text(body) => (body, kind.to_owned(), Fidelity::Documented),
        Rendered::NeedsEngine if matches!(integration.target, Target::Mock) => {
            (Vec::new(), kind.to_owned(), Fidelity::NotSimulated)
        }
        Rendered::NeedsEngine => (answer.body.clone(), kind.to_owned(), Fidelity::NotSimulated),
    }
}
