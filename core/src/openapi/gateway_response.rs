//! Customised gateway responses of a REST API.

use super::import::Import;
use crate::aws::GatewayResponseType;
use crate::design::{Diagnostic, GatewayResponse};
use crate::lang::document::Node;

impl<'a> Import<'a> {
    /// Reads the gateway responses.
    pub fn read_gateway_responses(&mut self) {
        let Some(responses) = self.root.get("x-amazon-apigateway-gateway-responses") else { return };
        for (name, node) in responses.entries() {
            let Ok(kind) = name.parse::<GatewayResponseType>() else {
                let message = format!("`{name}` is not a gateway response that AWS knows");
                let help = "Use one of AWS's types, such as `DEFAULT_4XX`";
                self.say(node.see_all(), Diagnostic::error("import-gateway-response", message).help(help));
                continue;
            };
            let node = self.resolve(node);
            let response = GatewayResponse {
                status: self.status_at(node),
                parameters: self.text_map_at(node, "responseParameters"),
                templates: self.text_map_at(node, "responseTemplates"),
            };
            self.api.settings.gateway_responses.insert(kind, response);
        }
    }

    fn status_at(&mut self, node: Node<'a>) -> Option<u16> {
        let value = node.get("statusCode")?;
        let status = value.scalar()?.parse().ok().filter(|status| (100..600).contains(status));
        if status.is_none() {
            let message = "`statusCode` is not an HTTP status";
            self.say(value, Diagnostic::error("import-value", message).help("Use a number of three digits"));
        }
        status
    }
}
