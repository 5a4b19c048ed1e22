//! Preflights that a catch-all route takes and refuses.

use super::prelude::*;
use crate::design::{DEFAULT_ROUTE, RouteId};

rule! {
    id: "cors-default-route-preflight", title: "Preflights pass a guarded catch-all", severity: Warning, topic: Cors,
    checks: "HTTP APIs with CORS whose `$default` route asks who calls: whether there is a route `OPTIONS /{proxy+}` that \
        lets everybody in.",
    why: "The `$default` route takes every method, OPTIONS too, and its authorizer refuses a preflight, which browsers send \
        without credentials. AWS asks for a route that takes preflights before it does.",
    example: "An API has CORS and one route, `$default`, with a JWT authorizer.",
    fix: "Add `OPTIONS /{proxy+}` without authorization, with an integration.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    let mut next = look.next_id();
    for api in look.apis().filter(|api| api.is(ApiKind::Http) && api.node.settings.cors.is_some()) {
        let catches = |route: &RouteAt<'_>| matches!(&route.node.key, RouteKey::Named(name) if name == DEFAULT_ROUTE);
        let Some(default) = api.routes().find(catches) else { continue };
        let preflights: Vec<_> = api.routes().filter(takes_preflights).collect();
        let is_open = |route: &RouteAt<'_>| route.node.authorization == Authorization::None;
        if is_open(&default) || preflights.iter().any(is_open) {
            continue;
        }
        let fix = match preflights.first() {
            Some(guarded) => guarded.put(|route| route.authorization = Authorization::None),
            None => {
                let key = RouteKey::path(Method::Options, "/{proxy+}");
                let route = Route { key, integration: default.node.integration, ..Route::default() };
                let id = RouteId(next);
                next = next.saturating_add(1);
                Edit::PutRoute(api.id, id, route.into())
            }
        };
        let message = format!("The `$default` route of API `{}` asks who calls, preflights too", api.node.name);
        let finding = look.finding(default.item(), message).at_place("authorization");
        look.report(finding.fix("Have an open OPTIONS route", fix, Certainty::Likely));
    }
}

/// Whether it takes OPTIONS on every path.
fn takes_preflights(route: &RouteAt<'_>) -> bool {
    let path = route.node.key.path_template().unwrap_or_default();
    let everywhere = path.starts_with("/{") && path.ends_with("+}") && path.matches('/').count() == 1;
    route.node.key.method() == Some(Method::Options) && everywhere
}
