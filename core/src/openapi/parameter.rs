//! Parameters and bodies of requests to a REST API.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::dialect::Dialect;
use super::import::Import;
use crate::aws::{OpenApiScope, openapi_keyword};
use crate::design::{Diagnostic, ModelId, ParameterLocation, RequestParameter, Route, path_parameters};
use crate::lang::document::Node;

/// The content type of bodies that name none.
pub(super) const JSON: &str = "application/json";

impl<'a> Import<'a> {
    /// Reads the parameters of an operation: those of its path, overridden and joined by its own.
    pub fn read_parameters(&mut self, route: &mut Route, operation: Node<'a>, shared: &[Node<'a>]) {
        let own: Vec<_> = operation.get("parameters").into_iter().flat_map(Node::items).collect();
        let mut parameters: IndexMap<(String, String), Node<'a>> = IndexMap::new();
        for node in shared.iter().chain(&own) {
            let node = self.resolve(*node);
            let location = self.text_at(node, "in").unwrap_or_default();
            let name = self.text_at(node, "name").unwrap_or_default();
            parameters.insert((location, name), node);
        }
        let mut names = BTreeSet::new();
        for ((location, name), node) in parameters {
            let description = self.text_at(node, "description").unwrap_or_default();
            node.get("type");
            if let Some(schema) = node.get("schema") {
                schema.get("type");
            }
            let location = match location.as_str() {
                "query" => ParameterLocation::QueryString,
                "header" => ParameterLocation::Header,
                "path" => ParameterLocation::Path,
                "body" => {
                    if !description.is_empty() {
                        route.notes.insert("requestBody.description".to_owned(), description);
                    }
                    self.read_body_parameter(route, operation, node);
                    continue;
                }
                other => {
                    self.refuse_parameter(node, other, &name);
                    continue;
                }
            };
            let required = self.boolean_at(node, "required").unwrap_or_default();
            if !names.insert(name.clone()) {
                let message = "Parameter names must be unique across querystring, header and path";
                self.say(
                    node,
                    Diagnostic::error("import-parameter", message).help(format!("Rename one `{name}`")),
                );
            }
            route.parameters.push(RequestParameter { location, name, required, description });
        }
        self.add_path_parameters(route);
    }

    fn refuse_parameter(&mut self, node: Node<'a>, location: &str, name: &str) {
        node.see_all();
        let message = match location {
            "" => format!("The parameter `{name}` does not say where it is"),
            "cookie" | "formData" => {
                format!("AWS has no parameters in `{location}`, and leaves `{name}` out")
            }
            _ => format!("The parameter `{name}` is in `{location}`, which OpenAPI does not know"),
        };
        let help = match location {
            "cookie" => "Declare the header `Cookie`, and read it in the integration",
            "formData" => "Describe the body by a model, or let it pass through",
            _ => "Set `in` to `query`, `header` or `path`",
        };
        self.say(node, Diagnostic::warning("import-parameter", message).help(help));
    }

    /// AWS declares every parameter of the path, also those that the document does not.
    fn add_path_parameters(&mut self, route: &mut Route) {
        let template = route.key.path_template().unwrap_or_default().to_owned();
        let in_path = |parameter: &&RequestParameter| parameter.location == ParameterLocation::Path;
        let mut declared: BTreeSet<String> =
            route.parameters.iter().filter(in_path).map(|parameter| parameter.name.clone()).collect();
        for name in path_parameters(&template) {
            if declared.insert(name.to_owned()) {
                let location = ParameterLocation::Path;
                let name = name.to_owned();
                route.parameters.push(RequestParameter {
                    location,
                    name,
                    required: true,
                    ..Default::default()
                });
            }
        }
    }

    /// The body of Swagger 2.0: one schema for every content type that the operation consumes.
    fn read_body_parameter(&mut self, route: &mut Route, operation: Node<'a>, node: Node<'a>) {
        if let Some(required) = node.get("required")
            && let Some(row) = openapi_keyword("required", OpenApiScope::RequestBody, self.api.kind)
        {
            self.note_once("import-ignored", required, "required", &row.reason);
        }
        let Some(schema) = node.get("schema") else { return };
        let Some(model) = self.model_of(schema) else { return };
        for content_type in self.content_types(operation, "consumes") {
            route.body_models.insert(content_type, model);
        }
    }

    /// The content types that an operation, or else the document, consumes or produces (Swagger 2.0).
    pub fn content_types(&mut self, operation: Node<'a>, key: &str) -> Vec<String> {
        let mut types = self.texts_at(operation, key);
        if types.is_empty() && self.root.peek(key).is_none_or(|shared| self.may_repeat(shared)) {
            types = self.texts_at(self.root, key);
        }
        if types.is_empty() {
            types.push(JSON.to_owned());
        }
        types
    }

    /// The body of OpenAPI 3: a schema for each content type.
    pub fn read_request_body(&mut self, route: &mut Route, operation: Node<'a>) {
        if self.dialect == Dialect::Swagger2 {
            return;
        }
        let Some(body) = operation.get("requestBody") else { return };
        let body = self.resolve(body);
        if let Some(text) = self.text_at(body, "description") {
            route.notes.insert("requestBody.description".to_owned(), text);
        }
        route.body_models = self.content_models(body);
    }

    /// The models under `content`, by content type.
    pub fn content_models(&mut self, node: Node<'a>) -> IndexMap<String, ModelId> {
        let mut models = IndexMap::new();
        for (content_type, media) in node.get("content").into_iter().flat_map(Node::entries) {
            let media = self.resolve(media);
            if let Some(model) = media.get("schema").and_then(|schema| self.model_of(schema)) {
                models.insert(content_type.to_owned(), model);
            }
        }
        models
    }
}
