//! Integration responses of REST APIs: which one is used, its headers and its template.

use crate::aws::GatewayResponseType;
use crate::design::{Diagnostic, Integration, IntegrationResponse, Passing, Target};
use crate::flow::exchange::Exchange;
use crate::flow::mapping::{self, Missing};
use crate::flow::request::media_type;
use crate::flow::template::{self, Side};
use crate::flow::verdict::{Refusal, Verdict};
use crate::flow::{Message, overrides};
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
    let (body, content_type) = match body(x, chosen, &converted) {
        Ok(made) => made,
        Err(verdict) => return *verdict,
    };
    let how = match pattern_of(chosen) {
        Some(pattern) => format!("its pattern `{pattern}` matches {what} `{text}`"),
        None => format!("no pattern matches {what} `{text}` and this one is the default"),
    };
    let mut verdict = Verdict::pass(format!("The integration response with status {status} is used: {how}"))
        .at(item)
        .documented(PAGE)
        .saw(what, text, "backend");
    let mut response = Message { status: Some(status), body, ..Message::default() };
    let refused = match parameters(x, chosen, &converted, &mut response) {
        Ok(refused) => refused,
        Err(verdict) => return *verdict,
    };
    if !refused.is_empty() {
        let names = refused.join("`, `");
        verdict.reason.push_str(&format!("; `{names}` is left out, because AWS refuses such a mapping"));
        verdict = verdict.assumed();
    }
    if let Some(status) = overrides::status(x) {
        verdict.reason.push_str(&format!("; a template sets the status {status} in its place"));
        let before = format!("template, in place of `{}`", chosen.status);
        verdict = verdict.saw("$context.responseOverride.status", status.to_string(), &before);
        response.status = Some(status);
    }
    let changes = overrides::headers(x, &mut response);
    if !changes.is_empty() {
        let names: Vec<&str> = changes.iter().map(|change| change.name.as_str()).collect();
        verdict.reason.push_str(&format!("; a template sets `{}`", names.join("`, `")));
        verdict = verdict.saw_all(changes);
    }
    response.headers = super::remapped_by_mapping(&response.headers, integration.target.kind());
    if !response.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("Content-Type")) {
        response.headers.push(("Content-Type".to_owned(), content_type));
    }
    x.response = response;
    verdict
}

/// Sets the mapped headers; returns the mappings that AWS does not take. Errors: the refusal where a mapping reads a
/// body that is no JSON.
fn parameters(
    x: &mut Exchange<'_>,
    chosen: &IntegrationResponse,
    answer: &Message,
    response: &mut Message,
) -> Result<Vec<String>, Box<Verdict>> {
    let mut refused = Vec::new();
    for (target, source) in &chosen.parameters {
        match (target.strip_prefix("method.response.header."), mapping::rest_response(x, answer, source)) {
            (Some(name), Ok(value)) => response.headers.push((name.to_owned(), value)),
            (Some(_), Err(Missing::Absent)) => {}
            (Some(_), Err(Missing::NotJson)) => {
                let reason =
                    format!("The mapping source `{source}` reads the backend's body, which is not JSON");
                let help = "Let the backend answer with JSON, or map something else";
                return Err(Box::new(broken(x, "body-not-json", &reason, help).assumed()));
            }
            (None, _) | (_, Err(Missing::Unknown)) => refused.push(target.clone()),
        }
    }
    Ok(refused)
}

/// What patterns are matched against: a Lambda function's error text, else the status.
fn selector(x: &Exchange<'_>, integration: &Integration, answer: &Message) -> (String, &'static str) {
    if matches!(integration.target, Target::Lambda { passing: Passing::Mapped, .. }) {
        return (x.function_error.clone().unwrap_or_default(), "the error text");
    }
    let status = x.mock_status.or(answer.status.map(i64::from));
    (status.map(|status| status.to_string()).unwrap_or_default(), "status")
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

/// The body and its type: what the template that `Accept` asks for makes, else the backend's own. Errors: the
/// refusal where the template fails.
fn body(
    x: &mut Exchange<'_>,
    chosen: &IntegrationResponse,
    answer: &Message,
) -> Result<(Vec<u8>, String), Box<Verdict>> {
    let accept = x.request.header("Accept").map_or_else(|| JSON.to_owned(), media_type);
    let wanted = template::of_type(&chosen.templates, &accept);
    let first = || chosen.templates.first().map(|(kind, text)| (kind.as_str(), text.as_str()));
    match wanted.or_else(first) {
        None => Ok((answer.body.clone(), JSON.to_owned())),
        // A template without text hands the body on.
        Some((kind, "")) => Ok((answer.body.clone(), kind.to_owned())),
        Some((kind, text)) => {
            let body = template::render(x, Side::Response, (kind, text), &answer.body)?;
            Ok((body, kind.to_owned()))
        }
    }
}
