//! The responses that a method of a REST API declares.

use super::dialect::Dialect;
use super::export::usual_description;
use super::import::Import;
use crate::design::{Diagnostic, MethodResponse, Route};
use crate::lang::document::Node;

/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html>.
const SHARED_RESPONSE: &str =
    "It follows no reference to a shared response; the studio does, so write it out for AWS";

impl<'a> Import<'a> {
    /// Reads the responses of an operation.
    pub fn read_responses(&mut self, route: &mut Route, operation: Node<'a>) {
        let responses: Vec<_> = operation.get("responses").into_iter().flat_map(Node::entries).collect();
        for (status, node) in responses {
            if status.starts_with("x-") {
                continue;
            }
            if let Some(reference) = node.peek("$ref") {
                self.note_once("import-ref", reference, "$ref", SHARED_RESPONSE);
            }
            let node = self.resolve(node);
            if !is_status(status) {
                let message =
                    format!("A method response needs a status of three digits, and `{status}` has none");
                let help = "Name the statuses one by one; whether AWS takes this one is not documented";
                self.say(node.see_all(), Diagnostic::warning("import-response", message).help(help));
                continue;
            }
            let mut response = self.response(operation, node);
            // AWS's export says this of every response that nobody described.
            if response.description == usual_description(status) {
                response.description.clear();
            }
            route.responses.insert(status.to_owned(), response);
        }
    }

    fn response(&mut self, operation: Node<'a>, node: Node<'a>) -> MethodResponse {
        let mut response = MethodResponse {
            description: self.text_at(node, "description").unwrap_or_default(),
            ..MethodResponse::default()
        };
        for (name, header) in node.get("headers").into_iter().flat_map(Node::entries) {
            let header = self.resolve(header);
            header.get("type");
            header.get("description");
            if let Some(schema) = header.get("schema") {
                schema.get("type");
            }
            response.headers.insert(name.to_owned(), false);
        }
        if self.dialect != Dialect::Swagger2 {
            response.models = self.content_models(node);
        } else if let Some(model) = node.get("schema").and_then(|schema| self.model_of(schema)) {
            let types = self.content_types(operation, "produces");
            response.models = types.into_iter().map(|content_type| (content_type, model)).collect();
        }
        response
    }
}

/// Whether a text is a status of HTTP.
pub(super) fn is_status(text: &str) -> bool {
    matches!(text.as_bytes(), [b'1'..=b'5', second, third] if second.is_ascii_digit() && third.is_ascii_digit())
}
