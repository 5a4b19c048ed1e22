//! Who refers to whom among the resources: by reference in files, by equal identifiers in states and plans.

use std::collections::BTreeMap;

use super::super::config::{Address, Config, Map, Part, Place, Reference, Resource, Value};
use super::whole::Whole;
use crate::lang::hcl::named;

/// How many references may lead to one another.
const MAX_STEPS: usize = 16;
/// How many resources may stand above one another in a path; AWS allows far fewer.
const MAX_DEPTH: usize = 64;

/// Attributes by whose value others refer to a resource in states and plans.
const IDENTIFIERS: &[&str] = &[
    "id",
    "arn",
    "execution_arn",
    "invoke_arn",
    "root_resource_id",
    "domain_name",
    "domain_name_id",
    "target_domain_name",
    "regional_domain_name",
    "cloudfront_domain_name",
];

/// The resources, and how to find them.
pub(super) struct Graph<'c> {
    pub(super) config: &'c Config,
    by_address: BTreeMap<(&'c str, bool, &'c str, &'c str), Vec<usize>>,
    by_kind: BTreeMap<&'c str, Vec<usize>>,
    by_value: BTreeMap<(&'c str, &'c str), usize>,
    whole: Whole,
}

impl<'c> Graph<'c> {
    pub(super) fn new(config: &'c Config) -> Self {
        let mut graph = Self {
            config,
            by_address: BTreeMap::new(),
            by_kind: BTreeMap::new(),
            by_value: BTreeMap::new(),
            whole: Whole::read(config),
        };
        for (at, resource) in config.resources.iter().enumerate() {
            graph.by_address.entry(name_of(&resource.address)).or_default().push(at);
            if resource.address.data {
                continue;
            }
            if graph.whole.has(at) {
                continue;
            }
            graph.by_kind.entry(&resource.address.kind).or_default().push(at);
            for identifier in IDENTIFIERS {
                if let Some(Value::Text(text)) = resource.body.get(*identifier)
                    && !text.is_empty()
                {
                    graph.by_value.entry((&resource.address.kind, text)).or_insert(at);
                }
            }
        }
        graph
    }

    /// Whether a block that stays as it was written refers to a resource.
    pub(super) fn is_needed(&self, at: usize) -> bool {
        self.resource(at).is_some_and(|one| self.whole.needs(&one.address))
    }

    /// The blocks that stay as they were written.
    pub(super) const fn whole(&self) -> &Whole {
        &self.whole
    }

    /// The managed resources of a type, in order, without those that stay as they were written.
    pub(super) fn of_kind(&self, kind: &str) -> &[usize] {
        self.by_kind.get(kind).map(Vec::as_slice).unwrap_or_default()
    }

