//! Which route or method takes the request.

use crate::aws::{ApiKind, GatewayResponseType};
use crate::design::{
    CONNECT_ROUTE, DEFAULT_ROUTE, DISCONNECT_ROUTE, Diagnostic, RouteId, RouteKey, path_parameters,
};
use crate::flow::exchange::Exchange;
use crate::flow::verdict::{Refusal, Verdict};
use crate::flow::{ids, mapping};
use crate::lang::percent;

const HTTP_PAGE: &str = "http-api-develop-routes";
const WEBSOCKET_PAGE: &str = "apigateway-websocket-api-develop-routes";
/// The route selection expression that is taken when the design has none.
const USUAL_EXPRESSION: &str = "$request.body.action";

/// Matches the path and verb, or selects the WebSocket route.
pub(crate) fn run(x: &mut Exchange<'_>) -> Verdict {
    match x.kind() {
        ApiKind::Rest => rest(x),
        ApiKind::Http => http(x),
        ApiKind::WebSocket => websocket(x),
    }
}

fn rest(x: &mut Exchange<'_>) -> Verdict {
    let found = x.index.find(ApiKind::Rest, &x.request.method, &x.place.route_path);
    let Some(found) = found else {
        return rest_missing(x);
    };
    take(x, found.route, &found.captures);
    let (key, template) = key_and_template(x);
    const RESOURCE: u64 = 0x5e5;
    let resource =
        template.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    x.set("resourceId", ids::minted(RESOURCE, resource, 6));
    x.set("resourcePath", template);
    Verdict::pass(format!("`{key}` is the closest method for the path: at each segment fixed text comes before `{{param}}`, and that before `{{proxy+}}`"))
        .at(x.route_item())
        .recorded()
        .saw("method", &x.request.method, "request")
        .saw("path", &x.place.route_path, "request")
}

fn rest_missing(x: &mut Exchange<'_>) -> Verdict {
    let (method, path) = (x.request.method.clone(), x.place.route_path.clone());
    let verbs = x.index.verbs(ApiKind::Rest, &path);
    let reason = if verbs.is_empty() {
        format!("The API has no resource that matches `{path}`; a REST API answers this with 403, not 404")
    } else {
        let verbs: Vec<&str> = verbs.iter().map(|verb| verb.as_str()).collect();
        let verbs = verbs.join(", ");
        format!("`{path}` has no method `{method}`, only {verbs}; a REST API answers this with 403, not 405")
    };
    x.note(
        Diagnostic::error("no-such-route", format!("No method of the API takes `{method} {path}`"))
            .at(x.api_item())
            .help(format!("Add a method `{method} {path}`, or check the stage and path of the request")),
    );
    Verdict::refuse(Refusal::new(GatewayResponseType::MissingAuthenticationToken), reason)
        .at(x.api_item())
        .recorded()
        .saw("method", method, "request")
        .saw("path", path, "request")
}

fn http(x: &mut Exchange<'_>) -> Verdict {
    let path = x.place.route_path.clone();
    let found = x.index.find(ApiKind::Http, &x.request.method, &path);
    let default = x.index.named(DEFAULT_ROUTE);
    let verdict = match (found, default) {
        (Some(found), _) => {
            take(x, found.route, &found.captures);
            let (key, _) = key_and_template(x);
            Verdict::pass(format!(
                "`{key}` is the closest route: a whole match comes before a greedy one, and that before `$default`"
            ))
        }
        (None, Some(id)) => {
            take(x, id, &[]);
            Verdict::pass("No route matches the path and verb, so `$default` takes the request")
        }
        (None, None) => return http_missing(x),
    };
    let key = x.route_key();
    x.set("routeKey", key);
    verdict
        .at(x.route_item())
        .documented(HTTP_PAGE)
        .saw("method", &x.request.method, "request")
        .saw("path", path, "request")
}

