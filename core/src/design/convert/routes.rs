//! Route keys, and authorization that moves to `$connect`.

use std::sync::Arc;

use indexmap::IndexSet;

use super::Work;
use crate::aws::{self, ApiKind, Capability, Method};
use crate::design::{
    Authorization, CONNECT_ROUTE, DEFAULT_ROUTE, DISCONNECT_ROUTE, Item, Route, RouteId, RouteKey, segments,
};

pub(super) fn translate(work: &mut Work) {
    if work.to == ApiKind::WebSocket {
        authorize_connect(work);
    }
    if work.from == ApiKind::WebSocket {
        authorize_requests(work);
    }
    let Some(api) = work.snapshot() else { return };
    let mut taken: IndexSet<RouteKey> = IndexSet::new();
    for (id, route) in &api.routes {
        let item = Item::Route(work.id, *id);
        match key(work, item, &route.key) {
            Some(key) if !taken.contains(&key) => {
                taken.insert(key.clone());
                if key != route.key
                    && let Some(api) = work.api()
                    && let Some(route) = api.routes.get_mut(id)
                {
                    Arc::make_mut(route).key = key;
                }
            }
            Some(key) => {
                let message = format!("Route `{}` is dropped: `{key}` is there already", route.key);
                work.lose("route-lost", item, message, "Join the two routes first");
                remove(work, *id);
            }
            None => remove(work, *id),
        }
    }
}

fn remove(work: &mut Work, id: RouteId) {
    let Some(api) = work.api() else { return };
    api.routes.shift_remove(&id);
    for stage in api.stages.values_mut() {
        if stage.overrides.contains_key(&id) {
            Arc::make_mut(stage).overrides.shift_remove(&id);
        }
    }
}

/// The key on the new kind; none when the route has no place there.
fn key(work: &mut Work, item: Item, key: &RouteKey) -> Option<RouteKey> {
    let to = work.to;
    match (key, to) {
        (RouteKey::Path(method, path), ApiKind::WebSocket) => {
            let name = message_key(*method, path);
            let message =
                format!("Route `{key}` becomes `{name}`, chosen by a message value instead of verb and path");
            work.lose(
                "route-by-message",
                item,
                message,
                "Send messages whose route selection value is this key",
            );
            Some(RouteKey::Named(name))
        }
        (RouteKey::Path(method, path), ApiKind::Http) if path.len() > 1 && path.ends_with('/') => {
            Some(RouteKey::path(*method, path.trim_end_matches('/')))
        }
        (RouteKey::Named(name), ApiKind::Rest | ApiKind::Http) => match name.as_str() {
            DEFAULT_ROUTE if to == ApiKind::Http => Some(key.clone()),
            DEFAULT_ROUTE => default_route(work, item),
            CONNECT_ROUTE | DISCONNECT_ROUTE => {
                let support = aws::capability(Capability::ConnectionRoutes, to);
                let message = format!("Route `{name}` is dropped: {}", support.reason);
                work.lose("route-lost", item, message, &support.alternative);
                None
            }
            _ => {
                let path: String = name
                    .chars()
                    .map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' })
                    .collect();
                let new = RouteKey::path(Method::Post, format!("/{path}"));
                let message = format!(
                    "Route `{name}` becomes `{new}`, chosen by verb and path instead of a message value"
                );
                work.lose("route-by-path", item, message, "Send a request for each message");
                Some(new)
            }
        },
        _ => Some(key.clone()),
    }
}

/// `$default` takes the root as well, which a greedy path does not.
fn default_route(work: &mut Work, item: Item) -> Option<RouteKey> {
    let api = work.snapshot()?;
    let beside = api
        .routes
        .values()
        .filter_map(|route| route.key.path_template())
        .find(|path| path.trim_start_matches('/').starts_with('{') && *path != "/{proxy+}");
    if let Some(path) = beside {
        let message = format!(
            "Route `$default` is dropped: a REST API has one variable at a level, and `{path}` has it"
        );
        work.lose(
            "route-lost",
            item,
            message,
            "Rename the other variable, or add the routes that are needed",
        );
        return None;
    }
    let message = "Route `$default` becomes `ANY /{proxy+}`, which does not take the root `/`";
    work.lose("default-becomes-greedy", item, message.to_owned(), "Add `ANY /` if the root is called");
    Some(RouteKey::path(Method::Any, "/{proxy+}"))
}

fn message_key(method: Method, path: &str) -> String {
    let mut name = method.as_str().to_ascii_lowercase();
    for segment in segments(path) {
        let text = match segment {
            crate::design::Segment::Static(text) => text,
            crate::design::Segment::Parameter(text) | crate::design::Segment::Greedy(text) => text,
        };
        name.push('-');
        name.push_str(text);
    }
    name
}

/// Only `$connect` is authorized: it takes over what the first closed route asks for.
fn authorize_connect(work: &mut Work) {
    let Some(api) = work.snapshot() else { return };
    let closed = api.routes.values().find(|route| route.authorization != Authorization::None);
    let key_required = api.routes.values().any(|route| route.api_key_required);
    let authorization = closed.map(|route| match &route.authorization {
        Authorization::Authorizer { id, .. } => Authorization::Authorizer { id: *id, scopes: Vec::new() },
        other => other.clone(),
    });
    if authorization.is_none() && !key_required {
        return;
    }
    let id: RouteId = work.design.mint();
    let route = Route {
        key: RouteKey::Named(CONNECT_ROUTE.to_owned()),
        authorization: authorization.unwrap_or_default(),
        api_key_required: key_required,
        ..Route::default()
    };
    let Some(api) = work.api() else { return };
    api.routes.shift_insert(0, id, Arc::new(route));
}

/// What was asked of a client once, on connecting, is asked with every request.
fn authorize_requests(work: &mut Work) {
    let Some(api) = work.snapshot() else { return };
    let is_connect = |route: &Route| matches!(&route.key, RouteKey::Named(name) if name == CONNECT_ROUTE);
    let Some(connect) = api.routes.values().find(|route| is_connect(route)) else { return };
    if connect.authorization == Authorization::None && !connect.api_key_required {
        return;
    }
    let Some(api) = work.api() else { return };
    for route in api.routes.values_mut().filter(|route| route.authorization == Authorization::None) {
        let route = Arc::make_mut(route);
        route.authorization = connect.authorization.clone();
        route.api_key_required |= connect.api_key_required;
    }
}
