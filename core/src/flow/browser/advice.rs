//! What would let a script have the answer.

use std::sync::Arc;

use crate::aws::{ApiKind, GatewayResponseType};
use crate::design::edit::Edit;
use crate::design::{Api, ApiId, Certainty, Cors, Design, Fix};
use crate::flow::Trace;

use super::{Asked, BrowserOutcome, BrowserVerdict};

/// Adds help to a verdict that failed, and a change of the design where one is enough.
pub(super) fn added(design: &Design, mut verdict: BrowserVerdict, asked: &Asked) -> BrowserVerdict {
    let trace = match verdict.outcome {
        BrowserOutcome::NotSent => verdict.preflight.as_ref(),
        _ => verdict.answer.as_ref(),
    };
    let Some((trace, id)) = trace.and_then(|trace| Some((trace, trace.passage.api?))) else { return verdict };
    let Some(api) = design.apis.get(&id) else { return verdict };
    let (help, fix) = match api.kind {
        ApiKind::Http => http(id, api, asked),
        ApiKind::Rest => rest(id, api, trace, verdict.outcome, asked),
        ApiKind::WebSocket => return verdict,
    };
    verdict.help = help;
    verdict.fix = fix;
    verdict
}

/// An HTTP API answers by its CORS configuration, so one change of it is enough.
fn http(id: ApiId, api: &Api, asked: &Asked) -> (String, Option<Fix>) {
    let mut cors: Cors = api.settings.cors.clone().unwrap_or_default();
    let mut parts: Vec<String> = Vec::new();
    let open = cors.allow_origins.iter().any(|origin| origin == "*");
    let covered = cors.allow_origins.contains(&asked.origin)
        || cors.allow_origins.iter().any(|it| {
            it.strip_suffix('*').is_some_and(|it| it.ends_with("://") && asked.origin.starts_with(it))
        });
    if asked.credentials && open {
        // AWS and browsers refuse `*` together with credentials.
        cors.allow_origins.retain(|origin| origin != "*");
    }
    if !covered && (!open || asked.credentials) {
        cors.allow_origins.push(asked.origin.clone());
        parts.push(format!("origin `{}`", asked.origin));
    }
    if asked.credentials && !cors.allow_credentials {
        cors.allow_credentials = true;
        parts.push("credentials".to_owned());
    }
    let star = |list: &[String]| !asked.credentials && list.iter().any(|name| name == "*");
    if !super::rules::is_simple_method(&asked.method)
        && !star(&cors.allow_methods)
        && !cors.allow_methods.contains(&asked.method)
    {
        cors.allow_methods.push(asked.method.clone());
        parts.push(format!("method `{}`", asked.method));
    }
    for name in &asked.unsafe_headers {
        let named = cors.allow_headers.iter().any(|other| other.eq_ignore_ascii_case(name));
        if !named && (!star(&cors.allow_headers) || name == "authorization") {
            cors.allow_headers.push(name.clone());
            parts.push(format!("header `{name}`"));
        }
    }
    if parts.is_empty() {
        return (String::new(), None);
    }
    let sentence = format!("Allow {} in the API's CORS configuration", parts.join(", "));
    let mut changed = api.clone();
    changed.settings.cors = Some(cors);
    (sentence.clone(), Some(put(sentence, id, changed)))
}

/// A REST API adds no header by itself: methods, backends and gateway responses each send their own.
fn rest(
    id: ApiId,
    api: &Api,
    trace: &Trace,
    outcome: BrowserOutcome,
    asked: &Asked,
) -> (String, Option<Fix>) {
    let path = trace.passage.route_path.as_str();
    if outcome == BrowserOutcome::NotSent {
        return match trace.passage.refusal {
            Some(GatewayResponseType::MissingAuthenticationToken) if trace.passage.route.is_none() => (
                format!(
                    "Add an OPTIONS method to `{path}` with a mock integration that answers 204 with `Access-Control-Allow-Origin`, `-Methods` and `-Headers`"
                ),
                None,
            ),
            Some(_) => (
                "Let the OPTIONS method be open: browsers send neither tokens nor API keys with a preflight"
                    .to_owned(),
                None,
            ),
            None => (
                format!(
                    "Let the OPTIONS method of `{path}` answer with `Access-Control-Allow-Origin: {}`, and with the method and headers that it is asked for",
                    asked.origin
                ),
                None,
            ),
        };
    }
    let Some(kind) = trace.passage.refusal else {
        let proxy =
            "Send `Access-Control-Allow-Origin` from the backend, or map it in the integration response";
        return (proxy.to_owned(), None);
    };
    let status = trace.response.status.unwrap_or(500);
    let default =
        if status >= 500 { GatewayResponseType::Default5xx } else { GatewayResponseType::Default4xx };
    let held = if api.settings.gateway_responses.contains_key(&kind) { kind } else { default };
    let mut changed = api.clone();
    let response = changed.settings.gateway_responses.entry(held).or_default();
    let mut set = |name: &str, value: &str| {
        let key = format!("gatewayresponse.header.Access-Control-Allow-{name}");
        response.parameters.insert(key, format!("'{value}'"));
    };
    set("Origin", if asked.credentials { asked.origin.as_str() } else { "*" });
    if asked.credentials {
        set("Credentials", "true");
    }
    let sentence = format!("Send `Access-Control-Allow-Origin` with gateway response `{held}`");
    (sentence.clone(), Some(put(sentence, id, changed)))
}

fn put(label: String, id: ApiId, api: Api) -> Fix {
    Fix { label, edit: Box::new(Edit::PutApi(id, Arc::new(api))), certainty: Certainty::Likely }
}
