//! Applying an edit: all of it or nothing, with references kept intact.

use std::hash::Hash;
use std::sync::Arc;

use indexmap::IndexSet;

use super::rename::{follow, rename};
use super::{DesignSettings, Edit, web_acl_names};
use crate::aws::ApiKind;
use crate::design::refs::{self, Fate};
use crate::design::{Api, ApiId, Document, Item, MAX_ID, Nodes, convert, repair};

/// What an edit led to.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The changed document; nodes that did not change are shared with the old one.
    pub document: Document,
    /// What was added or changed, in the document's order; what is gone is not listed.
    pub touched: Vec<Item>,
}

/// Why an edit is refused; the document is untouched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The edit is about something that the document does not hold.
    #[error("there is no {} `{_0}` in this design", _0.noun())]
    Unknown(Item),
    /// The node's number already belongs to something else.
    #[error("the number of the {} `{_0}` is already taken", _0.noun())]
    Taken(Item),
    /// The node's number is 0 or beyond what a design counts to.
    #[error("the {} `{_0}` needs a number between 1 and {MAX_ID}", _0.noun())]
    BadNumber(Item),
    /// The node refers to something that the document does not hold.
    #[error("{} `{holder}` refers in `{place}` to the {} `{target}`, which does not exist", .holder.noun(), .target.noun())]
    Dangling {
        /// Who refers.
        holder: Item,
        /// The field.
        place: &'static str,
        /// What is missing.
        target: Item,
    },
    /// The place to move to is past the end.
    #[error("place {index} is past the end of the list of {count}")]
    OutOfRange {
        /// The place asked for, counted from 0.
        index: usize,
        /// How many there are.
        count: usize,
    },
    /// The item cannot be removed, renamed or moved in a list.
    #[error("{} cannot be {verb}", article(*.item))]
    Impossible {
        /// The item.
        item: Item,
        /// What was asked for: `removed`, `renamed`, `moved`.
        verb: &'static str,
    },
}

fn article(item: Item) -> String {
    format!("the {}", item.noun())
}

/// Applies an edit to a document.
///
/// Removing a node lets everything go that referred to it. Errors leave nothing half done: see [`EditError`].
pub fn apply(document: &Document, edit: &Edit) -> Result<Applied, EditError> {
    let mut next = document.clone();
    perform(&mut next, edit)?;
    let items: IndexSet<Item> = next.items().into_iter().collect();
    check_numbers(document, &items)?;
    check_references(document, &next)?;
    next.design.last_id = items.iter().filter_map(|item| item.number()).fold(next.design.last_id, u32::max);
    next.forget_traffic();
    next.layout.positions.retain(|key, _| key.parse().is_ok_and(|item: Item| items.contains(&item)));
    let touched = items.into_iter().filter(|item| differs(document, &next, *item)).collect();
    Ok(Applied { document: next, touched })
}

fn perform(document: &mut Document, edit: &Edit) -> Result<(), EditError> {
    match edit {
        Edit::PutApi(id, node) => put_api(document, *id, node),
        Edit::PutRoute(api, id, node) => put(&mut api_mut(document, *api)?.routes, *id, node),
        Edit::PutIntegration(api, id, node) => put(&mut api_mut(document, *api)?.integrations, *id, node),
        Edit::PutAuthorizer(api, id, node) => put(&mut api_mut(document, *api)?.authorizers, *id, node),
        Edit::PutModel(api, id, node) => put(&mut api_mut(document, *api)?.models, *id, node),
        Edit::PutValidator(api, id, node) => put(&mut api_mut(document, *api)?.validators, *id, node),
        Edit::PutStage(api, id, node) => put(&mut api_mut(document, *api)?.stages, *id, node),
        Edit::PutFunction(id, node) => put(&mut document.design.functions, *id, node),
        Edit::PutDomain(id, node) => put(&mut document.design.domains, *id, node),
        Edit::PutVpcLink(id, node) => put(&mut document.design.vpc_links, *id, node),
        Edit::PutApiKey(id, node) => put(&mut document.design.api_keys, *id, node),
        Edit::PutUsagePlan(id, node) => put(&mut document.design.usage_plans, *id, node),
        Edit::PutWebAcl(id, node) => {
            web_acl_names::follow(&mut document.design, *id, node);
            put(&mut document.design.web_acls, *id, node)
        }
        Edit::PutClientCertificate(id, node) => put(&mut document.design.client_certificates, *id, node),
        Edit::PutAlarm(id, node) => put(&mut document.design.alarms, *id, node),
        Edit::PutScenario(id, node) => put(&mut document.scenarios, *id, node),
        Edit::PutSettings(settings) => put_settings(document, settings),
        Edit::PutTraffic(traffic) => {
            document.traffic = (**traffic).clone();
            Ok(())
        }
        Edit::PutUsage(usage) => {
            document.usage = (**usage).clone();
            Ok(())
        }
        Edit::PutPricing(pricing) => {
            document.pricing = (**pricing).clone();
            Ok(())
        }
        Edit::PutWaivers(waivers) => {
            document.waivers.clone_from(waivers);
            Ok(())
        }
        Edit::PutTerraform(kept) => {
            document.design.terraform = (**kept).clone();
            Ok(())
        }
        Edit::Remove(item) => remove(document, *item),
        Edit::Rename(item, name) => rename(document, *item, name),
        Edit::Reorder(item, index) => reorder(document, *item, *index),
        Edit::ConvertKind(api, kind) => convert_kind(document, *api, *kind),
        Edit::Move(item, position) => move_on_diagram(document, *item, *position),
        Edit::Batch(edits) => edits.iter().try_for_each(|edit| perform(document, edit)),
        Edit::Replace(other) => {
            *document = (**other).clone();
            // Whoever read the other document has told its flaws; here it only must not break ours.
            repair::mend(document);
            Ok(())
        }
    }
}