    /// A resource.
    pub(super) fn resource(&self, at: usize) -> Option<&'c Resource> {
        self.config.resources.get(at)
    }

    /// A resource's arguments.
    pub(super) fn body(&self, at: usize) -> Option<&'c Map> {
        self.resource(at).map(|resource| &resource.body)
    }

    /// A resource's type.
    pub(super) fn kind(&self, at: usize) -> &'c str {
        self.resource(at).map(|resource| resource.address.kind.as_str()).unwrap_or_default()
    }

    /// The resource at an address; of several instances the one with the key, or the first.
    pub(super) fn at(&self, address: &Address) -> Option<usize> {
        let found = self.by_address.get(&name_of(address))?;
        let same = |at: &&usize| self.resource(**at).is_some_and(|one| one.address.key == address.key);
        found.iter().find(same).or_else(|| found.first().filter(|_| found.len() == 1)).copied()
    }

    /// The resource of one of these types that a value refers to.
    pub(super) fn who(&self, value: &Value, kinds: &[&str]) -> Option<usize> {
        let mut here = value;
        for _ in 0..MAX_STEPS {
            match here {
                Value::Template(parts) => {
                    if let Some(found) = self.among(parts, kinds) {
                        return Some(found);
                    }
                    let [Part::Reference(reference)] = parts.as_slice() else { return None };
                    here = self.follow(reference)?;
                }
                Value::Text(text) => {
                    return kinds.iter().find_map(|kind| self.by_value.get(&(kind, text.as_str())).copied());
                }
                Value::List(values) => match values.as_slice() {
                    [only] => here = only,
                    _ => return None,
                },
                Value::Opaque(expression) => return self.mentioned(expression, kinds),
                _ => return None,
            }
        }
        None
    }

    /// The only resource of these types in a text with references.
    fn among(&self, parts: &[Part], kinds: &[&str]) -> Option<usize> {
        let mut found = parts.iter().filter_map(|part| match part {
            Part::Reference(reference) if kinds.contains(&reference.address.kind.as_str()) => {
                self.at(&reference.address).filter(|_| !reference.address.data)
            }
            Part::Opaque(expression) => self.mentioned(expression, kinds),
            _ => None,
        });
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    }

    /// The only resource of these types that an expression names.
    fn mentioned(&self, expression: &str, kinds: &[&str]) -> Option<usize> {
        // Most expressions name none of them, which is found out faster than their words are.
        if !kinds.iter().any(|kind| expression.contains(kind)) {
            return None;
        }
        let mut found = None;
        for names in named(expression, 2) {
            let &[kind, name] = names.as_slice() else { continue };
            if !kinds.contains(&kind) {
                continue;
            }
            let is_here = |at: &usize| self.resource(*at).is_some_and(|found| found.address.name == name);
            match (self.of_kind(kind).iter().copied().find(is_here), found) {
                (Some(here), None) => found = Some(here),
                (Some(here), Some(other)) if here != other => return None,
                _ => {}
            }
        }
        found
    }

    /// What the attribute is set to where it is a plain argument of its resource.
    pub(super) fn follow(&self, reference: &Reference) -> Option<&'c Value> {
        let resource = self.resource(self.at(&reference.address)?)?;
        resource.follow(&reference.attribute).filter(|value| !matches!(value, Value::Null))
    }

    /// The value behind references that lead to plain arguments.
    pub(super) fn resolved<'v>(&'v self, value: &'v Value) -> &'v Value {
        let mut here = value;
        for _ in 0..MAX_STEPS {
            let Value::Template(parts) = here else { return here };
            let [Part::Reference(reference)] = parts.as_slice() else { return here };
            match self.follow(reference) {
                Some(next) => here = next,
                None => return here,
            }
        }
        here
    }

    /// The path of a REST API's resource, `/` for the root: none when a parent is not in the files.
    pub(super) fn path(&self, at: usize) -> Option<String> {
        let mut parts: Vec<&str> = Vec::new();
        let mut here = at;
        for _ in 0..MAX_DEPTH {
            if self.kind(here) == REST_API {
                parts.reverse();
                return Some(format!("/{}", parts.join("/")));
            }
            let body = self.body(here)?;
            let Value::Text(part) = self.resolved(body.get("path_part")?) else { return None };
            parts.push(part);
            here = self.who(body.get("parent_id")?, &[RESOURCE, REST_API])?;
        }
        None
    }
}

/// The type of a REST API.
pub(super) const REST_API: &str = "aws_api_gateway_rest_api";
/// The type of a part of a REST API's path.
pub(super) const RESOURCE: &str = "aws_api_gateway_resource";

fn name_of(address: &Address) -> (&str, bool, &str, &str) {
    (&address.module, address.data, &address.kind, &address.name)
}

/// An address as Terraform writes it.
pub(super) fn address_text(address: &Address) -> String {
    let mut text = String::new();
    if !address.module.is_empty() {
        text.extend([address.module.as_str(), "."]);
    }
    if address.data {
        text.push_str("data.");
    }
    text.extend([address.kind.as_str(), ".", address.name.as_str()]);
    if let Some(key) = &address.key {
        text.extend(["[", key, "]"]);
    }
    text
}

/// A place as diagnostics name it.
pub(super) fn place_text(place: &Place) -> String {
    place.to_string()
}
