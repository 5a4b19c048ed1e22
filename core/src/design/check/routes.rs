//! What a route refers to, and who may call it.

use std::sync::Arc;

use super::finder::{Finder, put_route};
use crate::aws::{ApiKind, Method, refusal_text};
use crate::design::{
    Api, ApiId, Authorization, AuthorizerMethod, CONNECT_ROUTE, Certainty, DISCONNECT_ROUTE, Diagnostic,
    Item, Route, RouteId, RouteKey,
};

pub(super) fn check(find: &mut Finder<'_>, id: ApiId, api: &Arc<Api>) {
    for (route_id, route) in &api.routes {
        integration(find, id, api, *route_id, route);
        authorization(find, id, api, *route_id, route);
        if api.kind == ApiKind::Rest {
            preflight(find, id, *route_id, route);
            method_responses(find, id, *route_id, route);
        }
    }
}

fn integration(find: &mut Finder<'_>, id: ApiId, api: &Api, route_id: RouteId, route: &Route) {
    if route.integration.is_some_and(|integration| api.integrations.contains_key(&integration)) {
        return;
    }
    let lifecycle =
        matches!(&route.key, RouteKey::Named(name) if name == CONNECT_ROUTE || name == DISCONNECT_ROUTE);
    let message = format!("Route `{}` has no integration", route.key);
    let finding = match api.kind {
        ApiKind::Rest => Diagnostic::error("route-without-integration", message)
            .help("Choose one; AWS deploys no REST API with a method that has none"),
        ApiKind::Http => Diagnostic::warning("route-without-integration", message)
            .help("Choose one; requests to the route fail without"),
        ApiKind::WebSocket if lifecycle => return,
        ApiKind::WebSocket => Diagnostic::warning("route-without-integration", message)
            .help("Choose one; messages to the route lead nowhere without"),
    };
    find.push(finding.at(Item::Route(id, route_id)).at_place("integration"));
}

fn authorization(find: &mut Finder<'_>, id: ApiId, api: &Api, route_id: RouteId, route: &Route) {
    let Authorization::Authorizer { id: authorizer, scopes } = &route.authorization else { return };
    let item = Item::Route(id, route_id);
    let Some(node) = api.authorizers.get(authorizer) else {
        let message = match api.kind {
            ApiKind::Rest => {
                let words = refusal_text("method.authorizer", &[]);
                format!("Route `{}` needs an authorizer that is not there; AWS answers: {words}", route.key)
            }
            _ => format!("Route `{}` needs an authorizer that is not there", route.key),
        };
        let fix = put_route(id, route_id, route, |route| route.authorization = Authorization::None);
        let finding =
            Diagnostic::error("route-without-authorizer", message).at(item).at_place("authorization");
        let finding = finding.help("Choose an authorizer, or let everybody in");
        return find.push(finding.fix("Let everybody in", fix, Certainty::Likely));
    };
    let takes = match node.method {
        AuthorizerMethod::Jwt { .. } => true,
        AuthorizerMethod::Cognito { .. } => api.kind == ApiKind::Rest,
        AuthorizerMethod::LambdaToken { .. } | AuthorizerMethod::LambdaRequest { .. } => false,
    };
    if !scopes.is_empty() && !takes {
        let fix = put_route(id, route_id, route, |route| {
            if let Authorization::Authorizer { scopes, .. } = &mut route.authorization {
                scopes.clear();
            }
        });
        let message =
            format!("Route `{}` asks for scopes, which authorizer `{}` does not check", route.key, node.name);
        let finding = Diagnostic::error("scopes-without-token", message).at(item).at_place("authorization");
        let finding =
            finding.help("Scopes need a JWT or Cognito authorizer; check them in the function instead");
        find.push(finding.fix("Remove the scopes", fix, Certainty::Likely));
    }
}

/// Browsers send neither tokens nor keys with a preflight.
fn preflight(find: &mut Finder<'_>, id: ApiId, route_id: RouteId, route: &Route) {
    let closed = route.authorization != Authorization::None || route.api_key_required;
    if route.key.method() == Some(Method::Options) && closed {
        let fix = put_route(id, route_id, route, |route| {
            route.authorization = Authorization::None;
            route.api_key_required = false;
        });
        let message = format!(
            "Route `{}` asks for credentials, which browsers do not send with a preflight",
            route.key
        );
        let finding =
            Diagnostic::warning("preflight-with-credentials", message).at(Item::Route(id, route_id));
        let finding = finding.at_place("authorization").help("Let everybody call OPTIONS methods");
        find.push(finding.fix("Let everybody in", fix, Certainty::Likely));
    }
}

fn method_responses(find: &mut Finder<'_>, id: ApiId, route_id: RouteId, route: &Route) {
    for status in route.responses.keys().filter(|status| !super::responses::is_status(status)) {
        let message = format!("Route `{}` declares the response `{status}`, which is no status", route.key);
        let finding = Diagnostic::error("response-status", message).at(Item::Route(id, route_id));
        find.push(finding.at_place("responses").help("Use a status from 100 to 599"));
    }
}
