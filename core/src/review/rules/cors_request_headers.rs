//! Headers that a route needs and a preflight does not allow.

use super::prelude::*;
use crate::review::cors::{HEADERS, methods_by_path, preflights};

rule! {
    id: "cors-request-headers", title: "CORS allows the headers that routes need", severity: Warning, topic: Cors,
    checks: "The headers that routes take tokens, signatures and API keys from: whether CORS of an HTTP API, or the preflight \
        of a REST API under the same path, lists them. It says nothing where every header is allowed, and about headers that \
        browsers set by themselves, such as cookies.",
    why: "A browser asks before it sends `Authorization` or `X-Api-Key`, and does not send the request when the answer leaves \
        them out: nobody who logged in on the page gets through.",
    example: "`GET /orders` asks for a token in `Authorization`, and CORS allows `content-type` alone.",
    fix: "List the header.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
    ],
    run: run,
}

/// Headers that a browser sends whatever a script asks for.
const OWN: [&str; 5] = ["cookie", "host", "origin", "referer", "user-agent"];

fn run(look: &mut Look<'_>) {
    for api in look.apis() {
        match api.node.kind {
            ApiKind::Http => of_configuration(look, api),
            ApiKind::Rest => of_preflights(look, api),
            ApiKind::WebSocket => {}
        }
    }
}

fn of_configuration(look: &mut Look<'_>, api: ApiAt<'_>) {
    let Some(cors) = &api.node.settings.cors else { return };
    let listed: Vec<&str> = cors.allow_headers.iter().map(String::as_str).collect();
    let missing = unlisted(api.routes(), &listed);
    if missing.is_empty() {
        return;
    }
    let message = format!("CORS of API `{}` does not list {}, which its routes need", api.node.name, quoted(&missing));
    let finding = look.finding(api.item(), message).at_place("cors");
    let fix = api.put(|api| {
        if let Some(cors) = &mut api.settings.cors {
            cors.allow_headers.extend(missing);
        }
    });
    look.report(finding.fix("List what is missing", fix, Certainty::Likely));
}

fn of_preflights(look: &mut Look<'_>, api: ApiAt<'_>) {
    let preflights = preflights(api);
    if preflights.is_empty() {
        return;
    }
    let by_path = methods_by_path(api);
    for preflight in preflights {
        let Some(listed) = preflight.list(HEADERS) else { continue };
        let missing = unlisted(preflight.methods(&by_path).into_iter(), &listed);
        if missing.is_empty() {
            continue;
        }
        let message = format!(
            "The preflight `{}` does not list {}, which its paths need",
            preflight.integration.node.name,
            quoted(&missing)
        );
        let finding = look.finding(preflight.integration.item(), message).at_place("responses");
        look.report(match preflight.add(HEADERS, &missing) {
            Some(fix) => finding.fix("List what is missing", fix, Certainty::Likely),
            None => finding,
        });
    }
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// The headers that the routes need and a browser is not allowed to send, once each.
fn unlisted<'a>(routes: impl Iterator<Item = RouteAt<'a>>, listed: &[&str]) -> Vec<String> {
    let mut missing: Vec<String> = Vec::new();
    if listed.contains(&"*") {
        return missing;
    }
    for name in routes.flat_map(|route| needed(&route)) {
        let is = |other: &str| other.eq_ignore_ascii_case(name);
        if !OWN.iter().any(|own| is(own)) && !listed.iter().any(|other| is(other)) && !missing.iter().any(|other| is(other)) {
            missing.push(name.to_owned());
        }
    }
    missing
}

/// The headers that decide whether a call of the route is let through.
fn needed<'a>(route: &RouteAt<'a>) -> Vec<&'a str> {
    let api = route.api;
    let keys = api.kind == ApiKind::Rest && api.settings.api_key_source != Some(ApiKeySource::Authorizer);
    let mut names = match &route.node.authorization {
        Authorization::None => Vec::new(),
        Authorization::Iam => vec!["Authorization", "X-Amz-Date"],
        Authorization::Authorizer { id, .. } => {
            api.authorizers.get(id).map(|node| headers(&node.method)).unwrap_or_default()
        }
    };
    if route.node.api_key_required && keys {
        names.push("X-Api-Key");
    }
    names
}

/// The headers that an authorizer looks at.
fn headers(method: &AuthorizerMethod) -> Vec<&str> {
    let named = |source: &&str| source.starts_with("$request.header.") || source.starts_with("method.request.header.");
    let sources: Vec<&str> = match method {
        AuthorizerMethod::LambdaToken { header, .. } | AuthorizerMethod::Cognito { header, .. } => return vec![header],
        AuthorizerMethod::LambdaRequest { identity_sources, .. } => identity_sources.iter().map(String::as_str).collect(),
        AuthorizerMethod::Jwt { identity_source, .. } => vec![identity_source],
    };
    sources.into_iter().filter(named).filter_map(|source| source.split_once("header.")).map(|(_, name)| name).collect()
}
