//! What the diagram of an API shows: nodes in columns, and edges that know which routes they carry.

use std::collections::{BTreeMap, BTreeSet};

use studio_core::design::*;

use super::words::{host, integration_words, plan_words, service, stage_words};
use crate::inspector::authorizer_label;
use crate::outline::{MANY_ROUTES, page, route_groups};
use crate::text;

/// The columns, from the client to the backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Column {
    Entry,
    Protection,
    Routes,
    Authorizers,
    Integrations,
    Backends,
}

impl Column {
    pub(super) const ALL: [Self; 6] =
        [Self::Entry, Self::Protection, Self::Routes, Self::Authorizers, Self::Integrations, Self::Backends];

    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Entry => "Entry",
            Self::Protection => "Protection",
            Self::Routes => "Routes",
            Self::Authorizers => "Authorizers",
            Self::Integrations => "Integrations",
            Self::Backends => "Backends",
        }
    }
}

/// What a press on a node does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Press {
    /// Selects the item.
    Select(Item),
    /// Opens or closes the group of routes with this title.
    Turn(String),
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    /// Unique in the diagram; the item's key, where the node stands for one that can be moved.
    pub(super) key: String,
    pub(super) column: Column,
    pub(super) title: String,
    pub(super) sub: String,
    /// The verb of a route.
    pub(super) verb: Option<String>,
    pub(super) press: Press,
}

/// An edge; `routes` are those whose requests take it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) routes: BTreeSet<RouteId>,
}

/// Nodes in the order to place them, and edges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Graph {
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
}

/// What is open and chosen in the diagram.
pub(super) struct View<'a> {
    pub(super) stage: Option<StageId>,
    pub(super) open: &'a BTreeSet<String>,
    pub(super) selected: Option<Item>,
}

struct Builder<'a> {
    design: &'a Design,
    id: ApiId,
    api: &'a Api,
    graph: Graph,
    edges: BTreeMap<(String, String), BTreeSet<RouteId>>,
    /// The node that a route is shown by: its own, or its group's.
    shown_by: BTreeMap<RouteId, String>,
    /// The keys of the backends that have a node already.
    placed: BTreeSet<String>,
}

/// The diagram of an API.
pub(super) fn graph(design: &Design, id: ApiId, view: &View<'_>) -> Graph {
    let Some(api) = design.apis.get(&id) else { return Graph::default() };
    let mut builder = Builder {
        design,
        id,
        api,
        graph: Graph::default(),
        edges: BTreeMap::new(),
        shown_by: BTreeMap::new(),
        placed: BTreeSet::new(),
    };
    builder.routes(view);
    builder.entry(view);
    builder.authorizers();
    builder.integrations();
    let edges = builder.edges.into_iter().map(|((from, to), routes)| Edge { from, to, routes });
    builder.graph.edges = edges.collect();
    builder.graph
}