fn http_missing(x: &mut Exchange<'_>) -> Verdict {
    let (method, path) = (x.request.method.clone(), x.place.route_path.clone());
    let slash = path.len() > 1 && path.ends_with('/');
    let bare = path.trim_end_matches('/');
    let reason = if slash && x.index.find(ApiKind::Http, &method, bare).is_some() {
        format!("No route matches `{path}`: the trailing slash makes it another path than `{bare}`")
    } else {
        format!("No route matches `{method} {path}`, and the API has no `$default` route")
    };
    x.note(
        Diagnostic::error("no-such-route", format!("No route of the API takes `{method} {path}`"))
            .at(x.api_item())
            .help(format!("Add a route `{method} {path}` or a `$default` route")),
    );
    Verdict::refuse(Refusal::new(GatewayResponseType::ResourceNotFound), reason)
        .at(x.api_item())
        .documented(HTTP_PAGE)
        .saw("method", method, "request")
        .saw("path", path, "request")
}

fn websocket(x: &mut Exchange<'_>) -> Verdict {
    let event = x.context_value("eventType").to_owned();
    let fixed = match event.as_str() {
        "CONNECT" => Some(CONNECT_ROUTE),
        "DISCONNECT" => Some(DISCONNECT_ROUTE),
        _ => None,
    };
    if let Some(key) = fixed {
        x.set("routeKey", key);
        let Some(id) = x.index.named(key) else {
            return Verdict::pass(format!(
                "The API has no `{key}` route, so the event is accepted without a call"
            ))
            .at(x.api_item())
            .documented("apigateway-websocket-api-route-keys-connect-disconnect");
        };
        take(x, id, &[]);
        return Verdict::pass(format!("The event goes to route `{key}`"))
            .at(x.route_item())
            .documented("apigateway-websocket-api-route-keys-connect-disconnect");
    }
    message(x)
}

fn message(x: &mut Exchange<'_>) -> Verdict {
    let id = x.ids.extended();
    x.set("messageId", id);
    let expression = x
        .place
        .api
        .settings
        .route_selection_expression
        .clone()
        .unwrap_or_else(|| USUAL_EXPRESSION.to_owned());
    let json = serde_json::from_slice(&x.request.body).ok();
    let key = match &json {
        Some(body) => mapping::websocket_selection(&expression, body),
        None => String::new(),
    };
    let direct = if key.starts_with('$') { None } else { x.index.named(&key).filter(|_| !key.is_empty()) };
    let verdict = match (direct, x.index.named(DEFAULT_ROUTE)) {
        (Some(id), _) => {
            take(x, id, &[]);
            Verdict::pass(format!("The route selection expression gives `{key}`, which is a route"))
        }
        (None, Some(id)) => {
            take(x, id, &[]);
            let why = if json.is_none() {
                "The message is not JSON"
            } else {
                "The route selection expression gives no route"
            };
            Verdict::pass(format!("{why}, so `$default` takes the message"))
        }
        (None, None) => {
            let reason = format!(
                "No route is called `{key}` and the API has no `$default` route; the client gets an error frame and stays connected"
            );
            x.note(
                Diagnostic::error(
                    "no-such-route",
                    format!("No route takes the message: `{expression}` gives `{key}`"),
                )
                .at(x.api_item())
                .help("Add a route with this key, or a `$default` route"),
            );
            Verdict::refuse(Refusal::new(GatewayResponseType::ResourceNotFound), reason)
        }
    };
    let route = x.route_key();
    x.set("routeKey", route);
    verdict
        .at(x.route_item())
        .documented(WEBSOCKET_PAGE)
        .saw("route_selection_expression", expression, "api")
        .saw("route key", key, "request")
}

/// Makes this the request's route, with what its path parameters hold.
pub(crate) fn take(x: &mut Exchange<'_>, id: RouteId, captures: &[String]) {
    let api = x.place.api;
    let Some(route) = api.routes.get(&id) else { return };
    x.route = Some((id, route));
    let template = route.key.path_template().unwrap_or_default();
    // A REST API hands parameters on as they were sent (recorded); an HTTP API decodes them.
    let rest = x.kind() == ApiKind::Rest;
    let value = |text: &String| if rest { text.clone() } else { percent::decode(text) };
    x.path_parameters =
        path_parameters(template).zip(captures).map(|(name, text)| (name.to_owned(), value(text))).collect();
}

fn key_and_template(x: &Exchange<'_>) -> (String, String) {
    let key = x.route.map(|(_, route)| route.key.clone()).unwrap_or_default();
    let template = match &key {
        RouteKey::Path(_, path) => path.clone(),
        RouteKey::Named(name) => name.clone(),
    };
    (key.to_string(), template)
}
