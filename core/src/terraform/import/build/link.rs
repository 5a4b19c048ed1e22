//! What resources became, and how others find it.

use std::sync::Arc;

use super::super::config::Value;
use super::Build;
use super::body::Body;
use crate::design::{ApiId, Item, StageId, TextMap};

/// The types of stages.
pub(super) const STAGES: &[&str] = &["aws_api_gateway_stage", "aws_apigatewayv2_stage"];
/// The types of APIs.
pub(super) const APIS: &[&str] = &["aws_api_gateway_rest_api", "aws_apigatewayv2_api"];

impl<'w, 'c> Build<'w, 'c> {
    /// Notes that a resource became an item, so that others find it.
    pub(super) fn became(&mut self, at: usize, item: Item) {
        self.work.claim(at, item, "");
        self.items.insert(at, item);
    }

    /// A resource's arguments, for the item that it becomes.
    pub(super) fn body(&self, at: usize, item: impl Into<Option<Item>>) -> Option<Body<'w, 'c>> {
        Body::of(self.work, at, item)
    }

    /// What the resource that an argument refers to became.
    pub(super) fn linked(&self, body: &Body<'_, '_>, name: &str, kinds: &[&str]) -> Option<Item> {
        let found = self.items.get(&body.who(name, kinds)?).copied();
        if found.is_none() {
            // It is read, and what it refers to is told by whoever left that out.
            body.raw(name);
        }
        found
    }

    /// The managed resources of a type, in order.
    pub(super) fn all(&self, kind: &str) -> Vec<usize> {
        self.work.graph.of_kind(kind).to_vec()
    }

    /// The stage that two arguments name: by reference to it, or by its API and name.
    pub(super) fn stage(&self, body: &Body<'_, '_>, api: &str, stage: &str) -> Option<(ApiId, StageId)> {
        if let Some(Item::Stage(api_id, id)) = self.linked(body, stage, STAGES) {
            body.raw(api);
            return Some((api_id, id));
        }
        let api_id = match self.linked(body, api, APIS) {
            Some(Item::Api(id)) => id,
            _ => match self.linked(body, api, STAGES)? {
                Item::Stage(id, _) => id,
                _ => return None,
            },
        };
        let name = body.known_text(stage)?;
        let stages = &self.design.apis.get(&api_id)?.stages;
        stages.iter().find(|(_, one)| one.name == name).map(|(id, _)| (api_id, *id))
    }

    /// The tags of something beyond the design's own.
    pub(super) fn tags(&self, body: &Body<'_, '_>) -> TextMap {
        let mut tags = body.text_map("tags");
        tags.retain(|name, value| self.design.tags.get(name) != Some(value));
        tags
    }

    /// Says that the tags of something that has none of its own in a design are left out.
    pub(super) fn own_tags(&self, body: &Body<'_, '_>) {
        let message = format!("`{}` has tags of its own, which the design has no place for", body.address());
        let help = "The export gives it the design's tags";
        body.say(crate::design::Diagnostic::warning("terraform-tags", message).help(help));
    }

    /// Keeps tags that are others than those that the export gives, which are the design's and these.
    pub(super) fn keep_tags(&self, body: &Body<'_, '_>, part: &str, own: &TextMap) {
        let mut usual = self.design.tags.clone();
        usual.extend(own.iter().map(|(name, value)| (name.clone(), value.clone())));
        let written = body.peek("tags");
        let known = match written {
            None => Some(TextMap::new()),
            Some(Value::Map(_)) => Some(body.text_map("tags")),
            Some(_) => None,
        };
        body.skip(&["tags"]);
        if known.is_some_and(|known| known == usual) {
            return;
        }
        let of_part = body.clone().for_part(part);
        match (written, body.item()) {
            (Some(_), _) => of_part.keep_beside("tags"),
            (None, Some(item)) => {
                let key = format!("{} {} [{part}] tags", item.key(), self.work.graph.kind(body.at));
                self.work.keep(key, "null".to_owned());
            }
            (None, None) => {}
        }
    }

    /// Changes a stage.
    pub(super) fn change_stage(
        &mut self,
        (api, id): (ApiId, StageId),
        change: impl FnOnce(&mut crate::design::Stage),
    ) {
        let Some(api) = self.design.apis.get_mut(&api) else { return };
        if let Some(stage) = Arc::make_mut(api).stages.get_mut(&id) {
            change(Arc::make_mut(stage));
        }
    }
}
