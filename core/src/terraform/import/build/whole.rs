//! Blocks that stay as they were written, because nobody knows how often they are there before a plan: `for_each` and
//! `count` over a variable without a value. What refers to them stays as well, since it needs them under their names.

use std::collections::{BTreeMap, BTreeSet};

use super::super::config::{Address, Config, Part, Resource, Value};
use super::graph::address_text;
use super::kept_needs::mentions;
use super::link::APIS;
use super::work::Work;
use crate::design::{Diagnostic, Item};
use crate::terraform::import::read::could_be_held;

/// Types whose blocks stay in any case, or are told apart by what they say: they have readers of their own.
const APART: &[&str] = &["aws_lambda_function", "aws_lambda_alias", "aws_lambda_permission", "module"];

/// What a deployment takes a snapshot of.
const DEPLOYED: &[&str] = &[
    "aws_api_gateway_gateway_response",
    "aws_api_gateway_integration",
    "aws_api_gateway_integration_response",
    "aws_api_gateway_method",
    "aws_api_gateway_method_response",
    "aws_api_gateway_model",
    "aws_api_gateway_resource",
    "aws_api_gateway_rest_api_policy",
];

/// The module that a block is in, its type and its name.
type Name = (String, String, String);

/// These blocks.
#[derive(Clone, Debug, Default)]
pub(super) struct Whole {
    /// Their resources, and the address that each refers to where it is not open itself.
    found: BTreeMap<usize, Option<String>>,
    /// What they refer to.
    needed: BTreeSet<Name>,
}

impl Whole {
    pub(super) fn read(config: &Config) -> Self {
        let resources = config.resources.iter().enumerate();
        let open = resources.filter(|(_, one)| {
            let address = &one.address;
            let open = one.uncounted || is_unguarded(one);
            open && !one.shown && could_stay(address) && could_be_held(&address.kind)
        });
        let mut waiting: Vec<usize> = open.map(|(at, _)| at).collect();
        let mut whole = Self::default();
        if waiting.is_empty() {
            return whole;
        }
        whole.found = waiting.iter().map(|at| (*at, None)).collect();
        let (names, behind) = (names(config), referring(config));
        while let Some(at) = waiting.pop() {
            let Some(resource) = config.resources.get(at) else { continue };
            let address = &resource.address;
            // The instances of a block stay together.
            let beside = names.get(&name(address)).into_iter().flatten();
            let behind = behind.get(&name(address)).filter(|_| could_be_held(&address.kind));
            for next in beside.chain(behind.into_iter().flatten()) {
                if !whole.found.contains_key(next) {
                    whole.found.insert(*next, Some(address_text(address)));
                    waiting.push(*next);
                }
            }
            whole.needed.extend(referred(resource));
        }
        whole
    }

    /// Whether a resource is one of them.
    pub(super) fn has(&self, at: usize) -> bool {
        self.found.contains_key(&at)
    }

    /// Whether one of them refers to a resource.
    pub(super) fn needs(&self, address: &Address) -> bool {
        self.needed.contains(&name(address))
    }
}

/// Says why blocks stay of which that is not told already.
pub(super) fn tell(work: &Work<'_>) {
    for (at, behind) in &work.graph.whole().found {
        let address = work.address(*at);
        let Some(behind) = behind else {
            if work.graph.resource(*at).is_some_and(|one| !one.uncounted) {
                let message = format!("Who may call `{address}` is known only when it is planned");
                let help = "The block is kept as it was written, and is not in the design";
                work.say(*at, Diagnostic::warning("terraform-authorizer", message).help(help));
            }
            continue;
        };
        let message = format!("`{address}` refers to `{behind}`, and is kept as it was written with it");
        let help = "It is in the design as soon as the other one is";
        work.say(*at, Diagnostic::note("terraform-instances", message).help(help));
    }
}