pub(super) fn api_mut(document: &mut Document, id: ApiId) -> Result<&mut Api, EditError> {
    let api = document.design.apis.get_mut(&id).ok_or(EditError::Unknown(Item::Api(id)))?;
    Ok(Arc::make_mut(api))
}

fn put<Id: Copy + Hash + Eq, Node>(
    nodes: &mut Nodes<Id, Node>,
    id: Id,
    node: &Arc<Node>,
) -> Result<(), EditError> {
    nodes.insert(id, Arc::clone(node));
    Ok(())
}

/// Puts an API; whoever outside referred to a stage or route that it no longer has lets go.
fn put_api(document: &mut Document, id: ApiId, node: &Arc<Api>) -> Result<(), EditError> {
    document.design.apis.insert(id, Arc::clone(node));
    detach_missing(document, Some(id));
    Ok(())
}

fn put_settings(document: &mut Document, settings: &DesignSettings) -> Result<(), EditError> {
    let settings = settings.clone();
    let design = &mut document.design;
    design.name = settings.name;
    design.description = settings.description;
    design.region = settings.region;
    design.account_id = settings.account_id;
    design.account = settings.account;
    design.dashboard = settings.dashboard;
    design.xray_sampling = settings.xray_sampling;
    design.tags = settings.tags;
    Ok(())
}

/// Converts the API; saved requests follow stages that cannot keep their names.
fn convert_kind(document: &mut Document, id: ApiId, kind: ApiKind) -> Result<(), EditError> {
    let design = convert::convert(&document.design, id, kind).ok_or(EditError::Unknown(Item::Api(id)))?;
    let before = std::mem::replace(&mut document.design, design);
    let stages = before.apis.get(&id).map(|api| api.stages.clone()).unwrap_or_default();
    for (stage_id, stage) in stages {
        let item = Item::Stage(id, stage_id);
        if let Some(name) = document.name_of(item) {
            follow(document, item, &stage.name, &name);
        }
    }
    detach_missing(document, None);
    Ok(())
}

/// Runs `$body` with the map that the item is in and its key there.
macro_rules! in_nodes {
    ($document:expr, $item:expr, $verb:literal, |$nodes:ident, $id:ident| $body:expr) => {{
        macro_rules! of_api {
            ($api:expr, $key:expr, $field:ident) => {{
                let ($nodes, $id) = (&mut api_mut($document, $api)?.$field, $key);
                $body
            }};
        }
        macro_rules! of_design {
            ($key:expr, $field:ident) => {{
                let ($nodes, $id) = (&mut $document.design.$field, $key);
                $body
            }};
        }
        match $item {
            Item::Design | Item::Account => Err(EditError::Impossible { item: $item, verb: $verb }),
            Item::Api(id) => of_design!(id, apis),
            Item::Route(api, id) => of_api!(api, id, routes),
            Item::Integration(api, id) => of_api!(api, id, integrations),
            Item::Authorizer(api, id) => of_api!(api, id, authorizers),
            Item::Model(api, id) => of_api!(api, id, models),
            Item::Validator(api, id) => of_api!(api, id, validators),
            Item::Stage(api, id) => of_api!(api, id, stages),
            Item::Function(id) => of_design!(id, functions),
            Item::Domain(id) => of_design!(id, domains),
            Item::VpcLink(id) => of_design!(id, vpc_links),
            Item::ApiKey(id) => of_design!(id, api_keys),
            Item::UsagePlan(id) => of_design!(id, usage_plans),
            Item::WebAcl(id) => of_design!(id, web_acls),
            Item::ClientCertificate(id) => of_design!(id, client_certificates),
            Item::Alarm(id) => of_design!(id, alarms),
            Item::Scenario(id) => {
                let ($nodes, $id) = (&mut $document.scenarios, id);
                $body
            }
        }
    }};
}

fn remove(document: &mut Document, item: Item) -> Result<(), EditError> {
    let removed: Result<bool, EditError> =
        in_nodes!(document, item, "removed", |nodes, id| Ok(nodes.shift_remove(&id).is_some()));
    if !removed? {
        return Err(EditError::Unknown(item));
    }
    detach_missing(document, None);
    Ok(())
}

