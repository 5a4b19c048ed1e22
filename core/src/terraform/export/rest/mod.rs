//! A REST API: one resource for each path, method, integration and response.

mod api;
mod authorizer;
mod body;
mod deployment;
mod documentation;
mod gateway_response;
mod integration;
mod method;
mod model;
mod path;
mod response;
mod settings;
mod stage;

pub(in crate::terraform) use api::INLINE_POLICY;
pub(super) use api::stage_outputs;
pub(in crate::terraform) use body::BODY_MODE;
pub(super) use deployment::triggers;
pub(super) use method::kept_guard;
pub(super) use settings::writes_logs;
pub(in crate::terraform) use settings::{method_settings_arguments, method_settings_of};
pub(super) use stage::account_note;

use std::collections::{BTreeMap, BTreeSet};

use super::api::ApiContext;
use super::module::{Address, Module, Of};
use super::shared::permission;
use crate::design::{FunctionId, ModelId, ValidatorId};
use crate::terraform::RestStyle;
use crate::terraform::syntax::{Expr, Fields};

/// A REST API while its blocks are added.
pub(super) struct Rest<'c, 'a> {
    context: &'c ApiContext<'a>,
    /// The API's own block.
    api: Address,
    /// Where the identifier of a path's resource is found.
    resources: BTreeMap<String, String>,
    models: BTreeMap<ModelId, Expr>,
    /// Where the names of the models in the files are found.
    model_names: BTreeMap<ModelId, String>,
    validators: BTreeMap<ValidatorId, Address>,
    /// Functions that routes invoke without a role.
    functions: BTreeSet<FunctionId>,
    /// What a deployment takes a snapshot of.
    snapshot: Vec<Expr>,
    /// How many methods there are.
    methods: usize,
    /// The part of the documentation that a stage may publish.
    documentation: Vec<Address>,
    /// Its versions.
    versions: BTreeMap<String, Address>,
}

/// Adds the API's blocks.
pub(super) fn export<'a>(module: &mut Module<'a>, context: &ApiContext<'a>) {
    match module.options.rest_style {
        RestStyle::Resources => resources(module, context),
        RestStyle::Body => {
            let (document, design) = body::arguments(module, context);
            let mut rest = Rest::new(module, context, document);
            body::export(module, &mut rest, &design);
            rest.finish(module);
        }
    }
}

/// Adds a block for each path, method, integration and response.
fn resources<'a>(module: &mut Module<'a>, context: &ApiContext<'a>) {
    let mut rest = Rest::new(module, context, Fields::new());
    model::export(module, &mut rest);
    authorizer::export(module, &mut rest);
    path::export(module, &mut rest);
    method::export(module, &mut rest);
    gateway_response::export(module, &mut rest);
    documentation::export(module, &mut rest);
    rest.finish(module);
}

impl<'c, 'a> Rest<'c, 'a> {
    /// The API with its own block, which also has these arguments.
    fn new(module: &mut Module<'a>, context: &'c ApiContext<'a>, more: Fields) -> Self {
        let mut rest = Self {
            context,
            api: api::export(module, context, more),
            resources: BTreeMap::new(),
            models: BTreeMap::new(),
            model_names: BTreeMap::new(),
            validators: BTreeMap::new(),
            functions: BTreeSet::new(),
            snapshot: Vec::new(),
            methods: 0,
            documentation: Vec::new(),
            versions: BTreeMap::new(),
        };
        api::snapshot(&mut rest);
        api::policy(module, &mut rest);
        rest
    }

    /// Adds what both styles have: permissions, deployment, stages and outputs.
    fn finish(mut self, module: &mut Module<'a>) {
        for id in self.functions.clone() {
            permission::allow_routes(module, self.context, id, &self.api);
        }
        let deployment = deployment::export(module, &mut self);
        stage::export(module, &self, deployment.as_ref());
        api::outputs(module, &self);
    }
}

impl Rest<'_, '_> {
    /// Adds a block that a deployment takes a snapshot of: its identifier and those of the watched arguments
    /// that are set. Arguments that are not set read back as null or as an empty value, in turn, so they must
    /// not be looked at.
    fn add(&mut self, module: &mut Module<'_>, of: Of<'_>, fields: Fields, watched: &[&str]) -> Address {
        module.add_to_snapshot(&mut self.snapshot, of, fields, watched)
    }

    /// A name for a block of this API.
    fn take(&self, module: &mut Module<'_>, kind: &str, wanted: &str, mark: &str) -> String {
        self.context.take(module, kind, wanted, mark)
    }
}
