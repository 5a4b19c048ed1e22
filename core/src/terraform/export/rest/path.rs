//! The tree of resources, made from the routes' paths.

use std::collections::{BTreeMap, BTreeSet};

use super::Rest;
use crate::design::{Item, RouteId, RouteKey, Segment, segments};
use crate::terraform::export::module::{Module, Of};
use crate::terraform::syntax::{Fields, reference, text};

/// The path of the root resource in the table of resources.
pub(super) const ROOT: &str = "/";

/// A path without a slash at its end; the root is `/`.
pub(super) fn normal(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    format!("/{}", parts.join("/"))
}

/// Adds a resource for every prefix of every path; routes whose path AWS refuses get none.
pub(super) fn export(module: &mut Module<'_>, rest: &mut Rest<'_, '_>) {
    rest.resources.insert(ROOT.to_owned(), rest.api.path("root_resource_id"));
    let api = rest.context.api;
    // The first parameter seen under a resource is the one that all its paths must use.
    let mut parameters: BTreeMap<String, String> = BTreeMap::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for (id, route) in &api.routes {
        let RouteKey::Path(_, path) = &route.key else { continue };
        if !is_fit(module, rest, *id, path, &mut parameters) {
            continue;
        }
        let mut parent = ROOT.to_owned();
        for part in path.split('/').filter(|part| !part.is_empty()) {
            let here = if parent == ROOT { format!("/{part}") } else { format!("{parent}/{part}") };
            if seen.insert(here.clone()) {
                add(module, rest, Item::Route(rest.context.id, *id), &parent, part, &here);
            }
            parent = here;
        }
    }
}

fn add(module: &mut Module<'_>, rest: &mut Rest<'_, '_>, item: Item, parent: &str, part: &str, path: &str) {
    let parent = rest.resources.get(parent).cloned().unwrap_or_default();
    let name = rest.context.take_resource(module, "aws_api_gateway_resource", path);
    let fields = Fields::new()
        .set("rest_api_id", rest.api.get("id"))
        .set("parent_id", reference(&parent))
        .set("path_part", text(part));
    let depth = path.matches('/').count();
    let of = Of::new("aws_api_gateway_resource", &name, item).part(depth);
    let of = of.fold(format!("{}level_{depth}", rest.context.prefix), rest.context.key(&name));
    let address = rest.add(module, of, fields, &["path_part"]);
    rest.resources.insert(path.to_owned(), address.path("id"));
}

fn is_fit(
    module: &mut Module<'_>,
    rest: &Rest<'_, '_>,
    id: RouteId,
    path: &str,
    parameters: &mut BTreeMap<String, String>,
) -> bool {
    let item = Item::Route(rest.context.id, id);
    let parts: Vec<Segment<'_>> = segments(path).collect();
    let last = parts.len().saturating_sub(1);
    let mut parent = String::from(ROOT);
    let mut found = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let (written, fit) = match part {
            Segment::Static(text) => ((*text).to_owned(), is_static(text)),
            Segment::Parameter(name) => (format!("{{{name}}}"), is_parameter(name)),
            Segment::Greedy(name) => (format!("{{{name}+}}"), is_parameter(name) && at == last),
        };
        if !fit {
            module.refuse(
                item,
                format!("AWS refuses the part `{written}` of path `{path}`"),
                "A part is letters, digits and `._:-`, or `{name}`, or `{name+}` at the end",
            );
            return false;
        }
        if !matches!(part, Segment::Static(_)) {
            let other = parameters.get(&parent);
            if other.is_some_and(|other| *other != written) {
                module.refuse(
                    item,
                    format!("`{path}` and another path name the same part differently"),
                    "A resource has one path parameter: use the same name in both paths",
                );
                return false;
            }
            found.push((parent.clone(), written.clone()));
        }
        parent = format!("{}/{written}", parent.trim_end_matches('/'));
    }
    parameters.extend(found);
    true
}

fn is_static(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-:~%@$!*'(),+=".contains(&byte))
}

fn is_parameter(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-:$".contains(&byte))
}
