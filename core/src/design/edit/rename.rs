//! Giving a node another name, and following it where it is referred to by name.

use std::sync::Arc;

use super::EditError;
use super::apply::api_mut;
use crate::design::inputs::Scenario;
use crate::design::{Api, ApiId, Document, Item, RouteKey};

/// Renames the node; a route's name is its key.
pub(super) fn rename(document: &mut Document, item: Item, name: &str) -> Result<(), EditError> {
    let Some(old) = document.name_of(item) else { return Err(EditError::Unknown(item)) };
    macro_rules! node {
        ($nodes:expr, $id:expr, $field:ident, $value:expr) => {
            match $nodes.get_mut(&$id) {
                Some(node) => Arc::make_mut(node).$field = $value,
                None => return Err(EditError::Unknown(item)),
            }
        };
    }
    let text = name.to_owned();
    let design = &mut document.design;
    match item {
        Item::Account | Item::ClientCertificate(_) => {
            return Err(EditError::Impossible { item, verb: "renamed" });
        }
        Item::Design => design.name = text,
        Item::Api(id) => node!(design.apis, id, name, text),
        Item::Route(api, id) => node!(api_mut(document, api)?.routes, id, key, RouteKey::from(name)),
        Item::Integration(api, id) => node!(api_mut(document, api)?.integrations, id, name, text),
        Item::Authorizer(api, id) => node!(api_mut(document, api)?.authorizers, id, name, text),
        Item::Model(api, id) => node!(api_mut(document, api)?.models, id, name, text),
        Item::Validator(api, id) => node!(api_mut(document, api)?.validators, id, name, text),
        Item::Stage(api, id) => node!(api_mut(document, api)?.stages, id, name, text),
        Item::Function(id) => node!(design.functions, id, name, text),
        Item::Domain(id) => node!(design.domains, id, name, text),
        Item::VpcLink(id) => node!(design.vpc_links, id, name, text),
        Item::ApiKey(id) => node!(design.api_keys, id, name, text),
        Item::UsagePlan(id) => node!(design.usage_plans, id, name, text),
        Item::WebAcl(id) => node!(design.web_acls, id, name, text),
        Item::Alarm(id) => node!(design.alarms, id, name, text),
        Item::Scenario(id) => node!(document.scenarios, id, name, text),
    }
    follow(document, item, &old, name);
    Ok(())
}

/// Saved requests and schemas refer by name; they follow.
pub(super) fn follow(document: &mut Document, item: Item, old: &str, name: &str) {
    if old.is_empty() || old == name {
        return;
    }
    match item {
        Item::Api(_) => scenarios(document, |scenario| replace(&mut scenario.api, old, name)),
        Item::Domain(_) => scenarios(document, |scenario| replace(&mut scenario.host, old, name)),
        Item::Stage(api, _) => {
            let is_only = document.design.apis.len() == 1;
            let of = document.design.apis.get(&api).map(|api| api.name.clone());
            scenarios(document, |scenario| {
                let same = scenario.api.as_ref().map_or(is_only, |api| Some(api) == of.as_ref());
                same && replace(&mut scenario.stage, old, name)
            });
        }
        Item::Model(api, _) => schemas(document, api, old, name),
        _ => {}
    }
}

/// Changes those saved requests for which `change` says that it changed something.
fn scenarios(document: &mut Document, change: impl Fn(&mut Scenario) -> bool) {
    for scenario in document.scenarios.values_mut() {
        let mut copy = (**scenario).clone();
        if change(&mut copy) {
            *scenario = Arc::new(copy);
        }
    }
}

fn replace(field: &mut Option<String>, old: &str, name: &str) -> bool {
    let same = field.as_deref() == Some(old);
    if same {
        *field = Some(name.to_owned());
    }
    same
}

/// `$ref` spells a model as `#/definitions/Name` or as AWS's address that ends in `/models/Name`.
fn schemas(document: &mut Document, api: ApiId, old: &str, name: &str) {
    let Some(api) = document.design.apis.get_mut(&api) else { return };
    let api: &mut Api = Arc::make_mut(api);
    for model in api.models.values_mut() {
        let mut schema = model.schema.clone();
        for prefix in ["#/definitions/", "/models/"] {
            schema = schema.replace(&format!("{prefix}{old}\""), &format!("{prefix}{name}\""));
        }
        if schema != model.schema {
            Arc::make_mut(model).schema = schema;
        }
    }
}
