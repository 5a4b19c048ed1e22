//! Stages, keys and usage plans: what OpenAPI has no place for, read from an extension of ours.

use std::sync::Arc;

use indexmap::IndexMap;

use super::import::Import;
use crate::aws::EndpointKind;
use crate::base::Milli;
use crate::design::{
    ApiKey, ApiKeyId, DEFAULT_ROUTE, Diagnostic, PlanQuota, PlanStage, Stage, StageId, Throttle, UsagePlan,
};
use crate::lang::document::Node;

/// The extension: one stage, or a list of them.
const STAGE: &str = "x-gateway-studio-stage";
/// The stage of a REST API whose document names none.
const REST_STAGE: &str = "prod";

impl<'a> Import<'a> {
    /// Reads the stages, or adds the one that nearly every API has.
    pub fn read_stages(&mut self) {
        let Some(node) = self.root.get(STAGE) else { return self.add_usual_stage() };
        let stages: Vec<_> = if node.is_list() { node.items().collect() } else { vec![node] };
        let mut keys = IndexMap::new();
        for stage in stages {
            self.read_stage(stage.see(), &mut keys);
        }
        if self.api.stages.is_empty() {
            self.add_usual_stage();
        }
    }

    fn add_usual_stage(&mut self) {
        let id: StageId = self.design.mint();
        let (name, auto_deploy) = if self.is_rest() { (REST_STAGE, false) } else { (DEFAULT_ROUTE, true) };
        let stage = Stage { name: name.to_owned(), auto_deploy, ..Stage::default() };
        self.api.stages.insert(id, Arc::new(stage));
        let message = format!("OpenAPI does not describe stages, so the stage `{name}` was added");
        let help = format!("Rename it, or describe your own in `{STAGE}`");
        self.diagnostics.push(Diagnostic::note("import-stage", message).help(help));
    }

    fn read_stage(&mut self, node: Node<'a>, keys: &mut IndexMap<String, ApiKeyId>) {
        let name = self.text_at(node, "name").unwrap_or_default();
        if name.is_empty() {
            let message = format!("A stage in `{STAGE}` has no name");
            self.say(node.see_all(), Diagnostic::error("import-stage", message).help("Add a `name`"));
            return;
        }
        if let Some(kind) = self.word_at::<EndpointKind>(node, "endpoint_type") {
            self.api.settings.endpoint.kind = Some(kind);
        }
        let id: StageId = self.design.mint();
        let stage = Stage {
            name,
            auto_deploy: !self.is_rest(),
            variables: self.scalars_at(node, "variables"),
            ..Stage::default()
        };
        self.api.stages.insert(id, Arc::new(stage));
        for key in node.get("api_keys").into_iter().flat_map(Node::items) {
            self.read_api_key(key.see(), keys);
        }
        for plan in node.get("usage_plans").into_iter().flat_map(Node::items) {
            self.read_usage_plan(plan.see(), id, keys);
        }
    }

    /// Stage variables are texts to AWS, whatever they look like in the file.
    fn scalars_at(&mut self, node: Node<'a>, key: &str) -> IndexMap<String, String> {
        let entries: Vec<_> = node.get(key).into_iter().flat_map(Node::entries).collect();
        entries.into_iter().filter_map(|(name, value)| Some((name.to_owned(), self.text(value)?))).collect()
    }

    fn read_api_key(&mut self, node: Node<'a>, keys: &mut IndexMap<String, ApiKeyId>) {
        let name = self.text_at(node, "name").unwrap_or_default();
        let key = ApiKey {
            name: name.clone(),
            value: self.text_at(node, "value").filter(|value| !value.is_empty()),
            disabled: self.boolean_at(node, "enabled") == Some(false),
            ..ApiKey::default()
        };
        if keys.contains_key(&name) {
            let message = format!("The API key `{name}` occurs twice, and plans mean the last one");
            self.say(node, Diagnostic::warning("import-stage", message).help("Rename one of them"));
        }
        let id = self.design.mint();
        self.design.api_keys.insert(id, Arc::new(key));
        keys.insert(name, id);
    }

    fn read_usage_plan(&mut self, node: Node<'a>, stage: StageId, keys: &IndexMap<String, ApiKeyId>) {
        let mut plan = UsagePlan {
            name: self.text_at(node, "name").unwrap_or_default(),
            quota: node.get("quota").and_then(|quota| self.quota(quota)),
            throttle: node.get("throttle").and_then(|throttle| self.throttle(throttle)),
            stages: vec![PlanStage { api: self.api_id, stage, ..PlanStage::default() }],
            ..UsagePlan::default()
        };
        for key in node.get("api_keys").into_iter().flat_map(Node::items) {
            let name = self.text(key).unwrap_or_default();
            match keys.get(&name) {
                Some(id) => plan.api_keys.push(*id),
                None => {
                    let message =
                        format!("The usage plan names the API key `{name}`, which the stage does not define");
                    self.say(key, Diagnostic::error("import-stage", message).help("Add it to `api_keys`"));
                }
            }
        }
        let id = self.design.mint();
        self.design.usage_plans.insert(id, Arc::new(plan));
    }

    fn quota(&mut self, node: Node<'a>) -> Option<PlanQuota> {
        let limit = self.number_at(node, "limit");
        let period = self.word_at(node, "period");
        let offset = self.number_at(node, "offset").unwrap_or_default();
        let Some((limit, period)) = limit.zip(period) else {
            let message = "A quota needs a `limit` and a `period`";
            self.say(
                node,
                Diagnostic::error("import-stage", message).help("Periods are DAY, WEEK and MONTH"),
            );
            return None;
        };
        Some(PlanQuota { limit, period, offset })
    }

    fn throttle(&mut self, node: Node<'a>) -> Option<Throttle> {
        let rate = node.get("rate_rps").and_then(Node::scalar).and_then(|text| text.parse::<Milli>().ok());
        let burst = self.number_at(node, "burst");
        let Some((rate_rps, burst)) = rate.zip(burst) else {
            let message = "A throttle needs `rate_rps` and `burst`";
            let help = "The rate is in requests a second, the burst in requests";
            self.say(node, Diagnostic::error("import-stage", message).help(help));
            return None;
        };
        Some(Throttle { rate_rps, burst })
    }
}
