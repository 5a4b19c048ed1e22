//! Which route takes a path: a tree over the segments of all path keys of an API.

use std::sync::{Arc, OnceLock};

use indexmap::IndexMap;
use serde_json::Value;

use crate::aws::{ApiKind, Method};
use crate::design::{Api, Model, RouteId, RouteKey, Segment, segments};

use super::policy::PolicyCache;
use super::template::TemplateCache;

/// Deeper paths than this, which no URL that AWS takes could reach in practice, are left out of the tree.
const MAX_SEGMENTS: usize = 256;

/// The routes of an API, ready to be matched.
#[derive(Debug, Default)]
pub(crate) struct RouteIndex {
    root: Node,
    named: IndexMap<String, RouteId>,
    /// The API's mapping templates, as far as requests needed them.
    pub templates: TemplateCache,
    /// The resource policies of the API and of private domains before it, as far as requests needed them.
    pub policies: PolicyCache,
    schemas: OnceLock<IndexMap<String, Value>>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    statics: IndexMap<String, Node>,
    parameter: Option<Box<Node>>,
    greedy: Option<Box<Node>>,
    methods: Vec<(Method, RouteId)>,
}

/// The route that takes a request, and what its path parameters hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    pub route: RouteId,
    /// The values of the template's parameters, in order, percent-encoded as sent.
    pub captures: Vec<String>,
}

/// Which routes a search may use.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Search {
    /// Static text, then `{param}`, then `{proxy+}`, at every level.
    All,
    /// Without `{proxy+}`.
    WithoutGreedy,
}

impl RouteIndex {
    /// Builds the tree of an API's routes; of two routes with one key the first wins.
    pub fn new(api: &Api) -> Self {
        let mut index = Self::default();
        for (id, route) in &api.routes {
            match &route.key {
                RouteKey::Path(method, path) => index.root.insert(path, *method, *id),
                RouteKey::Named(name) => {
                    index.named.entry(name.clone()).or_insert(*id);
                }
            }
        }
        index
    }

    /// The schemas of the API's models by their names, read once; those that are no JSON are left out.
    pub fn schemas(&self, api: &Api) -> &IndexMap<String, Value> {
        self.schemas.get_or_init(|| {
            let read =
                |model: &Arc<Model>| Some((model.name.clone(), serde_json::from_str(&model.schema).ok()?));
            api.models.values().filter_map(read).collect()
        })
    }

    /// The route of a named key such as `$default`.
    pub fn named(&self, key: &str) -> Option<RouteId> {
        self.named.get(key).copied()
    }

    /// The route of a REST or HTTP API that takes this verb and path.
    ///
    /// REST: at each segment static text before `{param}` before `{proxy+}`, going back when the verb is
    /// missing further down. HTTP: any match of the whole path before any greedy one.
    pub fn find(&self, kind: ApiKind, method: &str, path: &str) -> Option<Match> {
        let parts = path_parts(kind, path);
        let searches: &[Search] =
            if kind == ApiKind::Rest { &[Search::All] } else { &[Search::WithoutGreedy, Search::All] };
        searches.iter().find_map(|search| {
            let mut captures = Vec::new();
            let route = self.root.find(*search, method, &parts, &mut captures)?;
            Some(Match { route, captures })
        })
    }

    /// Whether some verb has a route for this path.
    pub fn verbs(&self, kind: ApiKind, path: &str) -> Vec<Method> {
        Method::ALL
            .iter()
            .copied()
            .filter(|method| *method != Method::Any && self.find(kind, method.as_str(), path).is_some())
            .collect()
    }
}

/// The segments of a path as sent. A REST API does not see slashes that lead or trail; inside `{proxy+}` doubled
/// ones stay (recorded). An HTTP API sees a trailing slash.
pub(crate) fn path_parts(kind: ApiKind, path: &str) -> Vec<&str> {
    if kind == ApiKind::Rest {
        let inner = path.trim_matches('/');
        return if inner.is_empty() { Vec::new() } else { inner.split('/').collect() };
    }
    let rest = path.strip_prefix('/').unwrap_or(path);
    if rest.is_empty() { Vec::new() } else { rest.split('/').collect() }
}

impl Node {
    fn insert(&mut self, path: &str, method: Method, id: RouteId) {
        if segments(path).count() > MAX_SEGMENTS {
            return;
        }
        let mut node = self;
        for segment in segments(path) {
            node = match segment {
                Segment::Static(text) => node.statics.entry(text.to_owned()).or_default(),
                Segment::Parameter(_) => node.parameter.get_or_insert_default(),
                Segment::Greedy(_) => node.greedy.get_or_insert_default(),
            };
        }
        if !node.methods.iter().any(|(other, _)| *other == method) {
            node.methods.push((method, id));
        }
    }

    /// Visits each node of the tree at most once, so the work is bounded by the number of routes.
    fn find(
        &self,
        search: Search,
        method: &str,
        parts: &[&str],
        captures: &mut Vec<String>,
    ) -> Option<RouteId> {
        let Some((part, rest)) = parts.split_first() else {
            return self.route(method);
        };
        let decoded = crate::lang::percent::decode(part);
        let next = self.statics.get(*part).or_else(|| self.statics.get(&decoded));
        if let Some(found) = next.and_then(|node| node.find(search, method, rest, captures)) {
            return Some(found);
        }
        if let Some(node) = self.parameter.as_ref().filter(|_| !part.is_empty()) {
            captures.push((*part).to_owned());
            if let Some(found) = node.find(search, method, rest, captures) {
                return Some(found);
            }
            captures.pop();
        }
        if search == Search::WithoutGreedy || (part.is_empty() && rest.is_empty()) {
            return None;
        }
        let found = self.greedy.as_ref().and_then(|node| node.route(method))?;
        captures.push(parts.join("/"));
        Some(found)
    }

    fn route(&self, method: &str) -> Option<RouteId> {
        let of = |wanted: &str| {
            self.methods.iter().find(|(method, _)| method.as_str() == wanted).map(|(_, id)| *id)
        };
        of(method).or_else(|| {
            // ANY stands for the seven verbs, not for invented ones.
            let known = Method::ALL.iter().any(|known| known.as_str() == method);
            known.then(|| of(Method::Any.as_str())).flatten()
        })
    }
}
