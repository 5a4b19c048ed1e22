//! How classes of answers become method responses of a REST API.

use super::fields::Fields;
use super::writer::Writer;
use crate::design::{Diagnostic, Integration, IntegrationResponse, Item};

/// The key of the integration response that takes what no pattern takes.
const DEFAULT: &str = "default";

impl Writer<'_> {
    /// The integration responses by their patterns.
    pub fn integration_responses(&mut self, item: Item, node: &Integration) -> Fields {
        let mut fields = Fields::new();
        for (at, response) in node.responses.iter().enumerate() {
            let pattern = response.selection_pattern.as_deref().unwrap_or(DEFAULT);
            if fields.has(pattern) {
                let message = format!("Two integration responses of `{}` take `{pattern}`", node.name);
                let help = "Give each a pattern of its own; the first is kept";
                let found = Diagnostic::error("export-integration-response", message);
                self.say(item, found.at_place(format!("responses.{at}")).help(help));
                continue;
            }
            if response.template_selection_expression.is_some() {
                let place = format!("responses.{at}.template_selection_expression");
                self.leave_out(item, &place, "The template selection", "only WebSocket APIs have it");
            }
            fields.put(pattern, one(response));
        }
        fields
    }
}

fn one(response: &IntegrationResponse) -> Fields {
    let mut fields = Fields::new();
    fields.put("statusCode", response.status.as_str());
    fields.put_map("responseParameters", &response.parameters);
    fields.put_map("responseTemplates", &response.templates);
    fields.put_some("contentHandling", response.content_handling.map(|handling| handling.as_str()));
    fields
}
