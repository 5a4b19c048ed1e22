//! What of the design is about the API and has no place in OpenAPI.

use std::collections::BTreeSet;

use serde_json::Value;

use super::options::ExportOptions;
use super::writer::Writer;
use crate::design::{AuthorizerMethod, Connection, Diagnostic, Item, Stage, Target, UsagePlan};

impl Writer<'_> {
    /// Names what stays in the design.
    pub fn say_surroundings(&mut self, document: &Value, options: &ExportOptions) {
        let api = self.api;
        self.say_expressions(document);
        if self.scope.integrations || self.scope.authorizers {
            self.say_names();
        }
        for (id, stage) in &api.stages {
            self.say_stage(Item::Stage(self.id, *id), stage, options);
        }
        let (design, id) = (self.design, self.id);
        for (plan_id, plan) in &design.usage_plans {
            if plan.stages.iter().any(|place| place.api == id) {
                self.say_plan(Item::UsagePlan(*plan_id), plan, options);
            }
        }
        for (domain_id, domain) in &design.domains {
            let mapped = domain.mappings.iter().any(|mapping| mapping.api == id)
                || domain.routing_rules.iter().any(|rule| rule.api == id);
            if mapped {
                self.stays(Item::Domain(*domain_id), &format!("The domain `{}`", domain.name));
            }
        }
        for (alarm_id, alarm) in design.alarms.iter().filter(|(_, alarm)| alarm.api == id) {
            self.stays(Item::Alarm(*alarm_id), &format!("The alarm `{}`", alarm.name));
        }
    }

    /// Says which expressions of Terraform stand in the document as texts.
    fn say_expressions(&mut self, document: &Value) {
        let design = self.design;
        for expression in &design.terraform.expressions {
            let word = format!("${{{expression}}}");
            if holds(document, &word) {
                let found =
                    format!("`{word}` is known to Terraform only, and stands in the document as it is");
                let help = "Put its value there before the document is imported into API Gateway";
                self.say(Item::Api(self.id), Diagnostic::warning("export-placeholder", found).help(help));
            }
        }
    }

    /// Says which names stand for what only AWS knows, and what is the simulation's alone.
    fn say_names(&mut self) {
        let (api, design, id) = (self.api, self.design, self.id);
        let mut functions = BTreeSet::new();
        let mut links = BTreeSet::new();
        for (at, node) in &api.integrations {
            functions.extend(match node.target {
                Target::Lambda { function, .. } => Some(function),
                _ => None,
            });
            links.extend(match node.connection {
                Connection::VpcLink { id, .. } => Some(id),
                _ => None,
            });
            self.simulated(Item::Integration(id, *at), "template tests", !node.template_tests.is_empty());
        }
        for (at, node) in &api.authorizers {
            let keys = match &node.method {
                AuthorizerMethod::Jwt { issuers, .. } => {
                    issuers.iter().any(|issuer| issuer.key_set.is_some())
                }
                AuthorizerMethod::Cognito { key_set, .. } => key_set.is_some(),
                AuthorizerMethod::LambdaToken { .. } | AuthorizerMethod::LambdaRequest { .. } => false,
            };
            functions.extend(node.method.function());
            self.simulated(Item::Authorizer(id, *at), "key sets", keys);
        }
        for (link, node) in design.vpc_links.iter().filter(|(link, _)| links.contains(*link)) {
            let found = format!("The name `{}` stands where AWS wants the VPC link's identifier", node.name);
            let help = "Put the identifier there before the document is imported into API Gateway";
            self.say(Item::VpcLink(*link), Diagnostic::note("export-placeholder", found).help(help));
        }
        for (function, node) in design.functions.iter().filter(|(function, _)| functions.contains(*function))
        {
            let item = Item::Function(*function);
            let figures = node.memory_mb.is_some() || node.duration_ms.is_some();
            self.simulated(item, "figures", figures);
            if design.account_id.is_empty() && node.arn.is_none() {
                let found = format!("The account in the ARN of `{}` is a placeholder", node.name);
                let help = "Set the design's account, or the function's ARN";
                self.say(item, Diagnostic::note("export-placeholder", found).help(help));
            }
        }
    }

    /// Says that something is for simulation and estimate alone.
    fn simulated(&mut self, item: Item, what: &str, set: bool) {
        if set {
            let found = format!("Its {what} stay in the design, for they are the studio's alone");
            self.say(item, Diagnostic::note("export-left-out", found));
        }
    }

    fn say_stage(&mut self, item: Item, stage: &Stage, options: &ExportOptions) {
        let only = options.stage.is_none_or(|id| item == Item::Stage(self.id, id));
        if !options.studio_extension || !only {
            let found = format!("OpenAPI describes no stages, so the stage `{}` is left out", stage.name);
            let help = "Its name and variables go along in the studio's own extension";
            self.say(item, Diagnostic::note("export-left-out", found).help(help));
            return;
        }
        let parts = [
            ("description", !stage.description.is_empty()),
            ("cache_cluster", stage.cache_cluster.is_some()),
            ("defaults", stage.defaults != Default::default()),
            ("overrides", !stage.overrides.is_empty()),
            ("access_log", stage.access_log.is_some()),
            ("xray_tracing", stage.xray_tracing),
            ("canary", stage.canary.is_some()),
            ("client_certificate", stage.client_certificate.is_some()),
            ("web_acl", stage.web_acl.is_some()),
            ("documentation_version", stage.documentation_version.is_some()),
            ("tags", !stage.tags.is_empty()),
        ];
        self.say_parts(item, &format!("the stage `{}`", stage.name), &parts);
    }

    fn say_plan(&mut self, item: Item, plan: &UsagePlan, options: &ExportOptions) {
        if !options.studio_extension {
            self.stays(item, &format!("The usage plan `{}`, with its API keys,", plan.name));
            return;
        }
        let parts = [
            ("description", !plan.description.is_empty()),
            ("product_code", plan.product_code.is_some()),
            ("stages", plan.stages.iter().any(|place| !place.route_throttles.is_empty())),
            ("tags", !plan.tags.is_empty()),
        ];
        self.say_parts(item, &format!("the usage plan `{}`", plan.name), &parts);
        let design = self.design;
        for id in &plan.api_keys {
            let Some(key) = design.api_keys.get(id) else { continue };
            let parts = [
                ("value", key.value.is_some()),
                ("description", !key.description.is_empty()),
                ("customer_id", key.customer_id.is_some()),
                ("tags", !key.tags.is_empty()),
            ];
            self.say_parts(Item::ApiKey(*id), &format!("the API key `{}`", key.name), &parts);
        }
    }

    /// Names in one sentence the fields of an item that are left out.
    fn say_parts(&mut self, item: Item, what: &str, parts: &[(&str, bool)]) {
        let set: Vec<String> =
            parts.iter().filter(|(_, set)| *set).map(|(field, _)| format!("`{field}`")).collect();
        if set.is_empty() {
            return;
        }
        let found = format!("The extension has no place for {} of {what}", set.join(", "));
        let help = "The rest stays in the design, and goes along in a Terraform module";
        self.say(item, Diagnostic::note("export-left-out", found).help(help));
    }

    fn stays(&mut self, item: Item, what: &str) {
        let found = format!("{what} is left out, for OpenAPI has no place for it");
        let help = "It stays in the design, and goes along in a Terraform module";
        self.say(item, Diagnostic::note("export-left-out", found).help(help));
    }
}

/// Whether a text of the document holds the word.
fn holds(value: &Value, word: &str) -> bool {
    match value {
        Value::String(text) => text.contains(word),
        Value::Array(items) => items.iter().any(|item| holds(item, word)),
        Value::Object(entries) => entries.iter().any(|(key, value)| key.contains(word) || holds(value, word)),
        _ => false,
    }
}
