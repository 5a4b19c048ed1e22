//! What the preflights of a REST API say, as its OPTIONS methods map it.

use indexmap::IndexMap;

use super::look::{ApiAt, IntegrationAt, RouteAt};
use crate::aws::{IntegrationKind, Method};
use crate::design::edit::Edit;
use crate::design::{IntegrationId, IntegrationResponse};

pub(super) const ORIGIN: &str = "Access-Control-Allow-Origin";
pub(super) const METHODS: &str = "Access-Control-Allow-Methods";
pub(super) const HEADERS: &str = "Access-Control-Allow-Headers";
pub(super) const CREDENTIALS: &str = "Access-Control-Allow-Credentials";

/// An integration that answers preflights with headers of the design, and the OPTIONS methods that call it.
pub(super) struct Preflight<'a> {
    pub(super) integration: IntegrationAt<'a>,
    pub(super) response: &'a IntegrationResponse,
    pub(super) routes: Vec<RouteAt<'a>>,
}

/// Those of the API. What a backend answers behind a proxy is not to be seen.
pub(super) fn preflights<'a>(api: ApiAt<'a>) -> Vec<Preflight<'a>> {
    let mut found: IndexMap<IntegrationId, Preflight<'a>> = IndexMap::new();
    for route in api.routes().filter(|route| route.node.key.method() == Some(Method::Options)) {
        let Some(id) = route.node.integration else { continue };
        let Some(node) = api.node.integrations.get(&id).filter(|node| !is_proxy(node.target.kind())) else {
            continue;
        };
        let Some(response) = node.responses.iter().find(|response| mapped(response, ORIGIN).is_some()) else {
            continue;
        };
        let integration = IntegrationAt { api_id: api.id, api: api.node, id, node };
        let new = || Preflight { integration, response, routes: Vec::new() };
        found.entry(id).or_insert_with(new).routes.push(route);
    }
    found.into_values().collect()
}

/// The API's methods by path, without OPTIONS.
pub(super) fn methods_by_path<'a>(api: ApiAt<'a>) -> IndexMap<&'a str, Vec<RouteAt<'a>>> {
    let mut found: IndexMap<&str, Vec<RouteAt<'a>>> = IndexMap::new();
    for route in api.routes().filter(|route| route.node.key.method() != Some(Method::Options)) {
        if let Some(path) = route.node.key.path_template() {
            found.entry(path).or_default().push(route);
        }
    }
    found
}

pub(super) const fn is_proxy(kind: IntegrationKind) -> bool {
    matches!(kind, IntegrationKind::AwsProxy | IntegrationKind::HttpProxy)
}

/// What the response maps this header to.
pub(super) fn mapped<'a>(response: &'a IntegrationResponse, name: &str) -> Option<&'a str> {
    let mut mappings = response.parameters.iter();
    mappings.find(|(key, _)| is_header(key, name)).map(|(_, value)| value.as_str())
}

pub(super) fn is_header(key: &str, name: &str) -> bool {
    key.strip_prefix("method.response.header.").is_some_and(|header| header.eq_ignore_ascii_case(name))
}

impl<'a> Preflight<'a> {
    /// The elements of a header whose text stands in the mapping; none when it is made at run time.
    pub(super) fn list(&self, name: &str) -> Option<Vec<&'a str>> {
        let Some(value) = mapped(self.response, name) else { return Some(Vec::new()) };
        let text = value.strip_prefix('\'')?.strip_suffix('\'')?;
        Some(text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect())
    }

    /// Whether the header is this text.
    pub(super) fn says(&self, name: &str, text: &str) -> bool {
        self.list(name).is_some_and(|list| list == [text])
    }

    /// The methods under the paths that it answers for.
    pub(super) fn methods(&self, by_path: &IndexMap<&'a str, Vec<RouteAt<'a>>>) -> Vec<RouteAt<'a>> {
        let paths = self.routes.iter().filter_map(|route| route.node.key.path_template());
        paths.filter_map(|path| by_path.get(path)).flatten().copied().collect()
    }

    /// Adds elements to a header, and declares it where the methods need that.
    pub(super) fn add(&self, name: &str, more: &[String]) -> Option<Edit> {
        let mut list: Vec<&str> = self.list(name)?;
        list.extend(more.iter().map(String::as_str));
        let value = format!("'{}'", list.join(","));
        let status = &self.response.status;
        let integration = self.integration.put(|node| {
            let response = node.responses.iter_mut().find(|response| response.status == *status);
            let Some(response) = response else { return };
            match response.parameters.iter_mut().find(|(key, _)| is_header(key, name)) {
                Some((_, old)) => *old = value,
                None => {
                    response.parameters.insert(format!("method.response.header.{name}"), value);
                }
            }
        });
        let mut edits = vec![integration];
        edits.extend(self.routes.iter().filter_map(|route| declare(*route, status, name)));
        Some(Edit::Batch(edits))
    }
}

/// Declares a header of the method's response, unless it is.
pub(super) fn declare(route: RouteAt<'_>, status: &str, name: &str) -> Option<Edit> {
    let known = route.node.responses.get(status);
    if known.is_some_and(|known| known.headers.keys().any(|own| own.eq_ignore_ascii_case(name))) {
        return None;
    }
    Some(route.put(|route| {
        route.responses.entry(status.to_owned()).or_default().headers.insert(name.to_owned(), false);
    }))
}
