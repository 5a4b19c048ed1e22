//! Which rows the tree shows.

use std::collections::BTreeMap;

use studio_core::design::{Api, ApiId, Design, Item, RouteId};

use super::groups::{MANY_ROUTES, page, route_groups};
use super::row::{group_key, item_key, section_key};
use crate::text;
use crate::ui::TreeRow;

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

/// The rows of the tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// The visible rows in order.
    pub(super) rows: Vec<TreeRow>,
    /// How many items more there would be, were it not too many for a list.
    pub(super) left_out: usize,
}

struct Builder<'a> {
    mode: &'a Mode<'a>,
    rows: Vec<TreeRow>,
    left_out: usize,
}

/// The rows in order; of very many in one place only some.
pub(super) fn tree_rows(design: &Design, mode: &Mode<'_>) -> Shown {
    let mut builder = Builder { mode, rows: Vec::new(), left_out: 0 };
    for (id, api) in &design.apis {
        builder.api(*id, api);
    }
    builder.shared(design);
    Shown { rows: builder.rows, left_out: builder.left_out }
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

    /// Adds the items of one place, of very many those around the selected one.
    fn leaves(&mut self, level: usize, items: Vec<(Item, String)>) {
        let selected = match self.mode {
            Mode::Browse { selected: Some(selected), .. } => {
                items.iter().position(|(item, _)| item == selected)
            }
            _ => None,
        };
        let shown = page(items.len(), selected);
        self.left_out += items.len() - shown.len();
        let rows = items.into_iter().skip(shown.start).take(shown.len());
        self.rows.extend(rows.map(|(item, label)| TreeRow {
            id: item_key(item),
            level,
            label,
            expanded: None,
        }));
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
        let all = api.routes.iter().map(|(route, node)| (*route, node.key.to_string()));
        let mut shown: BTreeMap<RouteId, String> = all.filter(|(_, label)| self.matches(label)).collect();
        let searched = matches!(self.mode, Mode::Search(_));
        if shown.len() <= MANY_ROUTES {
            let ids = api.routes.keys();
            let items = ids.filter_map(|route| Some((Item::Route(id, *route), shown.remove(route)?)));
            return self.leaves(2, items.collect());
        }
        // A search opens every group: all that it finds together is not more than one place shows.
        let mut room = page(shown.len(), None).len();
        for group in route_groups(api) {
            let routes = group.routes.into_iter();
            let mut items: Vec<(Item, String)> =
                routes.filter_map(|route| Some((Item::Route(id, route), shown.remove(&route)?))).collect();
            if searched {
                self.left_out += items.len().saturating_sub(room);
                items.truncate(room);
                room -= items.len();
            }
            if items.is_empty() {
                continue;
            }
            let label = format!("{} · {}", group.title, text::count(items.len(), "route"));
            let holds = self.selects(&items);
            if self.parent(group_key(id, &group.title), 2, label, Opens::WhenAsked, holds) {
                self.leaves(3, items);
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
            self.leaves(level + 1, items);
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
