//! Integrations, as `x-amazon-apigateway-integration` defines them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::fields::{Fields, text_map};
use super::path::Paths;
use super::writer::Writer;
use crate::aws::{Method, PayloadFormat, ResponseTransferMode};
use crate::design::{
    Connection, Diagnostic, Integration, IntegrationId, Item, Passing, Route, Target, VpcLinkVersion,
};

const INTEGRATION: &str = "x-amazon-apigateway-integration";
const SHARED: &str = "#/components/x-amazon-apigateway-integrations/";
/// The mapping that makes a Lambda call asynchronous.
const INVOCATION_TYPE: &str = "integration.request.header.X-Amz-Invocation-Type";

impl<'d> Writer<'d> {
    /// Names the integrations that more than one route of an HTTP API uses, and those that none uses; a REST
    /// API cannot keep the latter.
    pub fn name_shared_integrations(&mut self, paths: &Paths<'d>) {
        if !self.scope.integrations {
            return;
        }
        let mut uses: BTreeMap<IntegrationId, usize> = BTreeMap::new();
        for id in paths.values().flatten().filter_map(|(_, route)| route.integration) {
            *uses.entry(id).or_default() += 1;
        }
        let mut used = BTreeSet::new();
        for (id, integration) in &self.api.integrations {
            let item = Item::Integration(self.id, *id);
            match (uses.get(id).copied().unwrap_or_default(), self.is_rest()) {
                (0, true) => {
                    let what = format!("The integration `{}`", integration.name);
                    self.leave_out(item, "", &what, "no route uses it");
                }
                (1, false) | (_, true) => {}
                (_, false) => {
                    let fit = component_name(&integration.name);
                    let name = self.name(item, &mut used, &integration.name, &fit);
                    self.shared.insert(*id, name);
                }
            }
        }
    }

    /// The integrations that routes share.
    pub fn shared_integrations(&mut self) -> Fields {
        let mut shared = Fields::new();
        for (id, integration) in &self.api.integrations {
            if let Some(name) = self.shared.get(id).cloned()
                && let Some(fields) = self.integration(Item::Integration(self.id, *id), integration)
            {
                shared.put(name, fields);
            }
        }
        shared
    }

    /// Adds what a route calls.
    pub fn put_integration(&mut self, fields: &mut Fields, item: Item, route: &Route) {
        let Some(id) = route.integration else {
            let message = format!("`{}` has no integration", route.key);
            let help = "Choose what it calls: AWS deploys no method without an integration";
            self.say(item, Diagnostic::warning("export-integration", message).help(help));
            return;
        };
        if let Some(name) = self.shared.get(&id) {
            fields.put(INTEGRATION, json!({ "$ref": format!("{SHARED}{name}") }));
            return;
        }
        match self.api.integrations.get(&id) {
            Some(node) => {
                let integration = self.integration(Item::Integration(self.id, id), node);
                fields.put_some(INTEGRATION, integration);
            }
            None => self.missing(item, "integration", &format!("The integration of `{}`", route.key)),
        }
    }

    /// One integration; none when nothing is left of it.
    fn integration(&mut self, item: Item, node: &Integration) -> Option<Fields> {
        let mut fields = Fields::new();
        let mut parameters = node.request_parameters.clone();
        if let Target::Lambda { passing, asynchronous: true, .. } = node.target {
            if passing == Passing::Mapped && self.is_rest() {
                parameters.insert(INVOCATION_TYPE.to_owned(), "'Event'".to_owned());
            } else {
                let why = "only mapped Lambda integrations of REST APIs have it";
                self.leave_out(item, "target", "The asynchronous invocation", why);
            }
        }
        if !self.is_rest() {
            fields.put("payloadFormatVersion", payload_format(node).as_str());
        }
        fields.put("type", node.target.kind().as_str().to_ascii_lowercase());
        self.put_target(&mut fields, item, node)?;
        self.put_connection(&mut fields, item, node);
        fields.put_some("credentials", node.credentials.as_deref().map(|arn| self.names.arn(arn)));
        fields.put_some("timeoutInMillis", node.timeout_ms);
        if self.is_rest() {
            fields.put_fields("responses", self.integration_responses(item, node));
        }
        fields.put_map("requestParameters", &parameters);
        if self.is_rest() {
            put_rest_fields(&mut fields, node);
        } else {
            let mut by_status = Fields::new();
            for (status, texts) in &node.response_parameters {
                by_status.put(status.as_str(), text_map(texts));
            }
            fields.put_fields("responseParameters", by_status);
        }
        self.put_tls(&mut fields, item, node);
        self.leave_out_foreign_parts(item, node);
        Some(fields)
    }

    /// Adds what is called; none, and a diagnostic, when the design does not hold it.
    fn put_target(&mut self, fields: &mut Fields, item: Item, node: &Integration) -> Option<()> {
        let verb = |method: &Option<Method>| method.unwrap_or(Method::Any).as_str();
        match &node.target {
            Target::Mock => {}
            Target::Lambda { function, .. } => {
                if !self.design.functions.contains_key(function) {
                    self.missing(item, "target", &format!("The function of `{}`", node.name));
                    return None;
                }
                let streamed = node.response_transfer_mode == Some(ResponseTransferMode::Stream);
                fields.put("httpMethod", Method::Post.as_str());
                fields.put("uri", self.names.invoke_uri(*function, streamed && self.is_rest()));
            }
            Target::Http { url, method, .. } => {
                fields.put("httpMethod", verb(method));
                fields.put("uri", self.names.arn(url));
            }
            Target::Service { uri, method, .. } => {
                fields.put("httpMethod", method.unwrap_or(Method::Post).as_str());
                fields.put("uri", self.names.arn(uri));
            }
            Target::Action { subtype } => {
                fields.put("integrationSubtype", subtype.as_str());
                if self.is_rest() {
                    let message = format!("`{}` calls the action `{subtype}`", node.name);
                    let help = "Only HTTP APIs have it: call the service by its integration URI";
                    self.say(item, Diagnostic::error("export-integration", message).help(help));
                }
            }
        }
        Some(())
    }

