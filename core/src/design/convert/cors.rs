//! CORS: OPTIONS methods with a mock on a REST API, a configuration on an HTTP API.

use std::sync::Arc;

use indexmap::IndexMap;

use super::Work;
use crate::aws::{self, ApiKind, Capability, GatewayResponseType, Method, PassthroughBehavior};
use crate::design::{
    Api, Cors, GatewayResponse, Integration, IntegrationId, IntegrationResponse, Item, MethodResponse, Route,
    RouteId, RouteKey, Target, TextMap,
};

const ORIGIN: &str = "Access-Control-Allow-Origin";
const METHODS: &str = "Access-Control-Allow-Methods";
const HEADERS: &str = "Access-Control-Allow-Headers";

/// Makes a CORS configuration of a REST API's OPTIONS mocks, which then go; a WebSocket API needs neither.
pub(super) fn to_configuration(work: &mut Work) {
    if work.from != ApiKind::Rest {
        return;
    }
    let Some(api) = work.snapshot() else { return };
    let preflights: Vec<(RouteId, IntegrationId)> = api
        .routes
        .iter()
        .filter(|(_, route)| route.key.method() == Some(Method::Options))
        .filter_map(|(id, route)| Some((*id, route.integration?)))
        .filter(|(_, integration)| answer(&api, *integration).is_some())
        .collect();
    if preflights.is_empty() {
        return;
    }
    let mut cors = Cors::default();
    for (_, integration) in &preflights {
        let Some(response) = answer(&api, *integration) else { continue };
        for (name, list) in [
            (ORIGIN, &mut cors.allow_origins),
            (METHODS, &mut cors.allow_methods),
            (HEADERS, &mut cors.allow_headers),
        ] {
            for value in values(response, name) {
                if !list.contains(&value) {
                    list.push(value);
                }
            }
        }
        cors.allow_credentials |= values(response, "Access-Control-Allow-Credentials") == ["true"];
    }
    let to = work.to;
    if to == ApiKind::WebSocket {
        let support = aws::capability(Capability::ApiCors, to);
        let message = format!("OPTIONS methods for CORS are dropped: {}", support.reason);
        work.lose("cors-lost", Item::Api(work.id), message, &support.alternative);
    }
    let Some(api) = work.api() else { return };
    api.settings.cors = (to == ApiKind::Http).then_some(cors);
    for (route, integration) in preflights {
        api.routes.shift_remove(&route);
        for stage in api.stages.values_mut().filter(|stage| stage.overrides.contains_key(&route)) {
            Arc::make_mut(stage).overrides.shift_remove(&route);
        }
        if !api.routes.values().any(|route| route.integration == Some(integration)) {
            api.integrations.shift_remove(&integration);
        }
    }
}

/// The response of a mock that allows an origin.
fn answer(api: &Api, integration: IntegrationId) -> Option<&IntegrationResponse> {
    let node = api.integrations.get(&integration)?;
    let mock = matches!(node.target, Target::Mock);
    node.responses.iter().find(|response| mock && !values(response, ORIGIN).is_empty())
}

/// The static values of a header, split at commas.
fn values(response: &IntegrationResponse, name: &str) -> Vec<String> {
    let mapped = response.parameters.iter().find(|(key, _)| {
        key.strip_prefix("method.response.header.").is_some_and(|header| header.eq_ignore_ascii_case(name))
    });
    let text = mapped.and_then(|(_, value)| value.strip_prefix('\'')?.strip_suffix('\''));
    let parts = text.unwrap_or_default().split(',').map(str::trim);
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Makes OPTIONS mocks and gateway response headers of an HTTP API's CORS configuration.
pub(super) fn to_methods(work: &mut Work) {
    if (work.from, work.to) != (ApiKind::Http, ApiKind::Rest) {
        return;
    }
    let Some(cors) = work.api().and_then(|api| api.settings.cors.take()) else { return };
    let item = Item::Api(work.id);
    let origin = cors.allow_origins.first().cloned().unwrap_or_default();
    if cors.allow_origins.len() > 1 {
        let message = format!("CORS keeps the first origin, `{origin}`, as a mock answers with one text");
        work.lose(
            "cors-origins-lost",
            item,
            message,
            "Answer OPTIONS from a function to choose among origins",
        );
    }
    let help = "Send the headers from the backend; proxies pass them on";
    let message = "CORS headers of answers are no longer added by the API".to_owned();
    work.lose("cors-headers", item, message, help);
    let header = |text: String| format!("'{text}'");
    let mut parameters = TextMap::new();
    let mut add = |name: &str, value: String| {
        if !value.is_empty() {
            parameters.insert(format!("method.response.header.{name}"), header(value));
        }
    };
    add(ORIGIN, origin.clone());
    add(METHODS, cors.allow_methods.join(","));
    add(HEADERS, cors.allow_headers.join(","));
    add("Access-Control-Max-Age", cors.max_age_s.map(|age| age.to_string()).unwrap_or_default());
    add(
        "Access-Control-Allow-Credentials",
        if cors.allow_credentials { "true".to_owned() } else { String::new() },
    );
    let names: Vec<String> =
        parameters.keys().filter_map(|key| key.rsplit('.').next()).map(str::to_owned).collect();
    let integration = Integration {
        name: "preflight".to_owned(),
        target: Target::Mock,
        passthrough_behavior: Some(PassthroughBehavior::WhenNoMatch),
        request_templates: TextMap::from([(
            "application/json".to_owned(),
            "{\"statusCode\": 204}".to_owned(),
        )]),
        responses: vec![IntegrationResponse {
            status: "204".to_owned(),
            parameters,
            ..IntegrationResponse::default()
        }],
        ..Integration::default()
    };
    let response = MethodResponse {
        headers: names.into_iter().map(|name| (name, false)).collect(),
        ..MethodResponse::default()
    };
    add_methods(work, integration, &response);
    let Some(api) = work.api() else { return };
    for kind in [GatewayResponseType::Default4xx, GatewayResponseType::Default5xx] {
        let parameters =
            TextMap::from([(format!("gatewayresponse.header.{ORIGIN}"), header(origin.clone()))]);
        api.settings
            .gateway_responses
            .insert(kind, GatewayResponse { parameters, ..GatewayResponse::default() });
    }
}

/// An OPTIONS method for every path that has none.
fn add_methods(work: &mut Work, integration: Integration, response: &MethodResponse) {
    let Some(api) = work.snapshot() else { return };
    let mut paths: Vec<&str> = api.routes.values().filter_map(|route| route.key.path_template()).collect();
    paths.dedup();
    let mut done: Vec<&str> = api
        .routes
        .values()
        .filter(|route| matches!(route.key.method(), Some(Method::Options)))
        .filter_map(|route| route.key.path_template())
        .collect();
    let id: IntegrationId = work.design.mint();
    for path in paths {
        if done.contains(&path) {
            continue;
        }
        done.push(path);
        let route_id: RouteId = work.design.mint();
        let route = Route {
            key: RouteKey::path(Method::Options, path),
            integration: Some(id),
            responses: IndexMap::from([("204".to_owned(), response.clone())]),
            ..Route::default()
        };
        if let Some(api) = work.api() {
            api.routes.insert(route_id, Arc::new(route));
        }
    }
    if let Some(api) = work.api() {
        api.integrations.insert(id, Arc::new(integration));
    }
}
