//! Answers that browsers keep from the script that asked.

use indexmap::IndexMap;

use super::prelude::*;
use crate::design::IntegrationId;
use crate::review::cors::{ORIGIN, declare, is_proxy, mapped, preflights};

rule! {
    id: "cors-method-response", title: "Answers carry CORS headers too", severity: Warning, topic: Cors,
    checks: "REST APIs: methods under a path whose OPTIONS method answers preflights, and whose integration maps its \
        responses. It says nothing about proxies, whose backend has to send the headers.",
    why: "The preflight only lets the request out. Unless the answer itself has `Access-Control-Allow-Origin`, the browser \
        keeps it from the script, though the backend did what it was asked.",
    example: "`OPTIONS /orders` allows `https://shop.example.com`, and the responses of `GET /orders` map no header.",
    fix: "Map `method.response.header.Access-Control-Allow-Origin` on every response of the integration.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.is(ApiKind::Rest)) {
        let preflights = preflights(api);
        let mut origins: IndexMap<&str, &str> = IndexMap::new();
        for preflight in &preflights {
            let paths = preflight.routes.iter().filter_map(|route| route.node.key.path_template());
            let Some(origin) = mapped(preflight.response, ORIGIN) else { continue };
            origins.extend(paths.map(|path| (path, origin)));
        }
        if origins.is_empty() {
            continue;
        }
        for (id, (routes, origin)) in callers(api, &origins) {
            let Some(node) = api.node.integrations.get(&id).filter(|node| !is_proxy(node.target.kind())) else {
                continue;
            };
            let bare = node.responses.iter().filter(|response| mapped(response, ORIGIN).is_none()).count();
            let Some((asked, origin)) = routes.iter().find(|route| is_asked(route, &origins)).zip(origin) else { continue };
            if bare == 0 {
                continue;
            }
            let integration = IntegrationAt { api_id: api.id, api: api.node, id, node };
            let message = format!("Pages that may call `{}` cannot read {} of `{}`", asked.node.key, count(bare, "response"), node.name);
            let finding = look.finding(integration.item(), message).at_place("responses");
            look.report(finding.fix("Map the header", map(integration, &routes, origin), Certainty::Likely));
        }
    }
}

/// The routes by the integration that they call, with the origin that the first preflight beside one of them allows.
fn callers<'a>(
    api: ApiAt<'a>,
    origins: &IndexMap<&'a str, &'a str>,
) -> IndexMap<IntegrationId, (Vec<RouteAt<'a>>, Option<&'a str>)> {
    let mut found: IndexMap<IntegrationId, (Vec<RouteAt<'a>>, Option<&'a str>)> = IndexMap::new();
    for route in api.routes() {
        let Some(id) = route.node.integration else { continue };
        let (routes, origin) = found.entry(id).or_default();
        if is_asked(&route, origins) {
            let allowed = route.node.key.path_template().and_then(|path| origins.get(path)).copied();
            *origin = origin.or(allowed);
        }
        routes.push(route);
    }
    found
}

/// Whether a page asks it after a preflight of the design.
fn is_asked(route: &RouteAt<'_>, origins: &IndexMap<&str, &str>) -> bool {
    let preflight = route.node.key.method() == Some(Method::Options);
    !preflight && route.node.key.path_template().is_some_and(|path| origins.contains_key(path))
}

fn map(integration: IntegrationAt<'_>, routes: &[RouteAt<'_>], origin: &str) -> Edit {
    let put = integration.put(|node| {
        for response in node.responses.iter_mut().filter(|response| mapped(response, ORIGIN).is_none()) {
            response.parameters.insert(format!("method.response.header.{ORIGIN}"), origin.to_owned());
        }
    });
    let mut edits = vec![put];
    for route in routes {
        let statuses = integration.node.responses.iter().map(|response| response.status.as_str());
        // Each edit holds the whole route, so that one has to declare the header on all of its responses.
        let missing: Vec<&str> = statuses.filter(|status| declare(*route, status, ORIGIN).is_some()).collect();
        if !missing.is_empty() {
            edits.push(route.put(|route| {
                for status in &missing {
                    let response = route.responses.entry((*status).to_owned()).or_default();
                    response.headers.insert(ORIGIN.to_owned(), false);
                }
            }));
        }
    }
    Edit::Batch(edits)
}
