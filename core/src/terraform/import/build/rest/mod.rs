//! A REST API: its resources, methods, integrations and responses.

mod api;
mod authorizer;
mod described;
mod documentation;
mod integration;
mod method;
mod model;
mod response;
mod settings;
mod stage;

pub(super) use method::{twice_told, unknown_authorizer};
pub(super) use settings::beyond;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Build;
use super::apis::Children;
use super::body::Body;
use super::graph::{RESOURCE, REST_API};
use crate::aws::{ApiKind, Method};
use crate::design::{Api, ApiId, AuthorizerId, IntegrationId, Item, ModelId, RouteId, RouteKey};

/// A REST API while it is read.
pub(super) struct Rest<'b, 'w, 'c> {
    build: &'b mut Build<'w, 'c>,
    id: ApiId,
    /// Its resource.
    at: usize,
    api: Api,
    children: &'b Children,
    /// Whether a document described it before its resources are read.
    is_described: bool,
    /// Routes by path and verb.
    routes: BTreeMap<(String, String), RouteId>,
    /// Integrations by their JSON text, so that equal ones share a node.
    integrations: BTreeMap<String, IntegrationId>,
    /// The deployment that the design's is written as.
    newest: Option<usize>,
}

/// Reads an API.
pub(super) fn read(build: &mut Build<'_, '_>, at: usize, id: ApiId, children: &Children) -> Api {
    build.became(at, Item::Api(id));
    let mut rest = Rest {
        build,
        id,
        at,
        api: Api::new(ApiKind::Rest, ""),
        children,
        is_described: false,
        routes: BTreeMap::new(),
        integrations: BTreeMap::new(),
        newest: None,
    };
    described::read(&mut rest);
    api::read(&mut rest);
    model::read(&mut rest);
    authorizer::read(&mut rest);
    method::read(&mut rest);
    integration::read(&mut rest);
    response::read(&mut rest);
    documentation::gateway_responses(&mut rest);
    documentation::read(&mut rest);
    stage::read(&mut rest);
    settings::read(&mut rest);
    rest.api
}

impl<'w, 'c> Rest<'_, 'w, 'c> {
    fn item(&self) -> Item {
        Item::Api(self.id)
    }

    /// The API's resources of a type, with their arguments.
    fn each(&self, kind: &str, item: Option<Item>) -> Vec<Body<'w, 'c>> {
        self.children.of(kind).into_iter().filter_map(|at| self.build.body(at, item)).collect()
    }

    /// The path and verb that a resource of a method names.
    fn place(&self, body: &Body<'_, '_>) -> Option<(String, String)> {
        let found =
            body.who("resource_id", &[RESOURCE, REST_API]).and_then(|at| self.build.work.graph.path(at));
        let method = body.known_text("http_method");
        body.skip(&["rest_api_id"]);
        if let (Some(path), Some(method)) = (found, method) {
            return Some((path, method.to_ascii_uppercase()));
        }
        let message =
            format!("`{}` belongs to a path or verb that cannot be told without a plan", body.address());
        let help = "It is kept as it was written";
        body.say(crate::design::Diagnostic::warning("terraform-method", message).help(help));
        None
    }

    /// The route that a resource of a method belongs to.
    fn route_of(&self, body: &Body<'_, '_>) -> Option<RouteId> {
        let place = self.place(body)?;
        let found = self.routes.get(&place).copied();
        if found.is_none() {
            let message =
                format!("`{}` belongs to `{} {}`, which no method is", body.address(), place.1, place.0);
            let help = "It is kept as it was written; AWS refuses it without its method";
            body.say(crate::design::Diagnostic::warning("terraform-method", message).help(help));
        }
        found
    }

    /// Changes a route.
    fn change(&mut self, id: RouteId, change: impl FnOnce(&mut crate::design::Route)) {
        if let Some(route) = self.api.routes.get_mut(&id) {
            change(Arc::make_mut(route));
        }
    }

    /// The model that a value names.
    fn model(&mut self, value: &super::super::config::Value) -> Option<ModelId> {
        let graph = &self.build.work.graph;
        let linked = graph.who(value, &["aws_api_gateway_model"]).and_then(|at| self.build.items.get(&at));
        if let Some(Item::Model(api, id)) = linked
            && *api == self.id
        {
            return Some(*id);
        }
        let name = super::body::known_text(self.build.work, value)?;
        model::named(self, &name)
    }

    /// The authorizer that an argument names.
    fn authorizer(&self, body: &Body<'_, '_>) -> Option<AuthorizerId> {
        match self.build.linked(body, "authorizer_id", &["aws_api_gateway_authorizer"])? {
            Item::Authorizer(_, id) => Some(id),
            _ => None,
        }
    }
}

/// The key of a route, where AWS knows the verb.
fn key(path: &str, method: &str) -> Option<RouteKey> {
    Some(RouteKey::path(method.parse::<Method>().ok()?, path))
}
