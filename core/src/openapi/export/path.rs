//! Paths, and the operations under them.

use indexmap::IndexMap;

use super::fields::Fields;
use super::writer::Writer;
use crate::aws::Method;
use crate::design::{DEFAULT_ROUTE, Diagnostic, Item, Route, RouteId, RouteKey};

const ANY_METHOD: &str = "x-amazon-apigateway-any-method";
/// How the notes of a path start in those of its routes.
const PATH_NOTES: &str = "path.";

/// The routes that the document has, by their paths.
pub(super) type Paths<'d> = IndexMap<String, Vec<(RouteId, &'d Route)>>;

impl<'d> Writer<'d> {
    /// The routes under their paths, in the design's order; those that a document cannot have are refused.
    pub fn kept_routes(&mut self) -> Paths<'d> {
        let mut paths: Paths<'d> = IndexMap::new();
        for (id, route) in &self.api.routes {
            let path = match &route.key {
                RouteKey::Path(_, path) => self.document_path(path),
                RouteKey::Named(name) if name == DEFAULT_ROUTE && !self.is_rest() => format!("/{name}"),
                RouteKey::Named(name) => {
                    let message = format!("The route `{name}` has no path, and is left out");
                    let help = format!("Give it a verb and a path, as {} APIs have", self.api.kind.label());
                    let found = Diagnostic::error("export-route", message).help(help);
                    self.say(Item::Route(self.id, *id), found);
                    continue;
                }
            };
            let routes = paths.entry(path).or_default();
            if routes.iter().any(|(_, other)| verb(&other.key) == verb(&route.key)) {
                let message = format!("The route `{}` occurs twice, and the first is kept", route.key);
                let found = Diagnostic::error("export-route", message).help("Take one of them out");
                self.say(Item::Route(self.id, *id), found);
            } else {
                routes.push((*id, route));
            }
        }
        paths
    }

    /// The paths with their operations.
    pub fn paths(&mut self, paths: &Paths<'d>) -> Fields {
        paths.iter().map(|(path, routes)| (path.as_str(), self.path(path, routes))).collect()
    }

    /// A resource of a REST API has no slash at the end of its path; a path of an HTTP API may have one.
    fn document_path(&self, path: &str) -> String {
        match path.trim_end_matches('/') {
            trimmed if self.is_rest() && !trimmed.is_empty() => trimmed.to_owned(),
            "" if self.is_rest() => "/".to_owned(),
            _ => path.to_owned(),
        }
    }

    fn path(&mut self, path: &str, routes: &[(RouteId, &'d Route)]) -> Fields {
        let mut fields = Fields::new();
        self.put_path_notes(&mut fields, routes);
        for (id, route) in routes {
            let operation = self.operation(Item::Route(self.id, *id), route);
            fields.put(verb(&route.key), operation);
        }
        if !self.is_rest() {
            let parameters = super::parameter::generated(path);
            fields.put_some("parameters", Some(parameters).filter(|list| !list.is_empty()));
        }
        fields
    }

    /// Adds the texts of the path that its routes agree on.
    fn put_path_notes(&mut self, fields: &mut Fields, routes: &[(RouteId, &Route)]) {
        for word in ["summary", "description"] {
            let key = format!("{PATH_NOTES}{word}");
            let mut texts = routes.iter().filter_map(|(id, route)| Some((*id, route.notes.get(&key)?)));
            let Some((_, first)) = texts.next() else { continue };
            fields.put(word, first.as_str());
            let others: Vec<_> = texts.filter(|(_, text)| *text != first).map(|(id, _)| id).collect();
            for id in others {
                let why = "another route of the path says otherwise, and a path has one";
                self.leave_out(Item::Route(self.id, id), "notes", &format!("The path's {word}"), why);
            }
        }
    }
}

/// The word for the verb under a path.
fn verb(key: &RouteKey) -> &'static str {
    match key.method() {
        Some(Method::Get) => "get",
        Some(Method::Post) => "post",
        Some(Method::Put) => "put",
        Some(Method::Patch) => "patch",
        Some(Method::Delete) => "delete",
        Some(Method::Head) => "head",
        Some(Method::Options) => "options",
        Some(Method::Any) | None => ANY_METHOD,
    }
}
