//! Stages, keys and usage plans in the extension of ours that the import reads.

use std::collections::BTreeSet;

use serde_json::Value;

use super::fields::Fields;
use super::options::ExportOptions;
use super::writer::Writer;
use crate::design::{ApiKeyId, Item, Stage, StageId, UsagePlan, UsagePlanId};

const STAGE: &str = "x-gateway-studio-stage";

impl<'d> Writer<'d> {
    /// Adds the stages: one as an object, several as a list.
    pub fn put_stages(&mut self, root: &mut Fields, options: &ExportOptions) {
        let wanted = |id: &StageId| options.stage.is_none_or(|only| only == *id);
        let api = self.api;
        let mut told = (BTreeSet::new(), BTreeSet::new());
        let mut stages: Vec<Value> = Vec::new();
        for (id, stage) in api.stages.iter().filter(|(id, _)| wanted(id)) {
            let fields = self.stage(*id, stage, &mut told);
            stages.push(fields.into());
        }
        match (stages.pop(), stages.is_empty()) {
            (Some(only), true) => root.put(STAGE, only),
            (Some(last), false) => {
                stages.push(last);
                root.put(STAGE, stages);
            }
            (None, _) => {}
        }
    }

    /// One stage. Keys and plans are told once, at the first stage that has them.
    fn stage(
        &mut self,
        id: StageId,
        stage: &Stage,
        told: &mut (BTreeSet<ApiKeyId>, BTreeSet<UsagePlanId>),
    ) -> Fields {
        let mut fields = Fields::new();
        fields.put("name", stage.name.as_str());
        if self.is_rest() {
            fields.put_some("endpoint_type", self.api.settings.endpoint.kind.map(|kind| kind.as_str()));
        }
        fields.put_map("variables", &stage.variables);
        let covers =
            |plan: &UsagePlan| plan.stages.iter().any(|place| place.api == self.id && place.stage == id);
        let plans: Vec<(UsagePlanId, &UsagePlan)> = self
            .design
            .usage_plans
            .iter()
            .filter(|(_, plan)| covers(plan))
            .map(|(id, plan)| (*id, plan.as_ref()))
            .collect();
        let mut keys: Vec<Value> = Vec::new();
        for key in plans.iter().flat_map(|(_, plan)| &plan.api_keys) {
            if let Some(node) = self.design.api_keys.get(key)
                && told.0.insert(*key)
            {
                let mut key = Fields::new();
                key.put("name", node.name.as_str());
                key.put("enabled", !node.disabled);
                keys.push(key.into());
            }
        }
        fields.put_some("api_keys", Some(keys).filter(|keys| !keys.is_empty()));
        let mut listed: Vec<Value> = Vec::new();
        for (plan_id, plan) in plans {
            if told.1.insert(plan_id) {
                listed.push(self.plan(plan).into());
            } else {
                let item = Item::UsagePlan(plan_id);
                let what = format!("That the usage plan covers `{}` too", stage.name);
                self.leave_out(item, "stages", &what, "the extension has a plan at one stage");
            }
        }
        fields.put_some("usage_plans", Some(listed).filter(|plans| !plans.is_empty()));
        fields
    }

    fn plan(&self, plan: &UsagePlan) -> Fields {
        let mut fields = Fields::new();
        fields.put("name", plan.name.as_str());
        if let Some(quota) = &plan.quota {
            let mut one = Fields::new();
            one.put("limit", quota.limit);
            one.put("period", quota.period.as_str());
            one.put_some("offset", Some(quota.offset).filter(|offset| *offset > 0));
            fields.put("quota", one);
        }
        if let Some(throttle) = &plan.throttle {
            let mut one = Fields::new();
            one.put("rate_rps", number(&throttle.rate_rps.to_string()));
            one.put("burst", throttle.burst);
            fields.put("throttle", one);
        }
        let keys = plan.api_keys.iter().filter_map(|id| Some(self.design.api_keys.get(id)?.name.as_str()));
        fields.put("api_keys", keys.collect::<Vec<_>>());
        fields
    }
}

/// A decimal as a number of the document.
fn number(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}
