//! Which rows the tree shows.

use std::collections::BTreeMap;

use studio_core::design::{Api, ApiId, Design, Item, RouteId, RouteKey, Segment, segments};

use super::row::{group_key, item_key, section_key};
use crate::text;
use crate::ui::TreeRow;

/// From this many routes on, they stand under their first path segment.
pub(crate) const MANY_ROUTES: usize = 40;

/// How the rows are chosen.
pub(super) enum Mode<'a> {
    /// By what is open.
    Browse {
        /// Rows that the user opened or closed.
        turned: &'a BTreeMap<String, bool>,
        /// Its parents are open.
        selected: Option<Item>,
    },
    /// By a text in the name.
    Search(&'a str),
}

struct Builder<'a> {
    mode: &'a Mode<'a>,
    rows: Vec<TreeRow>,
}

/// The visible rows in order.
pub(super) fn tree_rows(design: &Design, mode: &Mode<'_>) -> Vec<TreeRow> {
    let mut builder = Builder { mode, rows: Vec::new() };
    for (id, api) in &design.apis {
        builder.api(*id, api);
    }
    builder.shared(design);
    builder.rows
}

impl Builder<'_> {
    /// Adds a row that others stand under; says whether they are shown.
    fn parent(
        &mut self,
        id: String,
        level: usize,
        label: String,
        opens: Opens,
        holds_selected: bool,
    ) -> bool {
        let open = match self.mode {
            Mode::Search(_) => true,
            Mode::Browse { turned, .. } => {
                let usual = opens == Opens::ByDefault || holds_selected;
                turned.get(&id).copied().unwrap_or(usual)
            }
        };
        self.rows.push(TreeRow { id, level, label, expanded: Some(open) });
        open
    }

    fn leaf(&mut self, item: Item, level: usize, label: String) {
        self.rows.push(TreeRow { id: item_key(item), level, label, expanded: None });
    }

    fn matches(&self, label: &str) -> bool {
        match self.mode {
            Mode::Search(text) => label.to_lowercase().contains(&text.trim().to_lowercase()),
            Mode::Browse { .. } => true,
        }
    }

    fn selects(&self, items: &[(Item, String)]) -> bool {
        match self.mode {
            Mode::Browse { selected: Some(selected), .. } => items.iter().any(|(item, _)| item == selected),
            _ => false,
        }
    }

    fn api(&mut self, id: ApiId, api: &Api) {
        let label = if api.name.is_empty() { "Unnamed API".to_owned() } else { api.name.clone() };
        let before = self.rows.len();
        let open = self.parent(item_key(Item::Api(id)), 1, label.clone(), Opens::ByDefault, false);
        if open {
            self.routes(id, api);
            macro_rules! part {
                ($title:literal, $nodes:ident, $item:ident) => {
                    let items =
                        api.$nodes.iter().map(|(node, value)| (Item::$item(id, *node), value.name.clone()));
                    self.section(Some(id), $title, 2, items.collect());
                };
            }
            part!("Integrations", integrations, Integration);
            part!("Authorizers", authorizers, Authorizer);
            part!("Models", models, Model);
            part!("Validators", validators, Validator);
            part!("Stages", stages, Stage);
        }
        if matches!(self.mode, Mode::Search(_)) && self.rows.len() == before + 1 && !self.matches(&label) {
            self.rows.truncate(before);
        }
    }

    fn routes(&mut self, id: ApiId, api: &Api) {
        let all = api.routes.iter().map(|(route, node)| (Item::Route(id, *route), node.key.to_string()));
        let shown: Vec<(Item, String)> = all.filter(|(_, label)| self.matches(label)).collect();
        if shown.len() <= MANY_ROUTES {
            for (item, label) in shown {
                self.leaf(item, 2, label);
            }
            return;
        }
        for (segment, routes) in by_segment(api) {
            let items: Vec<(Item, String)> = shown
                .iter()
                .filter(|(item, _)| matches!(item, Item::Route(_, id) if routes.contains(id)))
                .cloned()
                .collect();
            if items.is_empty() {
                continue;
            }
            let label = format!("{segment} · {}", text::count(items.len(), "route"));
            let holds = self.selects(&items);
            if self.parent(group_key(id, &segment), 2, label, Opens::WhenAsked, holds) {
                for (item, label) in items {
                    self.leaf(item, 3, label);
                }
            }
        }
    }

    fn section(&mut self, api: Option<ApiId>, title: &str, level: usize, items: Vec<(Item, String)>) {
        let named = items.into_iter().map(|(item, name)| {
            let name = if name.is_empty() { format!("Unnamed {}", item.noun()) } else { name };
            (item, name)
        });
        let items: Vec<(Item, String)> = named.filter(|(_, label)| self.matches(label)).collect();
        if items.is_empty() {
            return;
        }
        let holds = self.selects(&items);
        let label = format!("{title} · {}", items.len());
        if self.parent(section_key(api, title), level, label, Opens::WhenAsked, holds) {
            for (item, label) in items {
                self.leaf(item, level + 1, label);
            }
        }
    }

    fn shared(&mut self, design: &Design) {
        macro_rules! part {
            ($title:literal, $nodes:ident, $item:ident, $name:ident) => {
                let items =
                    design.$nodes.iter().map(|(node, value)| (Item::$item(*node), value.$name.clone()));
                self.section(None, $title, 1, items.collect());
            };
        }
        part!("Functions", functions, Function, name);
        part!("Domains", domains, Domain, name);
        part!("VPC links", vpc_links, VpcLink, name);
        part!("Usage plans", usage_plans, UsagePlan, name);
        part!("API keys", api_keys, ApiKey, name);
        part!("Web ACLs", web_acls, WebAcl, name);
        part!("Client certificates", client_certificates, ClientCertificate, description);
        part!("Alarms", alarms, Alarm, name);
    }
}

/// Whether a row is open before anybody turned it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opens {
    ByDefault,
    WhenAsked,
}

/// The routes by the first segment of their paths, in the alphabet's order; named keys stand under their own.
pub(crate) fn by_segment(api: &Api) -> BTreeMap<String, Vec<RouteId>> {
    let mut groups: BTreeMap<String, Vec<RouteId>> = BTreeMap::new();
    for (id, route) in &api.routes {
        groups.entry(first_segment(&route.key)).or_default().push(*id);
    }
    groups
}

fn first_segment(key: &RouteKey) -> String {
    match key {
        RouteKey::Named(name) if name.starts_with('$') => "$".to_owned(),
        RouteKey::Named(_) => "messages".to_owned(),
        RouteKey::Path(_, path) => match segments(path).next() {
            None => "/".to_owned(),
            Some(Segment::Static(name)) => format!("/{name}"),
            Some(Segment::Parameter(name)) => format!("/{{{name}}}"),
            Some(Segment::Greedy(name)) => format!("/{{{name}+}}"),
        },
    }
}
