//! Methods that a preflight does not allow.

use super::prelude::*;
use crate::review::cors::{METHODS, methods_by_path, preflights};

rule! {
    id: "cors-methods-not-listed", title: "CORS allows the methods that there are", severity: Warning, topic: Cors,
    checks: "Methods that CORS of an HTTP API, or the preflight of a REST API under the same path, does not list. It says \
        nothing about GET, HEAD and POST, which need no approval, about `ANY`, and where every method is allowed.",
    why: "A browser asks before it sends PUT, PATCH or DELETE, and does not send what the answer leaves out: the method works \
        from a terminal and fails on the page.",
    example: "`PUT /orders/{id}` was added, and its preflight still answers `GET,OPTIONS`.",
    fix: "List the method.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
        "https://fetch.spec.whatwg.org/#cors-safelisted-method",
    ],
    run: run,
}

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
    let listed: Vec<&str> = cors.allow_methods.iter().map(String::as_str).collect();
    let missing = unlisted(api.routes(), &listed);
    if missing.is_empty() {
        return;
    }
    let message = format!("CORS of API `{}` does not list {}, which it has", api.node.name, missing.join(", "));
    let finding = look.finding(api.item(), message).at_place("cors");
    let fix = api.put(|api| {
        if let Some(cors) = &mut api.settings.cors {
            cors.allow_methods.extend(missing);
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
        let Some(listed) = preflight.list(METHODS) else { continue };
        let missing = unlisted(preflight.methods(&by_path).into_iter(), &listed);
        if missing.is_empty() {
            continue;
        }
        let message = format!(
            "The preflight `{}` does not list {}, which its paths have",
            preflight.integration.node.name,
            missing.join(", ")
        );
        let finding = look.finding(preflight.integration.item(), message).at_place("responses");
        look.report(match preflight.add(METHODS, &missing) {
            Some(fix) => finding.fix("List what is missing", fix, Certainty::Likely),
            None => finding,
        });
    }
}

/// The routes' methods that need an approval and have none, once each.
fn unlisted<'a>(routes: impl Iterator<Item = RouteAt<'a>>, listed: &[&str]) -> Vec<String> {
    let mut missing: Vec<String> = Vec::new();
    if listed.contains(&"*") {
        return missing;
    }
    for method in routes.filter_map(|route| route.node.key.method()) {
        let free = matches!(method, Method::Get | Method::Head | Method::Post | Method::Options | Method::Any);
        let name = method.to_string();
        if !free && !listed.contains(&name.as_str()) && !missing.contains(&name) {
            missing.push(name);
        }
    }
    missing
}
