//! Integrations, as `x-amazon-apigateway-integration` defines them.

use std::sync::Arc;

use indexmap::IndexMap;

use super::import::Import;
use crate::aws::{IntegrationKind, ResponseTransferMode};
use crate::design::{
    Connection, Diagnostic, Integration, IntegrationId, IntegrationResponse, Route, Target, TextMap, VpcLink,
    VpcLinkVersion,
};
use crate::lang::document::Node;

const INTEGRATION: &str = "x-amazon-apigateway-integration";
/// The integrations that operations of an HTTP API refer to.
const SHARED: &str = "x-amazon-apigateway-integrations";
/// The key of the integration response that takes what no pattern takes.
const DEFAULT_RESPONSE: &str = "default";

impl<'a> Import<'a> {
    /// Reads what an operation calls. Equal integrations share a node.
    pub fn read_integration(&mut self, route: &Route, operation: Node<'a>) -> Option<IntegrationId> {
        let Some(node) = operation.get(INTEGRATION) else {
            let message = format!("`{}` has no integration", route.key);
            let help = format!(
                "Add `{INTEGRATION}`, or choose an integration in the studio; AWS does not deploy: No integration defined for method"
            );
            self.say(operation, Diagnostic::warning("import-integration", message).help(help));
            return None;
        };
        let node = self.resolve(node);
        let integration = self.integration(node)?;
        let text = serde_json::to_string(&integration).unwrap_or_default();
        if let Some(id) = self.integrations.get(&text) {
            return Some(*id);
        }
        let id = self.design.mint();
        self.integrations.insert(text, id);
        self.api.integrations.insert(id, Arc::new(integration));
        Some(id)
    }

    /// Reads the integrations of an HTTP API that no operation refers to; AWS's export writes such ones too.
    pub fn read_unused_integrations(&mut self) {
        let shared = self.root.get("components").and_then(|components| components.get(SHARED));
        for (_, node) in shared.into_iter().flat_map(Node::entries) {
            if !node.seen()
                && let Some(integration) = self.integration(node.see())
            {
                let id: IntegrationId = self.design.mint();
                self.api.integrations.insert(id, Arc::new(integration));
            }
        }
    }

    fn integration(&mut self, node: Node<'a>) -> Option<Integration> {
        let Some(kind) = self.word_at::<IntegrationKind>(node, "type") else {
            if node.peek("type").is_none() {
                let message = "The integration does not say its `type`";
                let help = "Add one of aws, aws_proxy, http, http_proxy and mock";
                self.say(node, Diagnostic::error("import-integration", message).help(help));
            }
            node.see_all();
            return None;
        };
        let mut integration = Integration {
            timeout_ms: self.number_at(node, "timeoutInMillis"),
            credentials: self.text_at(node, "credentials"),
            request_parameters: self.text_map_at(node, "requestParameters"),
            ..Integration::default()
        };
        if self.is_rest() {
            self.read_rest_fields(&mut integration, node);
        }
        let (target, streams) = self.target(node, kind, &mut integration.request_parameters);
        integration.target = target;
        if streams && self.is_rest() && integration.response_transfer_mode.is_none() {
            integration.response_transfer_mode = Some(ResponseTransferMode::Stream);
        }
        integration.connection = self.connection(node);
        self.read_tls(&mut integration, node);
        self.read_payload_format(&mut integration, node);
        if self.is_rest() {
            integration.responses = self.integration_responses(node);
        } else {
            integration.response_parameters = self.response_parameters(node);
        }
        integration.name = self.integration_name(node, &integration.target);
        Some(integration)
    }

    /// What only integrations of REST APIs have.
    fn read_rest_fields(&mut self, integration: &mut Integration, node: Node<'a>) {
        integration.passthrough_behavior = self.word_at(node, "passthroughBehavior");
        integration.content_handling = self.word_at(node, "contentHandling");
        integration.request_templates = self.text_map_at(node, "requestTemplates");
        integration.cache_key_parameters = self.texts_at(node, "cacheKeyParameters");
        integration.cache_namespace = self.text_at(node, "cacheNamespace");
        integration.response_transfer_mode = self.word_at(node, "responseTransferMode");
    }