impl Builder<'_> {
    fn node(&mut self, item: Item, column: Column, title: &str, sub: String) -> String {
        let key = item.key();
        let title = if title.is_empty() { format!("Unnamed {}", item.noun()) } else { title.to_owned() };
        self.graph.nodes.push(Node {
            key: key.clone(),
            column,
            title,
            sub,
            verb: None,
            press: Press::Select(item),
        });
        key
    }

    fn edge(&mut self, from: &str, to: &str, routes: impl IntoIterator<Item = RouteId>) {
        self.edges.entry((from.to_owned(), to.to_owned())).or_default().extend(routes);
    }

    fn all_routes(&self) -> Vec<RouteId> {
        self.api.routes.keys().copied().collect()
    }

    fn routes(&mut self, view: &View<'_>) {
        if self.api.routes.len() <= MANY_ROUTES {
            for id in self.all_routes() {
                self.route(id);
            }
            return;
        }
        for group in route_groups(self.api) {
            let (title, routes) = (group.title, group.routes);
            let selected = routes.iter().position(|id| view.selected == Some(Item::Route(self.id, *id)));
            let open = view.open.contains(&title) || selected.is_some();
            // Of very many routes the others stay in the group's own node.
            let apart = if open { page(routes.len(), selected) } else { 0..0 };
            let key = format!("group:{title}");
            let sub = match routes.len() - apart.len() {
                0 => "open".to_owned(),
                rest if open => format!("open, {rest} more"),
                all => text::count(all, "route"),
            };
            self.graph.nodes.push(Node {
                key: key.clone(),
                column: Column::Routes,
                title: title.clone(),
                sub,
                verb: None,
                press: Press::Turn(title),
            });
            for (at, id) in routes.into_iter().enumerate() {
                if apart.contains(&at) {
                    self.route(id);
                } else {
                    self.shown_by.insert(id, key.clone());
                }
            }
        }
    }

    fn route(&mut self, id: RouteId) {
        let Some(route) = self.api.routes.get(&id) else { return };
        let title = route.key.path_template().map_or_else(|| route.key.to_string(), str::to_owned);
        let verb = route.key.method().map(|method| method.to_string());
        let key = self.node(Item::Route(self.id, id), Column::Routes, &title, String::new());
        if let Some(node) = self.graph.nodes.last_mut() {
            node.verb = verb;
        }
        self.shown_by.insert(id, key);
    }

    fn entry(&mut self, view: &View<'_>) {
        let mut stages = BTreeMap::new();
        let mut domains = Vec::new();
        for (id, domain) in &self.design.domains {
            let mapped: Vec<_> = domain.mappings.iter().filter(|mapping| mapping.api == self.id).collect();
            let ruled = domain.routing_rules.iter().filter(|rule| rule.api == self.id).map(|rule| rule.stage);
            let targets: BTreeSet<StageId> =
                mapped.iter().map(|mapping| mapping.stage).chain(ruled).collect();
            if targets.is_empty() {
                continue;
            }
            let paths: Vec<String> = mapped.iter().map(|mapping| format!("/{}", mapping.path)).collect();
            let tls = if domain.mutual_tls.is_some() { "mutual TLS · " } else { "" };
            let key = self.node(
                Item::Domain(*id),
                Column::Entry,
                &domain.name,
                format!("{tls}{}", paths.join(" ")),
            );
            domains.push((key, targets));
        }
        for (id, stage) in &self.api.stages {
            let key = self.node(Item::Stage(self.id, *id), Column::Entry, &stage.name, stage_words(stage));
            stages.insert(*id, key);
        }
        let all = self.all_routes();
        for (domain, targets) in domains {
            for stage in targets.iter().filter_map(|stage| stages.get(stage)) {
                self.edge(&domain, stage, all.iter().copied());
            }
        }
        let current = view.stage.and_then(|id| Some((id, self.api.stages.get(&id)?.clone())));
        if let Some(((id, stage), key)) =
            current.as_ref().and_then(|now| Some((now, stages.get(&now.0)?.clone())))
        {
            self.protection(*id, stage, key);
        }
    }

    /// What stands before the routes on the stage in view, in the order that requests meet it.
    fn protection(&mut self, id: StageId, stage: &Stage, from: String) {
        let all = self.all_routes();
        let mut last = from;
        if let Some((acl_id, acl)) =
            stage.web_acl.and_then(|acl| Some((acl, self.design.web_acls.get(&acl)?)))
        {
            let key = self.node(
                Item::WebAcl(acl_id),
                Column::Protection,
                &acl.name,
                format!("WAF · {}", text::count(acl.rules.len(), "rule")),
            );
            self.edge(&last, &key, all.clone());
            last = key;
        }
        if let Some(throttle) = stage.defaults.throttle {
            let key = format!("throttle:{id}");
            let sub = format!("{} rps · burst {}", throttle.rate_rps, throttle.burst);
            let press = Press::Select(Item::Stage(self.id, id));
            let (column, title) = (Column::Protection, "Throttle".to_owned());
            self.graph.nodes.push(Node { key: key.clone(), column, title, sub, verb: None, press });
            self.edge(&last, &key, all.clone());
            last = key;
        }
        let plans: Vec<_> =
            self.design.usage_plans.iter().filter(|(_, plan)| covers(plan, self.id, id)).collect();
        let keyed: BTreeSet<RouteId> =
            self.api.routes.iter().filter(|(_, route)| route.api_key_required).map(|(id, _)| *id).collect();
        for (plan_id, plan) in plans {
            let key = self.node(Item::UsagePlan(*plan_id), Column::Protection, &plan.name, plan_words(plan));
            self.edge(&last, &key, keyed.clone());
            for route in &keyed {
                let shown = self.shown_by.get(route).cloned().unwrap_or_default();
                self.edge(&key, &shown, [*route]);
            }
        }
        let has_plan = self.design.usage_plans.values().any(|plan| covers(plan, self.id, id));
        for route in all {
            if !(has_plan && keyed.contains(&route)) {
                let shown = self.shown_by.get(&route).cloned().unwrap_or_default();
                self.edge(&last, &shown, [route]);
            }
        }
    }

    fn authorizers(&mut self) {
        for (id, authorizer) in &self.api.authorizers {
            let key = self.node(
                Item::Authorizer(self.id, *id),
                Column::Authorizers,
                &authorizer.name,
                authorizer_label(authorizer),
            );
            let function = match &authorizer.method {
                AuthorizerMethod::LambdaToken { function, .. }
                | AuthorizerMethod::LambdaRequest { function, .. } => Some(*function),
                _ => None,
            };
            let users: Vec<RouteId> = self.guarded_by(*id);
            if let Some(function) = function {
                let to = self.function(function);
                self.edge(&key, &to, users);
            }
        }
    }

    fn guarded_by(&self, authorizer: AuthorizerId) -> Vec<RouteId> {
        let guarded = |route: &Route| matches!(&route.authorization, Authorization::Authorizer { id, .. } if *id == authorizer);
        self.api.routes.iter().filter(|(_, route)| guarded(route)).map(|(id, _)| *id).collect()
    }

    fn integrations(&mut self) {
        let mut users_of: BTreeMap<IntegrationId, Vec<RouteId>> = BTreeMap::new();
        for (id, route) in &self.api.routes {
            if let Some(integration) = route.integration {
                users_of.entry(integration).or_default().push(*id);
            }
        }
        for (id, integration) in &self.api.integrations {
            let (title, sub) = (integration.name.as_str(), integration_words(integration));
            let key = self.node(Item::Integration(self.id, *id), Column::Integrations, title, sub);
            let users = users_of.remove(id).unwrap_or_default();
            for route in &users {
                let shown = self.shown_by.get(route).cloned().unwrap_or_default();
                let guard = self.api.routes.get(route).and_then(|route| match &route.authorization {
                    Authorization::Authorizer { id, .. } => Some(Item::Authorizer(self.id, *id).key()),
                    _ => None,
                });
                match guard {
                    Some(guard) => {
                        self.edge(&shown, &guard, [*route]);
                        self.edge(&guard, &key, [*route]);
                    }
                    None => self.edge(&shown, &key, [*route]),
                }
            }
            self.backend(*id, integration, &key, users);
        }
        let loose: Vec<_> = self.api.routes.iter().filter(|(_, route)| route.integration.is_none()).collect();
        for (id, route) in loose {
            if let Authorization::Authorizer { id: guard, .. } = &route.authorization {
                let shown = self.shown_by.get(id).cloned().unwrap_or_default();
                self.edge(&shown, &Item::Authorizer(self.id, *guard).key(), [*id]);
            }
        }
    }

    fn function(&mut self, id: FunctionId) -> String {
        let key = Item::Function(id).key();
        if self.placed.insert(key.clone()) {
            let name =
                self.design.functions.get(&id).map(|function| function.name.clone()).unwrap_or_default();
            self.node(Item::Function(id), Column::Backends, &name, "Lambda function".to_owned());
        }
        key
    }

    fn backend(&mut self, id: IntegrationId, integration: &Integration, from: &str, users: Vec<RouteId>) {
        if let Connection::VpcLink { id: link, .. } = &integration.connection {
            let key = Item::VpcLink(*link).key();
            if self.placed.insert(key.clone()) {
                let name = self.design.vpc_links.get(link).map(|link| link.name.clone()).unwrap_or_default();
                self.node(Item::VpcLink(*link), Column::Backends, &name, "VPC link".to_owned());
            }
            return self.edge(from, &key, users);
        }
        let (title, sub) = match &integration.target {
            Target::Lambda { function, .. } => {
                let to = self.function(*function);
                return self.edge(from, &to, users);
            }
            Target::Mock => return,
            Target::Http { url, .. } => (host(url), "HTTP endpoint"),
            Target::Service { uri, .. } => (service(uri), "AWS service"),
            Target::Action { subtype } => {
                (subtype.split('-').next().unwrap_or(subtype).to_owned(), "AWS service")
            }
        };
        let key = format!("backend:{title}");
        if self.placed.insert(key.clone()) {
            let press = Press::Select(Item::Integration(self.id, id));
            let (column, sub) = (Column::Backends, sub.to_owned());
            self.graph.nodes.push(Node { key: key.clone(), column, title, sub, verb: None, press });
        }
        self.edge(from, &key, users);
    }
}

fn covers(plan: &UsagePlan, api: ApiId, stage: StageId) -> bool {
    plan.stages.iter().any(|covered| covered.api == api && covered.stage == stage)
}
