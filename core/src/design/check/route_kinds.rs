//! Settings of a route that the API's kind does not have.

use std::sync::Arc;

use super::finder::{Finder, Used, on_kind, put_route};
use crate::aws::{ApiKind, Capability};
use crate::design::{Api, ApiId, Authorization, CONNECT_ROUTE, Diagnostic, Item, Route, RouteKey};

struct Row {
    capability: Capability,
    code: fn(ApiKind) -> &'static str,
    place: &'static str,
    what: &'static str,
    used: fn(ApiKind, &Route) -> bool,
    clear: fn(&mut Route),
}

macro_rules! row {
    ($capability:ident, $word:literal, $place:literal, $what:literal, $used:expr, $clear:expr) => {
        Row {
            capability: Capability::$capability,
            code: |kind| on_kind!($word, kind),
            place: $place,
            what: $what,
            used: $used,
            clear: $clear,
        }
    };
}

const ROWS: &[Row] = &[
    row!(
        ApiKeys,
        "api-key",
        "api_key_required",
        "requires an API key",
        |_, route| route.api_key_required,
        |route| route.api_key_required = false
    ),
    row!(
        Models,
        "body-models",
        "body_models",
        "has a model for its body",
        |_, route| !route.body_models.is_empty(),
        |route| route.body_models.clear()
    ),
    row!(
        RouteAuthorization,
        "route-authorization",
        "authorization",
        "has an authorization",
        |_, route| !is_connect(route) && route.authorization != Authorization::None,
        |route| route.authorization = Authorization::None
    ),
    row!(
        RouteSelection,
        "model-selection",
        "model_selection_expression",
        "has a model selection expression",
        |_, route| route.model_selection_expression.is_some(),
        |route| route.model_selection_expression = None
    ),
    row!(
        RouteResponses,
        "two-way",
        "two_way",
        "sends the integration's answer as a message",
        |_, route| route.two_way,
        |route| route.two_way = false
    ),
    row!(
        RequestValidation,
        "validator",
        "validator",
        "has a request validator",
        |kind, route| kind == ApiKind::Http && route.validator.is_some(),
        |route| route.validator = None
    ),
];

fn is_connect(route: &Route) -> bool {
    matches!(&route.key, RouteKey::Named(name) if name == CONNECT_ROUTE)
}

pub(super) fn check(find: &mut Finder<'_>, id: ApiId, api: &Arc<Api>) {
    let kind = api.kind;
    for (route_id, route) in &api.routes {
        let item = Item::Route(id, *route_id);
        for row in ROWS.iter().filter(|row| (row.used)(kind, route)) {
            // A route key is a wrong kind's own finding; scopes and the like are told once.
            let fix = put_route(id, *route_id, route, row.clear);
            let what = format!("Route `{}` {}", route.key, row.what);
            let (code, place) = ((row.code)(kind), row.place);
            find.unless_can(
                kind,
                row.capability,
                Used { code, item, place, what, fix_label: "Remove it", fix: Some(fix) },
            );
        }
        if kind != ApiKind::Rest {
            declarations(find, id, api, *route_id, route);
        }
        if kind == ApiKind::WebSocket && route.api_key_required && !is_connect(route) {
            let fix = put_route(id, *route_id, route, |route| route.api_key_required = false);
            let message = format!("Route `{}` requires an API key, which only `$connect` can", route.key);
            let finding = Diagnostic::error("api-key-not-on-connect", message).at(item);
            let finding = finding.at_place("api_key_required").help("Require the key on `$connect`");
            find.push(finding.fix("Remove it", fix, crate::design::Certainty::Likely));
        }
    }
}

/// Parameters, validators and method responses are declared on methods of REST APIs alone.
fn declarations(
    find: &mut Finder<'_>,
    id: ApiId,
    api: &Api,
    route_id: crate::design::RouteId,
    route: &Route,
) {
    let kind = api.kind;
    let mut tell = |code, place: &str, what: &str, help: &str, clear: fn(&mut Route)| {
        let message = format!("Route `{}` has {what}, which belong to methods of REST APIs", route.key);
        let finding =
            Diagnostic::error(code, message).at(Item::Route(id, route_id)).at_place(place).help(help);
        let fix = put_route(id, route_id, route, clear);
        find.push(finding.fix("Remove them", fix, crate::design::Certainty::Likely));
    };
    if !route.parameters.is_empty() {
        let help = "Check parameters in the backend; an HTTP or WebSocket API passes them all on";
        let code = on_kind!("parameters", kind);
        tell(code, "parameters", "declared parameters", help, |route| route.parameters.clear());
    }
    if !route.responses.is_empty() {
        let help = match kind {
            ApiKind::Http => "Use response parameter mapping on the integration",
            _ => "Send the integration's answer as a message",
        };
        let code = on_kind!("method-responses", kind);
        tell(code, "responses", "method responses", help, |route| route.responses.clear());
    }
    if kind == ApiKind::WebSocket && route.validator.is_some() {
        let help = "Choose a model by the model selection expression";
        let code = on_kind!("validator", kind);
        tell(code, "validator", "request validators", help, |route| route.validator = None);
    }
}
