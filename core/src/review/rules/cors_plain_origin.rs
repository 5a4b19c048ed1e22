//! Pages that came over plain HTTP and may call.

use super::prelude::*;
use crate::review::cors::{CREDENTIALS, ORIGIN, preflights};

rule! {
    id: "cors-plain-origin", title: "CORS allows pages over HTTPS", severity: Warning, topic: Cors,
    checks: "Origins with `http://` that CORS of an HTTP API or a preflight of a REST API allows: a warning together with \
        credentials, a note without. It says nothing about `localhost` and addresses of the own machine.",
    why: "Whoever sits on the way changes a page that comes in clear text, and its script calls the API as the page may: with \
        credentials, in the name of the user.",
    example: "An HTTP API allows `http://app.example.com` and credentials.",
    fix: "Serve the page over HTTPS, and allow that origin alone.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for api in look.apis() {
        if let Some(cors) = api.node.settings.cors.as_ref().filter(|_| api.is(ApiKind::Http)) {
            let Some(origin) = cors.allow_origins.iter().find(|origin| is_plain(origin)) else { continue };
            let finding = finding(look, api, origin, cors.allow_credentials).at_place("cors");
            look.report(finding.fix("Allow them over HTTPS", over_https(api), Certainty::Likely));
        }
        if api.is(ApiKind::Rest) {
            let preflights = preflights(api);
            let plain = |name: &str| preflights.iter().find(|one| one.list(name).is_some_and(|list| list.iter().any(|origin| is_plain(origin))));
            let Some(preflight) = plain(ORIGIN) else { continue };
            let list = preflight.list(ORIGIN).unwrap_or_default();
            let origin = list.first().copied().unwrap_or_default();
            let finding = finding(look, api, origin, preflight.says(CREDENTIALS, "true"));
            look.report(finding.at_place("routes"));
        }
    }
}

fn finding(look: &Look<'_>, api: ApiAt<'_>, origin: &str, credentials: bool) -> Diagnostic {
    let with = if credentials { " with credentials" } else { "" };
    let message = format!("API `{}` may be called{with} by pages of `{origin}`, which come in clear text", api.node.name);
    let severity = if credentials { Severity::Warning } else { Severity::Note };
    Diagnostic { severity, ..look.finding(api.item(), message) }
}

/// Whether it is an origin of another machine over plain HTTP.
fn is_plain(origin: &str) -> bool {
    let Some(host) = origin.strip_prefix("http://") else { return false };
    let name = host.rsplit_once(':').map_or(host, |(name, port)| if port.bytes().all(|byte| byte.is_ascii_digit()) { name } else { host });
    let own = name == "localhost" || name.ends_with(".localhost") || name.starts_with("127.") || name == "[::1]";
    !own
}

fn over_https(api: ApiAt<'_>) -> Edit {
    api.put(|api| {
        let Some(cors) = &mut api.settings.cors else { return };
        let mut origins: Vec<String> = Vec::with_capacity(cors.allow_origins.len());
        for origin in &cors.allow_origins {
            let safe = match origin.strip_prefix("http://") {
                Some(host) if is_plain(origin) => format!("https://{host}"),
                _ => origin.clone(),
            };
            if !origins.contains(&safe) {
                origins.push(safe);
            }
        }
        cors.allow_origins = origins;
    })
}