    /// The format of Lambda events, which only an HTTP API can choose.
    fn read_payload_format(&mut self, integration: &mut Integration, node: Node<'a>) {
        let Some(value) = node.get("payloadFormatVersion") else { return };
        let text = value.scalar().unwrap_or_default();
        if self.is_rest() {
            if !text.starts_with('1') {
                let message = "REST APIs send Lambda functions format 1.0 only";
                self.say(
                    value,
                    Diagnostic::warning("import-payload-format", message)
                        .help("Take `payloadFormatVersion` out"),
                );
            }
            return;
        }
        let full = if text.contains('.') { text.clone() } else { format!("{text}.0") };
        integration.payload_format = full.parse().ok();
        if integration.payload_format.is_none() {
            let message = format!("`{text}` is not a payload format version that AWS knows");
            self.say(
                value,
                Diagnostic::error("import-payload-format", message).help("AWS knows 1.0 and 2.0"),
            );
        }
    }

    fn read_tls(&mut self, integration: &mut Integration, node: Node<'a>) {
        let Some(tls) = node.get("tlsConfig") else { return };
        integration.tls_server_name = self.text_at(tls, "serverNameToVerify");
        integration.tls_insecure_skip_verification =
            self.boolean_at(tls, "insecureSkipVerification").unwrap_or_default();
    }

    fn connection(&mut self, node: Node<'a>) -> Connection {
        let kind = self.text_at(node, "connectionType").unwrap_or_default();
        let connection_id = self.text_at(node, "connectionId");
        let target_arn = self.text_at(node, "integrationTarget");
        match (kind.to_ascii_uppercase().as_str(), connection_id) {
            ("" | "INTERNET", _) => Connection::Internet,
            ("VPC_LINK", Some(connection_id)) => match target_arn {
                None => Connection::Named { connection_id },
                // Only links of the second generation say what they lead to at the integration.
                Some(target_arn) => {
                    let id = self.design.mint();
                    let link =
                        VpcLink { name: connection_id, version: VpcLinkVersion::V2, ..VpcLink::default() };
                    self.design.vpc_links.insert(id, Arc::new(link));
                    Connection::VpcLink { id, target_arn: Some(target_arn) }
                }
            },
            ("VPC_LINK", None) => {
                let message = "A private integration needs a `connectionId`";
                self.say(
                    node,
                    Diagnostic::error("import-connection", message).help("Add the VPC link's identifier"),
                );
                Connection::Named { connection_id: String::new() }
            }
            (other, _) => {
                let message = format!("`{other}` is not a connection type that AWS knows");
                self.say(
                    node,
                    Diagnostic::error("import-connection", message).help("AWS knows INTERNET and VPC_LINK"),
                );
                Connection::Internet
            }
        }
    }

    fn integration_responses(&mut self, node: Node<'a>) -> Vec<IntegrationResponse> {
        let mut responses: Vec<IntegrationResponse> = Vec::new();
        let mut statuses = std::collections::BTreeSet::new();
        for (pattern, node) in node.get("responses").into_iter().flat_map(Node::entries) {
            let node = self.resolve(node);
            let response = IntegrationResponse {
                status: self.text_at(node, "statusCode").unwrap_or_default(),
                selection_pattern: (pattern != DEFAULT_RESPONSE).then(|| pattern.to_owned()),
                parameters: self.text_map_at(node, "responseParameters"),
                templates: self.text_map_at(node, "responseTemplates"),
                content_handling: self.word_at(node, "contentHandling"),
                template_selection_expression: None,
            };
            if response.status.is_empty() {
                let message = format!("The integration response `{pattern}` has no `statusCode`");
                self.say(
                    node,
                    Diagnostic::error("import-integration", message).help("Add the method response's status"),
                );
            } else if !statuses.insert(response.status.clone()) {
                let message =
                    format!("Two integration responses have status `{}`, and AWS keeps one", response.status);
                let help = "Join their patterns with `|`, or use another status";
                self.say(node, Diagnostic::warning("import-integration", message).help(help));
            }
            responses.push(response);
        }
        responses
    }

    /// Parameter mappings of an HTTP API's responses, by status.
    fn response_parameters(&mut self, node: Node<'a>) -> IndexMap<String, TextMap> {
        let Some(by_status) = node.get("responseParameters") else { return IndexMap::new() };
        let statuses: Vec<_> = by_status.entries().map(|(status, _)| status).collect();
        statuses.into_iter().map(|status| (status.to_owned(), self.text_map_at(by_status, status))).collect()
    }

    /// The name under which HTTP APIs share the integration, or one that tells what is called.
    fn integration_name(&mut self, node: Node<'a>, target: &Target) -> String {
        let shared = node.parent().is_some_and(|parent| parent.key() == SHARED);
        if shared {
            return node.key();
        }
        target.usual_name(|id| {
            self.design.functions.get(&id).map(|function| function.name.clone()).unwrap_or_default()
        })
    }
}
