//! One operation, which becomes a route.

use std::sync::Arc;

use super::import::Import;
use crate::design::{Diagnostic, Item, Route, RouteId, RouteKey, TextMap};
use crate::lang::document::{Node, Shape};

impl<'a> Import<'a> {
    /// Reads an operation into a route.
    pub fn read_operation(
        &mut self,
        key: RouteKey,
        operation: Node<'a>,
        shared: &[Node<'a>],
        notes: &TextMap,
    ) {
        let id: RouteId = self.design.mint();
        self.item = Some(Item::Route(self.api_id, id));
        let mut route = Route { key, notes: notes.clone(), ..Route::default() };
        route.operation_name = self.text_at(operation, "operationId");
        route.summary = self.text_at(operation, "summary").unwrap_or_default();
        self.read_notes(&mut route, operation);
        operation.get("isDefaultRoute");
        if self.is_rest() {
            self.read_parameters(&mut route, operation, shared);
            self.read_request_body(&mut route, operation);
            self.read_responses(&mut route, operation);
            route.validator = self.validator_at(operation).or(self.default_validator);
            // What the body or the answer is written in matters only together with a schema.
            for word in ["consumes", "produces"] {
                operation.get(word).map(Node::see_all);
            }
        }
        self.read_security(&mut route, operation);
        route.integration = self.read_integration(&route, operation);
        if !self.route_keys.insert(route.key.to_string()) {
            let message = format!("The route `{}` occurs twice", route.key);
            self.say(operation, Diagnostic::error("import-route", message).help("Take one of them out"));
        }
        self.api.routes.insert(id, Arc::new(route));
    }

    /// Keeps the texts that have no other place in a route.
    fn read_notes(&mut self, route: &mut Route, operation: Node<'a>) {
        if let Some(text) = self.text_at(operation, "description") {
            route.notes.insert("description".to_owned(), text);
        }
        let tags = self.texts_at(operation, "tags");
        if !tags.is_empty() {
            route.notes.insert("tags".to_owned(), tags.join(", "));
        }
        if let Some(deprecated) = operation.get("deprecated") {
            if matches!(deprecated.shape(), Shape::Bool(true)) {
                route.notes.insert("deprecated".to_owned(), "true".to_owned());
            }
            self.note_once(
                "import-ignored",
                deprecated,
                "deprecated",
                "AWS drops it; the studio keeps it as a note",
            );
        }
        if let Some(docs) = operation.get("externalDocs") {
            route.notes.insert("externalDocs".to_owned(), docs.to_json().to_string());
            self.note_once(
                "import-ignored",
                docs,
                "externalDocs",
                "AWS drops it; the studio keeps it as a note",
            );
        }
    }
}
