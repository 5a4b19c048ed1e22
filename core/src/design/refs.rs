//! Who refers to whom: the one list of all references in a document.
//!
//! Edits let go of what is removed, repair lets go of what was never there, and both renumber, by the same walk.
//! The number 0 stands for "not chosen yet" wherever a reference cannot be left out.

use std::sync::Arc;

use indexmap::IndexMap;

use super::inputs::Scenario;
use super::{
    Alarm, ApiId, Authorization, Authorizer, AuthorizerMethod, Connection, Document, Domain, FunctionId,
    Integration, Item, MethodResponse, ModelId, Nodes, Route, RouteId, Stage, StageId, Target, UsagePlan,
    Waiver,
};

/// What becomes of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It stays.
    Keep,
    /// It points at this number of the same noun.
    Become(u32),
    /// It is let go of.
    Detach,
}

/// Decides about one reference, given the field it stands in and what it points at.
pub(crate) type Decide<'a> = &'a mut dyn FnMut(&'static str, Item) -> Fate;

/// A node that refers to others.
pub(crate) trait Refers: Clone {
    /// Asks about each reference and changes it; false means that the node itself cannot stay.
    fn rewire(&mut self, api: ApiId, decide: Decide<'_>) -> bool;
}

/// Decides about one reference, given the item that holds it, the field, and what it points at.
pub(crate) type DecideOf<'a> = &'a mut dyn FnMut(Item, &'static str, Item) -> Fate;

/// Asks about every reference of the holders that `wanted` says yes to.
pub(crate) fn rewire(document: &mut Document, wanted: &dyn Fn(Item) -> bool, decide: DecideOf<'_>) {
    let design = &mut document.design;
    let none = ApiId(0);
    for (id, api) in &mut design.apis {
        let id = *id;
        let mut copy = (**api).clone();
        let mut changed = rewire_nodes(&mut copy.routes, id, |node| Item::Route(id, node), wanted, decide);
        changed |=
            rewire_nodes(&mut copy.integrations, id, |node| Item::Integration(id, node), wanted, decide);
        changed |= rewire_nodes(&mut copy.authorizers, id, |node| Item::Authorizer(id, node), wanted, decide);
        changed |= rewire_nodes(&mut copy.stages, id, |node| Item::Stage(id, node), wanted, decide);
        if changed {
            *api = Arc::new(copy);
        }
    }
    rewire_nodes(&mut design.domains, none, Item::Domain, wanted, decide);
    rewire_nodes(&mut design.usage_plans, none, Item::UsagePlan, wanted, decide);
    rewire_nodes(&mut design.alarms, none, Item::Alarm, wanted, decide);
    rewire_nodes(&mut document.scenarios, none, Item::Scenario, wanted, decide);
    // A waiver is no node; whoever is asked about the design is asked about it.
    if wanted(Item::Design) {
        let decide: Decide<'_> = &mut |place, target| decide(Item::Design, place, target);
        document.waivers.retain_mut(|waiver| rewire_waiver(waiver, decide));
    }
}

/// A waiver goes with the item that it is about.
fn rewire_waiver(waiver: &mut Waiver, decide: Decide<'_>) -> bool {
    let Some(item) = waiver.item else { return true };
    let api = match item.api().filter(|api| item != Item::Api(*api)) {
        None => None,
        Some(api) => match list(api, "waivers", &Item::Api, decide) {
            None => return false,
            kept => kept,
        },
    };
    match decide("waivers", item) {
        Fate::Keep => waiver.item = Some(item.moved(api, item.number())),
        Fate::Become(number) => waiver.item = Some(item.moved(api, Some(number))),
        Fate::Detach => return false,
    }
    true
}

/// Asks about the references of every node in a map; true when anything changed.
fn rewire_nodes<Id: Copy + std::hash::Hash + Eq, Node: Refers + PartialEq>(
    nodes: &mut Nodes<Id, Node>,
    api: ApiId,
    item: impl Fn(Id) -> Item,
    wanted: &dyn Fn(Item) -> bool,
    decide: DecideOf<'_>,
) -> bool {
    let mut changed = false;
    nodes.retain(|id, node| {
        let holder = item(*id);
        if !wanted(holder) {
            return true;
        }
        let mut asked = false;
        let mut copy = (**node).clone();
        let stays = copy.rewire(api, &mut |place, target| {
            let fate = decide(holder, place, target);
            asked |= fate != Fate::Keep;
            fate
        });
        changed |= asked || !stays;
        if asked {
            *node = Arc::new(copy);
        }
        stays
    });
    changed
}

/// A reference that must be there: letting go leaves 0.
fn must<Id: From<u32>>(id: &mut Id, place: &'static str, item: Item, decide: Decide<'_>) {
    match decide(place, item) {
        Fate::Keep => {}
        Fate::Become(number) => *id = Id::from(number),
        Fate::Detach => *id = Id::from(0),
    }
}

/// A reference that may be left out.
fn may<Id: From<u32> + Copy>(
    id: &mut Option<Id>,
    place: &'static str,
    item: impl Fn(Id) -> Item,
    decide: Decide<'_>,
) {
    *id = id.and_then(|id| list(id, place, &item, decide));
}

/// A reference in a list; none when it is let go of.
fn list<Id: From<u32> + Copy>(
    id: Id,
    place: &'static str,
    item: &impl Fn(Id) -> Item,
    decide: Decide<'_>,
) -> Option<Id> {
    match decide(place, item(id)) {
        Fate::Keep => Some(id),
        Fate::Become(number) => Some(Id::from(number)),
        Fate::Detach => None,
    }
}

/// A map by content type or key whose values are models.
fn models(map: &mut IndexMap<String, ModelId>, place: &'static str, api: ApiId, decide: Decide<'_>) {
    map.retain(|_, model| match list(*model, place, &|id| Item::Model(api, id), decide) {
        Some(kept) => {
            *model = kept;
            true
        }
        None => false,
    });
}

/// A map by route; entries of routes that are let go of are dropped.
fn by_route<Value: Clone>(
    map: &mut IndexMap<RouteId, Value>,
    place: &'static str,
    api: ApiId,
    decide: Decide<'_>,
) {
    let entries = std::mem::take(map);
    for (route, value) in entries {
        if let Some(route) = list(route, place, &|id| Item::Route(api, id), decide) {
            map.insert(route, value);
        }
    }
}

/// A stage of an API, together; false when either is let go of.
fn stage_of(api: &mut ApiId, stage: &mut StageId, place: &'static str, decide: Decide<'_>) -> bool {
    let (old_api, old_stage) = (*api, *stage);
    match list(old_api, place, &Item::Api, decide) {
        Some(kept) => *api = kept,
        None => return false,
    }
    match list(old_stage, place, &|id| Item::Stage(old_api, id), decide) {
        Some(kept) => *stage = kept,
        None => return false,
    }
    true
}

impl Refers for Route {
    fn rewire(&mut self, api: ApiId, decide: Decide<'_>) -> bool {
        if let Authorization::Authorizer { id, .. } = &mut self.authorization {
            // A route does not become public because its authorizer went away.
            must(id, "authorization", Item::Authorizer(api, *id), decide);
        }
        may(&mut self.integration, "integration", |id| Item::Integration(api, id), decide);
        may(&mut self.validator, "validator", |id| Item::Validator(api, id), decide);
        models(&mut self.body_models, "body_models", api, decide);
        for response in self.responses.values_mut() {
            response_models(response, api, decide);
        }
        true
    }
}

fn response_models(response: &mut MethodResponse, api: ApiId, decide: Decide<'_>) {
    models(&mut response.models, "responses", api, decide);
}

fn function(id: &mut FunctionId, place: &'static str, decide: Decide<'_>) {
    must(id, place, Item::Function(*id), decide);
}

impl Refers for Integration {
    fn rewire(&mut self, _: ApiId, decide: Decide<'_>) -> bool {
        if let Target::Lambda { function: id, .. } = &mut self.target {
            function(id, "target", decide);
        }
        if let Connection::VpcLink { id, .. } = &mut self.connection {
            must(id, "connection", Item::VpcLink(*id), decide);
        }
        true
    }
}

impl Refers for Authorizer {
    fn rewire(&mut self, _: ApiId, decide: Decide<'_>) -> bool {
        match &mut self.method {
            AuthorizerMethod::LambdaToken { function: id, .. }
            | AuthorizerMethod::LambdaRequest { function: id, .. } => function(id, "method", decide),
            AuthorizerMethod::Jwt { .. } | AuthorizerMethod::Cognito { .. } => {}
        }
        true
    }
}

impl Refers for Stage {
    fn rewire(&mut self, api: ApiId, decide: Decide<'_>) -> bool {
        by_route(&mut self.overrides, "overrides", api, decide);
        may(&mut self.client_certificate, "client_certificate", Item::ClientCertificate, decide);
        may(&mut self.web_acl, "web_acl", Item::WebAcl, decide);
        true
    }
}

impl Refers for Domain {
    fn rewire(&mut self, _: ApiId, decide: Decide<'_>) -> bool {
        self.mappings
            .retain_mut(|mapping| stage_of(&mut mapping.api, &mut mapping.stage, "mappings", decide));
        self.routing_rules
            .retain_mut(|rule| stage_of(&mut rule.api, &mut rule.stage, "routing_rules", decide));
        true
    }
}

impl Refers for UsagePlan {
    fn rewire(&mut self, _: ApiId, decide: Decide<'_>) -> bool {
        self.stages.retain_mut(|covered| {
            by_route(&mut covered.route_throttles, "stages", covered.api, decide);
            stage_of(&mut covered.api, &mut covered.stage, "stages", decide)
        });
        self.api_keys.retain_mut(|key| match list(*key, "api_keys", &Item::ApiKey, decide) {
            Some(kept) => {
                *key = kept;
                true
            }
            None => false,
        });
        true
    }
}

impl Refers for Alarm {
    /// An alarm that would watch more than it was made for goes with what it watched.
    fn rewire(&mut self, _: ApiId, decide: Decide<'_>) -> bool {
        let api = self.api;
        let had = (self.stage.is_some(), self.route.is_some());
        may(&mut self.stage, "stage", |id| Item::Stage(api, id), decide);
        may(&mut self.route, "route", |id| Item::Route(api, id), decide);
        let fate = decide("api", Item::Api(api));
        if let Fate::Become(number) = fate {
            self.api = ApiId(number);
        }
        fate != Fate::Detach && had == (self.stage.is_some(), self.route.is_some())
    }
}

impl Refers for Scenario {
    fn rewire(&mut self, _: ApiId, decide: Decide<'_>) -> bool {
        may(&mut self.follows, "follows", Item::Scenario, decide);
        true
    }
}
