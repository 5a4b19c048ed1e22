//! `import` blocks for an API that exists already.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::module::{Module, Piece};
use super::names::{Names, mark, slug_or};
use crate::aws::ApiKind;
use crate::design::{Api, ApiId, Design, Diagnostic, Item, RouteKey};
use crate::terraform::facts::facts;
use crate::terraform::syntax::{Expr, Fields, Part, reference_text, template, text};

/// The blocks for every API of the design whose identifier is known. `marks` are the resources' marks with their
/// items and addresses; `within` is the path of the module, empty for a root.
pub(super) fn blocks(
    module: &mut Module<'_>,
    marks: &[(Item, String)],
    addresses: &IndexMap<String, String>,
    within: &str,
) -> Vec<Piece> {
    let design = module.design;
    let mut found = Vec::new();
    for (id, api) in &design.apis {
        let Some(existing) = api.settings.existing_id.as_deref().filter(|id| !id.is_empty()) else {
            continue;
        };
        let known = &design.terraform.existing;
        let mut one =
            Existing { id: *id, api, existing, known, names: Names::default(), paths: BTreeMap::new() };
        let mut unknown: BTreeSet<&str> = BTreeSet::new();
        let mut blocks = Vec::new();
        // What came into the design since its files were read or written is in AWS only after an apply.
        let before = &design.terraform.addresses;
        let was = before.contains_key(&format!("{} {}", own_kind(api), Item::Api(*id).key()));
        let ours = marks
            .iter()
            .filter(|(item, mark)| item.api() == Some(*id) && (!was || before.contains_key(mark)));
        for (item, mark) in ours {
            let (kind, address) = (mark.split(' ').next().unwrap_or_default(), addresses.get(mark));
            let Some(address) = address else { continue };
            match one.identifier(kind, *item, mark) {
                Some(identifier) => {
                    let fields = Fields::new()
                        .set("to", reference_text(&format!("{within}{address}")))
                        .set("id", identifier);
                    blocks.push(Piece::plain(fields.into_block("import", &[]), *item));
                }
                None => {
                    unknown.insert(kind);
                }
            }
        }
        found.extend(one.lookups());
        found.extend(blocks);
        if !unknown.is_empty() {
            let kinds: Vec<&str> = unknown.into_iter().collect();
            let message = format!(
                "API `{}` exists already, and AWS alone knows the identifiers of its {}",
                api.name,
                kinds.join(", ")
            );
            let help = "Add `import` blocks for them with identifiers from the AWS CLI, or Terraform makes them anew";
            module.tell(Diagnostic::note("terraform-import", message).at(Item::Api(*id)).help(help));
        }
    }
    found
}

/// What AWS knows items of APIs by that exist: what was noted of them, and the names of the others. Names that are
/// expressions are known to a plan alone.
pub(in crate::terraform) fn known(design: &Design) -> IndexMap<String, String> {
    let mut names: IndexMap<String, String> = IndexMap::new();
    let exists = |api: &Api| api.settings.existing_id.as_deref().is_some_and(|id| !id.is_empty());
    for (id, api) in design.apis.iter().filter(|(_, api)| exists(api)) {
        let stages = api.stages.iter().map(|(key, stage)| (Item::Stage(*id, *key), stage.name.clone()));
        let models = api.models.iter().map(|(key, model)| (Item::Model(*id, *key), model.name.clone()));
        let routes = api.routes.iter().map(|(key, route)| (Item::Route(*id, *key), route.key.to_string()));
        for (item, name) in stages.chain(models).chain(routes) {
            let key = item.key();
            let name = design.terraform.existing.get(&key).cloned().unwrap_or(name);
            if !name.contains("${") {
                names.insert(key, name);
            }
        }
    }
    names
}

/// The type of an API's own resource.
const fn own_kind(api: &Api) -> &'static str {
    match api.kind {
        ApiKind::Rest => "aws_api_gateway_rest_api",
        ApiKind::Http | ApiKind::WebSocket => "aws_apigatewayv2_api",
    }
}

struct Existing<'a> {
    id: ApiId,
    api: &'a Api,
    existing: &'a str,
    /// What AWS knows items by that the design may call otherwise by now.
    known: &'a IndexMap<String, String>,
    names: Names,
    /// The data source that finds a path's resource.
    paths: BTreeMap<String, String>,
}

impl Existing<'_> {
    /// What identifies a resource to AWS.
    fn identifier(&mut self, kind: &str, item: Item, mark: &str) -> Option<Expr> {
        let pattern = facts().import_ids.value.get(kind)?;
        let part = mark.splitn(3, ' ').nth(2).unwrap_or_default();
        let mut parts: Vec<Part<'static>> = Vec::new();
        for (at, word) in pattern.split('/').enumerate() {
            if at > 0 {
                parts.push(Part::text("/"));
            }
            parts.push(match word {
                "{api}" => Part::text(self.existing.to_owned()),
                "{part}" => Part::text(part.to_owned()),
                "{method}" => Part::text(self.route(item)?.method()?.as_str().to_owned()),
                "{resource}" => self.resource(kind, item, part)?,
                "{name}" => Part::text(self.name(item)?),
                _ => return None,
            });
        }
        Some(template(&parts))
    }

    fn route(&self, item: Item) -> Option<Cow<'_, RouteKey>> {
        let Item::Route(_, id) = item else { return None };
        match self.known.get(&item.key()) {
            Some(known) => Some(Cow::Owned(RouteKey::from(known.as_str()))),
            None => self.api.routes.get(&id).map(|route| Cow::Borrowed(&route.key)),
        }
    }

    fn name(&self, item: Item) -> Option<String> {
        if let Some(known) = self.known.get(&item.key()) {
            return Some(known.clone());
        }
        match item {
            Item::Stage(_, id) => self.api.stages.get(&id).map(|stage| stage.name.clone()),
            Item::Model(_, id) => self.api.models.get(&id).map(|model| model.name.clone()),
            _ => None,
        }
    }

    /// The identifier of the resource that a route's path, or its beginning, leads to.
    fn resource(&mut self, kind: &str, item: Item, part: &str) -> Option<Part<'static>> {
        let path = self.route(item)?.path_template()?.to_owned();
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let depth = if kind == "aws_api_gateway_resource" { part.parse().ok()? } else { parts.len() };
        let path = format!("/{}", parts.get(..depth)?.join("/"));
        let name = match self.paths.get(&path) {
            Some(name) => name.clone(),
            None => {
                let wanted = format!("existing_{}", slug_or(&path, "root"));
                let name = self.names.take("data", &format!("{wanted}_{}", self.id), &mark(&path));
                self.paths.insert(path, name.clone());
                name
            }
        };
        Some(Part::reference(format!("data.aws_api_gateway_resource.{name}.id")))
    }

    /// Data sources that find the identifiers of the paths' resources.
    fn lookups(&self) -> Vec<Piece> {
        let lookup = |(path, name): (&String, &String)| {
            let fields =
                Fields::new().set("rest_api_id", text(self.existing)).set("path", text(path.as_str()));
            let block = fields.into_block("data", &["aws_api_gateway_resource", name]);
            Piece::plain(block, Item::Api(self.id))
        };
        self.paths.iter().map(lookup).collect()
    }
}