fn reorder(document: &mut Document, item: Item, index: usize) -> Result<(), EditError> {
    in_nodes!(document, item, "moved", |nodes, id| {
        let from = nodes.get_index_of(&id).ok_or(EditError::Unknown(item))?;
        if index >= nodes.len() {
            return Err(EditError::OutOfRange { index, count: nodes.len() });
        }
        nodes.move_index(from, index);
        Ok(())
    })
}

fn move_on_diagram(
    document: &mut Document,
    item: Item,
    position: Option<(i32, i32)>,
) -> Result<(), EditError> {
    if !document.contains(item) {
        return Err(EditError::Unknown(item));
    }
    match position {
        Some(position) => document.layout.positions.insert(item.key(), position),
        None => document.layout.positions.shift_remove(&item.key()),
    };
    Ok(())
}

/// Lets go of every reference to what the document does not hold, except those inside `spared`.
fn detach_missing(document: &mut Document, spared: Option<ApiId>) {
    let items: IndexSet<Item> = document.items().into_iter().collect();
    let wanted = |holder: Item| spared.is_none() || holder.api() != spared;
    refs::rewire(document, &wanted, &mut |_, _, target| {
        if target.number() == Some(0) || items.contains(&target) { Fate::Keep } else { Fate::Detach }
    });
}

/// Every number in use must be one of a kind and in range, as far as the edit brought it.
fn check_numbers(before: &Document, items: &IndexSet<Item>) -> Result<(), EditError> {
    let mut seen = IndexSet::with_capacity(items.len());
    for item in items {
        let Some(number) = item.number() else { continue };
        if (number == 0 || number > MAX_ID) && !before.contains(*item) {
            return Err(EditError::BadNumber(*item));
        }
        if !seen.insert(number) {
            let newcomer =
                items.iter().find(|other| other.number() == Some(number) && !before.contains(**other));
            if let Some(newcomer) = newcomer {
                return Err(EditError::Taken(*newcomer));
            }
        }
    }
    Ok(())
}

/// What changed must not refer to what is not there.
fn check_references(before: &Document, after: &Document) -> Result<(), EditError> {
    let mut dangling = None;
    let mut probe = after.clone();
    let changed = |holder: Item| differs(before, after, holder);
    refs::rewire(&mut probe, &changed, &mut |holder, place, target| {
        let fine = target.number() == Some(0) || after.contains(target);
        if !fine && dangling.is_none() {
            dangling = Some(EditError::Dangling { holder, place, target });
        }
        Fate::Keep
    });
    dangling.map_or(Ok(()), Err)
}

/// Whether the item is new or holds other values than before; an API's own nodes do not count for the API.
fn differs(before: &Document, after: &Document, item: Item) -> bool {
    macro_rules! nodes {
        ($field:ident, $id:expr) => {
            before.design.$field.get(&$id) != after.design.$field.get(&$id)
        };
    }
    macro_rules! nested {
        ($api:expr, $field:ident, $id:expr) => {{
            let old = before.design.apis.get(&$api).and_then(|api| api.$field.get(&$id));
            let new = after.design.apis.get(&$api).and_then(|api| api.$field.get(&$id));
            old != new
        }};
    }
    match item {
        Item::Design => design_differs(before, after),
        Item::Account => before.design.account != after.design.account,
        Item::Api(id) => api_differs(before.design.apis.get(&id), after.design.apis.get(&id)),
        Item::Route(api, id) => nested!(api, routes, id),
        Item::Integration(api, id) => nested!(api, integrations, id),
        Item::Authorizer(api, id) => nested!(api, authorizers, id),
        Item::Model(api, id) => nested!(api, models, id),
        Item::Validator(api, id) => nested!(api, validators, id),
        Item::Stage(api, id) => nested!(api, stages, id),
        Item::Function(id) => nodes!(functions, id),
        Item::Domain(id) => nodes!(domains, id),
        Item::VpcLink(id) => nodes!(vpc_links, id),
        Item::ApiKey(id) => nodes!(api_keys, id),
        Item::UsagePlan(id) => nodes!(usage_plans, id),
        Item::WebAcl(id) => nodes!(web_acls, id),
        Item::ClientCertificate(id) => nodes!(client_certificates, id),
        Item::Alarm(id) => nodes!(alarms, id),
        Item::Scenario(id) => before.scenarios.get(&id) != after.scenarios.get(&id),
    }
}

fn design_differs(before: &Document, after: &Document) -> bool {
    DesignSettings::of(&before.design) != DesignSettings::of(&after.design)
        || before.traffic != after.traffic
        || before.usage != after.usage
        || before.waivers != after.waivers
        || before.pricing != after.pricing
}

fn api_differs(before: Option<&Arc<Api>>, after: Option<&Arc<Api>>) -> bool {
    match (before, after) {
        (Some(old), Some(new)) => {
            !Arc::ptr_eq(old, new)
                && (old.kind != new.kind || old.name != new.name || old.settings != new.settings)
        }
        (None, None) => false,
        _ => true,
    }
}