/// Keeps the order of an API's deployment and the blocks that stay, which it would not wait for otherwise.
pub(super) fn order(work: &Work<'_>, api: Item, at: usize) {
    let Some(api_at) = work.graph.body(at).and_then(|body| body.get("rest_api_id")) else { return };
    let api_at = work.graph.who(api_at, APIS);
    let mut names: Vec<String> = Vec::new();
    for resource in work.graph.whole().found.keys().filter_map(|at| work.graph.resource(*at)) {
        let address = &resource.address;
        let deployed = DEPLOYED.contains(&address.kind.as_str()) && address.module.is_empty();
        let of = resource.body.get("rest_api_id").and_then(|value| work.graph.who(value, APIS));
        let name = format!("{}.{}", address.kind, address.name);
        if deployed && of == api_at && !names.contains(&name) {
            names.push(name);
        }
    }
    if !names.is_empty() {
        let key = format!("{} aws_api_gateway_deployment depends_on", api.key());
        work.keep(key, format!("[{}]", names.join(", ")));
    }
}

/// Whether it is open who may call a route or method, and no authorizer is named that would be the strictest answer.
fn is_unguarded(resource: &Resource) -> bool {
    let guard = match resource.address.kind.as_str() {
        "aws_api_gateway_method" => "authorization",
        "aws_apigatewayv2_route" => "authorization_type",
        _ => return false,
    };
    let open = matches!(resource.body.get(guard), Some(Value::Opaque(_)));
    let named = resource.body.get("authorizer_id").is_some_and(|value| !matches!(value, Value::Null));
    open && !named && resource.block.is_some() && resource.address.module.is_empty()
}

fn could_stay(address: &Address) -> bool {
    !address.data && !APART.contains(&address.kind.as_str())
}

fn name(address: &Address) -> Name {
    (address.module.clone(), address.kind.clone(), address.name.clone())
}

/// The instances of each block.
fn names(config: &Config) -> BTreeMap<Name, Vec<usize>> {
    let mut found: BTreeMap<Name, Vec<usize>> = BTreeMap::new();
    for (at, resource) in config.resources.iter().enumerate().filter(|(_, one)| could_stay(&one.address)) {
        found.entry(name(&resource.address)).or_default().push(at);
    }
    found
}

/// The resources that refer to each block.
fn referring(config: &Config) -> BTreeMap<Name, Vec<usize>> {
    let mut found: BTreeMap<Name, Vec<usize>> = BTreeMap::new();
    for (at, resource) in config.resources.iter().enumerate().filter(|(_, one)| could_stay(&one.address)) {
        for name in referred(resource) {
            found.entry(name).or_default().push(at);
        }
    }
    found
}

/// What a resource's arguments refer to, without what it only waits for.
fn referred(resource: &Resource) -> BTreeSet<Name> {
    let mut found = BTreeSet::new();
    for (_, value) in resource.body.iter().filter(|(name, _)| name.as_str() != "depends_on") {
        collect(value, &resource.address.module, &mut found);
    }
    found
}

fn collect(value: &Value, module: &str, found: &mut BTreeSet<Name>) {
    let mentioned = |expression: &str| {
        let names = mentions(expression).into_iter();
        let named = names.filter_map(|one| {
            one.split_once('.').map(|(kind, name)| (module.to_owned(), kind.to_owned(), name.to_owned()))
        });
        named.collect::<Vec<Name>>()
    };
    match value {
        Value::Opaque(expression) => found.extend(mentioned(expression)),
        Value::Template(parts) => {
            for part in parts {
                match part {
                    Part::Opaque(expression) => found.extend(mentioned(expression)),
                    Part::Reference(reference) if !reference.address.data => {
                        found.insert(name(&reference.address));
                    }
                    _ => {}
                }
            }
        }
        Value::List(values) => values.iter().for_each(|value| collect(value, module, found)),
        Value::Map(map) => map.values().for_each(|value| collect(value, module, found)),
        _ => {}
    }
}