    fn put_connection(&mut self, fields: &mut Fields, item: Item, node: &Integration) {
        match &node.connection {
            // AWS's export says so of HTTP APIs only.
            Connection::Internet if self.is_rest() => {}
            Connection::Internet => fields.put("connectionType", "INTERNET"),
            Connection::Named { connection_id } => {
                fields.put("connectionType", "VPC_LINK");
                fields.put("connectionId", connection_id.as_str());
            }
            Connection::VpcLink { id, target_arn } => {
                let Some(link) = self.design.vpc_links.get(id) else {
                    self.missing(item, "connection", &format!("The VPC link of `{}`", node.name));
                    return;
                };
                fields.put("connectionType", "VPC_LINK");
                fields.put("connectionId", self.names.vpc_link_id(*id));
                let second = self.is_rest() && link.version == VpcLinkVersion::V2;
                match target_arn.as_deref() {
                    Some(arn) if second => fields.put("integrationTarget", self.names.arn(arn)),
                    Some(_) => {
                        let why = "only VPC links V2 on REST APIs have a target of their own";
                        self.leave_out(item, "connection", "The link's target", why);
                    }
                    None => {}
                }
            }
        }
    }

    fn put_tls(&mut self, fields: &mut Fields, item: Item, node: &Integration) {
        let mut tls = Fields::new();
        let (name, skips) = (node.tls_server_name.as_deref(), node.tls_insecure_skip_verification);
        if self.is_rest() {
            tls.put_true("insecureSkipVerification", skips);
            let parts = [("tls_server_name", "The TLS server name", name.is_some())];
            self.leave_out_set(item, "only integrations of HTTP APIs have it", &parts);
        } else {
            tls.put_some("serverNameToVerify", name);
            let parts = [("tls_insecure_skip_verification", "Skipping certificate checks", skips)];
            self.leave_out_set(item, "only integrations of REST APIs have it", &parts);
        }
        fields.put_fields("tlsConfig", tls);
    }

    /// Says which parts of the integration belong to another kind of API.
    fn leave_out_foreign_parts(&mut self, item: Item, node: &Integration) {
        let rest = self.is_rest();
        self.leave_out_set(
            item,
            &format!("integrations of {} APIs do not have it", self.api.kind.label()),
            &[
                (
                    "payload_format",
                    "The payload format",
                    rest && node.payload_format == Some(PayloadFormat::V2),
                ),
                (
                    "response_parameters",
                    "The mapping by status",
                    rest && !node.response_parameters.is_empty(),
                ),
                ("passthrough_behavior", "The passthrough", !rest && node.passthrough_behavior.is_some()),
                ("content_handling", "Content handling", !rest && node.content_handling.is_some()),
                ("request_templates", "Request templates", !rest && !node.request_templates.is_empty()),
                ("responses", "Integration responses", !rest && !node.responses.is_empty()),
                ("cache_key_parameters", "Cache keys", !rest && !node.cache_key_parameters.is_empty()),
                ("cache_namespace", "The cache namespace", !rest && node.cache_namespace.is_some()),
                (
                    "response_transfer_mode",
                    "The transfer mode",
                    !rest && node.response_transfer_mode.is_some(),
                ),
                (
                    "template_selection_expression",
                    "The template selection",
                    node.template_selection_expression.is_some(),
                ),
            ],
        );
    }
}

/// Adds what only integrations of REST APIs have.
fn put_rest_fields(fields: &mut Fields, node: &Integration) {
    fields.put_map("requestTemplates", &node.request_templates);
    let behavior = node.passthrough_behavior.map(|behavior| behavior.as_str().to_ascii_lowercase());
    fields.put_some("passthroughBehavior", behavior);
    fields.put_some("cacheNamespace", node.cache_namespace.as_deref());
    fields.put_texts("cacheKeyParameters", &node.cache_key_parameters);
    fields.put_some("contentHandling", node.content_handling.map(|handling| handling.as_str()));
    fields.put_some("responseTransferMode", node.response_transfer_mode.map(|mode| mode.as_str()));
}

/// The format that AWS's import of an HTTP API must be told; only Lambda functions can have the second.
fn payload_format(node: &Integration) -> PayloadFormat {
    let usual = match node.target {
        Target::Lambda { .. } => PayloadFormat::V2,
        _ => PayloadFormat::V1,
    };
    node.payload_format.unwrap_or(usual)
}

/// A name that a `$ref` can lead to as it is.
fn component_name(name: &str) -> String {
    let plain = |next: char| if next.is_ascii_alphanumeric() || "._-".contains(next) { next } else { '_' };
    let name: String = name.chars().map(plain).collect();
    if name.is_empty() { "integration".to_owned() } else { name }
}
