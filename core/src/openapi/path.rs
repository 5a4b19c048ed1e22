//! Paths, and the operations under them.

use super::import::Import;
use crate::aws::Method;
use crate::design::{DEFAULT_ROUTE, Diagnostic, RouteKey};
use crate::lang::document::Node;

const ANY_METHOD: &str = "x-amazon-apigateway-any-method";

impl<'a> Import<'a> {
    /// Reads every operation into a route.
    pub fn read_paths(&mut self) {
        let Some(paths) = self.root.get("paths") else {
            let message = "The document has no `paths`";
            self.say(self.root, Diagnostic::error("import-paths", message).help("Add at least one path"));
            return;
        };
        for (path, item) in paths.entries() {
            if path.starts_with("x-") {
                continue;
            }
            let is_default = path.trim_start_matches('/') == DEFAULT_ROUTE;
            if !path.starts_with('/') && !is_default {
                let message = format!("The path `{path}` does not start with a slash");
                self.say(
                    item.see_all(),
                    Diagnostic::error("import-path", message).help(format!("Write `/{path}`")),
                );
                continue;
            }
            if let Some(reference) = item.peek("$ref") {
                let message = "AWS does not follow a `$ref` in place of a path's operations";
                self.say(
                    reference,
                    Diagnostic::error("import-ref", message).help("Write the operations here"),
                );
            }
            let item = self.resolve(item);
            let key = |method| match is_default && !self.is_rest() {
                true => RouteKey::Named(DEFAULT_ROUTE.to_owned()),
                false => RouteKey::path(method, self.full_path(path)),
            };
            let operations: Vec<_> =
                item.entries().filter_map(|(word, node)| Some((key(method(word)?), node))).collect();
            self.read_operations(item, operations);
        }
    }

    fn read_operations(&mut self, item: Node<'a>, operations: Vec<(RouteKey, Node<'a>)>) {
        let shared: Vec<_> = match self.is_rest() {
            true => item.get("parameters").into_iter().flat_map(Node::items).collect(),
            false => Vec::new(),
        };
        let mut notes = crate::design::TextMap::new();
        for word in ["summary", "description"] {
            notes.extend(self.text_at(item, word).map(|text| (format!("path.{word}"), text)));
        }
        for (key, operation) in operations {
            let operation = self.resolve(operation);
            self.read_operation(key, operation, &shared, &notes);
        }
    }

    /// The path with the base path before it, and without a slash at its end.
    fn full_path(&self, path: &str) -> String {
        let path = format!("{}{path}", self.base_path);
        match path.trim_end_matches('/') {
            "" => "/".to_owned(),
            trimmed if self.is_rest() => trimmed.to_owned(),
            _ => path,
        }
    }
}

/// The verb that a word under a path stands for; `trace` has none in API Gateway.
fn method(word: &str) -> Option<Method> {
    match word {
        "get" => Some(Method::Get),
        "post" => Some(Method::Post),
        "put" => Some(Method::Put),
        "patch" => Some(Method::Patch),
        "delete" => Some(Method::Delete),
        "head" => Some(Method::Head),
        "options" => Some(Method::Options),
        ANY_METHOD => Some(Method::Any),
        _ => None,
    }
}
