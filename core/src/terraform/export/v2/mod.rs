//! An HTTP or WebSocket API.

mod api;
mod authorizer;
mod deployment;
mod integration;
mod model;
mod response;
mod route;
mod settings;
mod stage;

pub(in crate::terraform) use integration::UNDESCRIBED;

use std::collections::{BTreeMap, BTreeSet};

use super::api::ApiContext;
use super::module::{Address, Module, Of};
use super::shared::permission;
use crate::aws::ApiKind;
use crate::design::{FunctionId, IntegrationId, ModelId, RouteId};
use crate::terraform::syntax::{Expr, Fields};

/// An HTTP or WebSocket API while its blocks are added.
pub(super) struct Second<'c, 'a> {
    context: &'c ApiContext<'a>,
    /// The API's own block.
    api: Address,
    models: BTreeMap<ModelId, Address>,
    integrations: BTreeMap<IntegrationId, Address>,
    routes: BTreeMap<RouteId, Address>,
    /// Functions that routes invoke without a role.
    functions: BTreeSet<FunctionId>,
    /// What a deployment takes a snapshot of.
    snapshot: Vec<Expr>,
}

/// Adds the API's blocks.
pub(super) fn export<'a>(module: &mut Module<'a>, context: &ApiContext<'a>) {
    let mut second = Second {
        context,
        api: api::export(module, context),
        models: BTreeMap::new(),
        integrations: BTreeMap::new(),
        routes: BTreeMap::new(),
        functions: BTreeSet::new(),
        snapshot: Vec::new(),
    };
    model::export(module, &mut second);
    authorizer::export(module, &mut second);
    integration::export(module, &mut second);
    route::export(module, &mut second);
    for id in second.functions.clone() {
        permission::allow_routes(module, context, id, &second.api);
    }
    let deployment = deployment::export(module, &mut second);
    stage::export(module, &second, deployment.as_ref());
    api::outputs(module, &second);
}

impl Second<'_, '_> {
    fn is_http(&self) -> bool {
        self.context.api.kind == ApiKind::Http
    }

    /// Adds a block that a deployment takes a snapshot of; see `Rest::add`.
    fn add(&mut self, module: &mut Module<'_>, of: Of<'_>, fields: Fields, watched: &[&str]) -> Address {
        module.add_to_snapshot(&mut self.snapshot, of, fields, watched)
    }

    /// A name for a block of this API.
    fn take(&self, module: &mut Module<'_>, kind: &str, wanted: &str, mark: &str) -> String {
        self.context.take(module, kind, wanted, mark)
    }
}
