//! Ways past validation, cache, mappings and the backend.

use std::sync::Arc;

use serde_json::json;

use crate::aws::{ApiKind, GatewayResponseType};
use crate::design::edit::Edit;
use crate::design::inputs::{BackendAnswer, OneOrMany};
use crate::design::{Integration, IntegrationId, IntegrationResponse, ParameterLocation};
use crate::flow::StepKind;
use crate::flow::request::{last, media_type as media_type_of};

use super::{Case, access};

/// The content type of a request that names none.
const JSON: &str = "application/json";
/// What stands for a parameter's value.
const SAMPLE: &str = "value";

/// Past the steps from validation on.
pub(super) fn find(case: &mut Case<'_>) {
    match case.step.kind {
        StepKind::Validate => parameters(case),
        StepKind::Cache => {
            case.request("Send no `Cache-Control: max-age=0`", |request| {
                request.headers.retain(|name, _| !name.eq_ignore_ascii_case("Cache-Control"));
            });
        }
        StepKind::MapRequest => media_type(case),
        StepKind::Integration => integration(case),
        StepKind::MapResponse => response(case),
        _ => {}
    }
}

/// Sends the parameters that are missing. A body that does not fit is the user's to mend.
fn parameters(case: &mut Case<'_>) {
    let missing = case.trace.passage.refusal == Some(GatewayResponseType::BadRequestParameters);
    let Some((_, api)) = case.api.filter(|_| missing) else { return };
    let Some(route) = case.trace.passage.route.and_then(|id| api.routes.get(&id)) else { return };
    let passage = &case.trace.passage;
    let mut absent = Vec::new();
    for parameter in route.parameters.iter().filter(|parameter| parameter.required) {
        let name = parameter.name.as_str();
        let value = match parameter.location {
            ParameterLocation::Header => {
                last(&passage.request.headers, |other| other.eq_ignore_ascii_case(name))
            }
            ParameterLocation::QueryString => last(&passage.query, |other| other == name),
            ParameterLocation::Path => {
                // Only another path would mend this one.
                if last(&passage.path_parameters, |other| other == name).is_none_or(|it| it.trim().is_empty())
                {
                    return;
                }
                continue;
            }
        };
        if value.is_none_or(|value| value.trim().is_empty()) {
            absent.push((parameter.location, parameter.name.clone()));
        }
    }
    if absent.is_empty() {
        return;
    }
    let names: Vec<&str> = absent.iter().map(|(_, name)| name.as_str()).collect();
    case.request(format!("Send `{}`", names.join("`, `")), |request| {
        for (location, name) in &absent {
            if *location == ParameterLocation::Header {
                access::set_header(request, name, SAMPLE.to_owned());
            } else {
                request.query.insert(name.clone(), OneOrMany::One(SAMPLE.to_owned()));
            }
        }
    });
}

/// Sends a content type that has a template.
fn media_type(case: &mut Case<'_>) {
    let unsupported = case.trace.passage.refusal == Some(GatewayResponseType::UnsupportedMediaType);
    let Some((_, integration)) = reached(case).filter(|_| unsupported) else { return };
    let Some(kind) = integration.request_templates.keys().next().cloned() else { return };
    case.request(format!("Send the body as `{kind}`"), |request| {
        access::set_header(request, "Content-Type", kind);
    });
}

fn integration(case: &mut Case<'_>) {
    if case.has("mock-without-status")
        && let Some((id, integration)) = reached(case)
        && let Some((api, _)) = case.api
    {
        let mut changed = integration.clone();
        let template = "{\"statusCode\": 200}".to_owned();
        let headers = &case.trace.passage.request.headers;
        let kind = last(headers, |name| name.eq_ignore_ascii_case("Content-Type")).map(media_type_of);
        changed.request_templates.insert(kind.unwrap_or_else(|| JSON.to_owned()), template);
        return case.design(
            "Give the mock the request template `{\"statusCode\": 200}`",
            Edit::PutIntegration(api, id, Arc::new(changed)),
        );
    }
    let backend = [
        "integration-timeout",
        "function-failed",
        "function-throttled",
        "function-forbidden",
        "backend-unreachable",
    ];
    if backend.iter().any(|code| case.has(code)) {
        let sentence = case.help();
        answers(case, sentence);
    } else if case.scenario.backend.as_ref().is_some_and(|answer| answer.error.is_some()) {
        answers(case, "Let the backend answer without an error".to_owned());
    }
}

fn response(case: &mut Case<'_>) {
    if case.has("no-integration-response")
        && let Some((id, integration)) = reached(case)
        && let Some((api, _)) = case.api
    {
        let mut changed = integration.clone();
        if changed.responses.iter().any(|response| response.selection_pattern.is_none()) {
            return;
        }
        let default = IntegrationResponse { status: "200".to_owned(), ..IntegrationResponse::default() };
        changed.responses.push(default);
        return case.design(
            "Add an integration response without a pattern, which takes every answer",
            Edit::PutIntegration(api, id, Arc::new(changed)),
        );
    }
    let proxy = case.has("malformed-proxy-response") || case.has("bad-base64-answer");
    let connect = case.trace.passage.kind == Some(ApiKind::WebSocket);
    if proxy || connect {
        let sentence = case.help();
        answers(case, sentence);
    }
}

/// Lets the backend answer well and in time.
fn answers(case: &mut Case<'_>, sentence: String) {
    let result = Some(json!({ "statusCode": 200, "body": "" }));
    let lambda =
        case.trace.integration_request.as_ref().is_some_and(|it| it.url.starts_with("https://lambda."));
    let answer = match lambda {
        true => BackendAnswer { result, ..BackendAnswer::default() },
        false => BackendAnswer { status: Some(200), ..BackendAnswer::default() },
    };
    case.request(sentence, |request| request.backend = Some(answer));
}

/// The integration of the route that the request came to.
fn reached<'a>(case: &Case<'a>) -> Option<(IntegrationId, &'a Integration)> {
    let (_, api) = case.api?;
    let route = case.trace.passage.route.and_then(|id| api.routes.get(&id))?;
    let id = route.integration?;
    Some((id, &**api.integrations.get(&id)?))
}
