//! An HTTP or WebSocket API.

mod api;
mod authorizer;
mod described;
mod integration;
mod model;
mod quick;
mod route;
mod stage;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Build;
use super::apis::Children;
use super::body::Body;
use crate::aws::ApiKind;
use crate::design::{Api, ApiId, IntegrationId, Item, RouteId};

/// An HTTP or WebSocket API while it is read.
pub(super) struct Second<'b, 'w, 'c> {
    build: &'b mut Build<'w, 'c>,
    id: ApiId,
    /// Its resource.
    at: usize,
    api: Api,
    children: &'b Children,
    /// What begins the names of the API's blocks, where there are several APIs.
    prefix: String,
    /// Routes by key.
    routes: BTreeMap<String, RouteId>,
}

/// Reads an API.
pub(super) fn read(
    build: &mut Build<'_, '_>,
    at: usize,
    id: ApiId,
    kind: ApiKind,
    children: &Children,
) -> Api {
    build.became(at, Item::Api(id));
    let name = build.work.graph.resource(at).map(|resource| resource.address.name.as_str());
    let prefix = match name {
        Some("this" | "main" | "default") | None => String::new(),
        Some(name) => format!("{name}_"),
    };
    let mut second =
        Second { build, id, at, api: Api::new(kind, ""), children, prefix, routes: BTreeMap::new() };
    described::read(&mut second);
    api::read(&mut second);
    model::read(&mut second);
    authorizer::read(&mut second);
    integration::read(&mut second);
    route::read(&mut second);
    quick::read(&mut second);
    stage::read(&mut second);
    second.api
}

impl<'w, 'c> Second<'_, 'w, 'c> {
    fn is_http(&self) -> bool {
        self.api.kind == ApiKind::Http
    }

    /// The API's resources of a type, with their arguments.
    fn each(&self, kind: &str) -> Vec<Body<'w, 'c>> {
        self.children.of(kind).into_iter().filter_map(|at| self.build.body(at, None)).collect()
    }

    /// Changes a route.
    fn change(&mut self, id: RouteId, change: impl FnOnce(&mut crate::design::Route)) {
        if let Some(route) = self.api.routes.get_mut(&id) {
            change(Arc::make_mut(route));
        }
    }

    /// The integration that a value refers to.
    fn integration(&self, value: &super::super::config::Value) -> Option<IntegrationId> {
        let kind = "aws_apigatewayv2_integration";
        let graph = &self.build.work.graph;
        let found = graph.who(value, &[kind]).or_else(|| {
            // `integrations/abc`, as states and plans say it.
            let text = super::body::known_text(self.build.work, value)?;
            let id = text.strip_prefix("integrations/")?.to_owned();
            graph.who(&super::super::config::Value::Text(id), &[kind])
        })?;
        match self.build.items.get(&found)? {
            Item::Integration(_, id) => Some(*id),
            _ => None,
        }
    }
}
