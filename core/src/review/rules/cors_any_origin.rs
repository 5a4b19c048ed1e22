//! APIs that pages of everybody may call.

use super::prelude::*;
use crate::review::cors::{CREDENTIALS, ORIGIN, Preflight, is_header, preflights};

rule! {
    id: "cors-any-origin", title: "CORS names the pages that may call", severity: Warning, topic: Cors,
    checks: "CORS of HTTP APIs and preflights of REST APIs that allow every origin: a warning together with credentials, a \
        note where some route asks who calls. `*` with credentials on an HTTP API is named by the check.",
    why: "With credentials and `https://*` a page of anybody calls the API in the name of the user who looks at it. With `*` \
        browsers send no credentials and refuse an answer that allows them. Without credentials any page still reads what its \
        script has a token for.",
    example: "An HTTP API allows the origin `https://*` and credentials.",
    fix: "Name the origins of your pages. An API that is meant for every page allows no credentials, and is waived.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
        "https://fetch.spec.whatwg.org/#cors-protocol-and-credentials",
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
    let wide = |origin: &&String| ["*", "https://*", "http://*"].contains(&origin.as_str());
    let Some(origin) = cors.allow_origins.iter().find(wide) else { return };
    // The check tells of `*` with credentials.
    if cors.allow_credentials && cors.allow_origins.iter().any(|origin| origin == "*") {
        return;
    }
    let name = &api.node.name;
    if cors.allow_credentials {
        let fix = api.put(|api| {
            if let Some(cors) = &mut api.settings.cors {
                cors.allow_credentials = false;
            }
        });
        let message = format!("Pages of `{origin}` call API `{name}` with the credentials of whoever looks at them");
        let finding = look.finding(api.item(), message).at_place("cors");
        look.report(finding.fix("Allow no credentials", fix, Certainty::Likely));
    } else if asks_who_calls(api) {
        note(look, api, origin);
    }
}

fn of_preflights(look: &mut Look<'_>, api: ApiAt<'_>) {
    let mut wide = preflights(api);
    wide.retain(|preflight| preflight.says(ORIGIN, "*"));
    if wide.is_empty() {
        return;
    }
    let any = |preflight: &&Preflight<'_>| preflight.says(CREDENTIALS, "true");
    let with: Vec<_> = wide.iter().filter(any).collect();
    if with.is_empty() {
        if asks_who_calls(api) {
            note(look, api, "*");
        }
        return;
    }
    let without_credentials = |preflight: &&Preflight<'_>| {
        preflight.integration.put(|node| {
            for response in &mut node.responses {
                response.parameters.retain(|key, _| !is_header(key, CREDENTIALS));
            }
        })
    };
    let fix = Edit::Batch(with.iter().map(without_credentials).collect());
    let message =
        format!("API `{}` allows credentials to every origin in its preflights, which browsers refuse", api.node.name);
    let finding = look.finding(api.item(), message).at_place("routes");
    look.report(finding.fix("Allow no credentials", fix, Certainty::Likely));
}

fn note(look: &mut Look<'_>, api: ApiAt<'_>, origin: &str) {
    let message = format!("Pages of every origin (`{origin}`) may call API `{}`, which asks who calls", api.node.name);
    let place = if api.is(ApiKind::Http) { "cors" } else { "routes" };
    let finding = look.finding(api.item(), message).at_place(place);
    look.report(Diagnostic { severity: Severity::Note, ..finding });
}

fn asks_who_calls(api: ApiAt<'_>) -> bool {
    api.routes().any(|route| route.node.authorization != Authorization::None)
}
