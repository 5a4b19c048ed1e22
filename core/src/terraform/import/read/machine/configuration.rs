//! What a plan tells of values that are known only after an apply: what they refer to, and no text around it.

use indexmap::IndexMap;
use serde_json::Value as Json;

use super::super::super::config::{Address, Later, Map, Resource, Value};
use super::nested::{Nested, block_for};
use super::references::{At, References, Referred};
use super::shape::{self, Shape};
use super::{Found, by_block, list, text};

/// How deep blocks are nested in each other.
const DEPTH_MAX: usize = 10;
/// Arguments whose value no design holds.
const OF_TERRAFORM: &[&str] = &["triggers", "triggers_replace"];

/// What the plan says about the configuration.
pub(super) struct Configuration<'j> {
    references: References<'j>,
    /// The resources by block.
    blocks: IndexMap<String, Vec<usize>>,
    /// What is known only after an apply, by the address of the instance.
    unknown: IndexMap<&'j str, &'j Json>,
    nested: Nested,
}

/// How much of a value is known only after an apply.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unknown {
    Nothing,
    Piece,
    Whole,
}

/// An instance that is filled.
struct Filled<'a, 'j> {
    at: At<'j>,
    kind: &'a str,
    dependencies: &'a mut Vec<String>,
    later: &'a mut Vec<Later>,
}

impl<'j> Configuration<'j> {
    pub(super) fn new(plan: &'j Json, root: &'j Json, found: &[Found]) -> Self {
        let changes = list(plan, "resource_changes").iter();
        let unknown = changes
            .filter_map(|one| Some((text(one, "address"), one.get("change")?.get("after_unknown")?)))
            .collect();
        Self {
            references: References::new(root, found),
            blocks: by_block(found),
            unknown,
            nested: Nested::read(found),
        }
    }

    /// Fills in what is certain of what is known only later, and notes the rest.
    pub(super) fn fill(&self, found: &mut [Found]) {
        for (module, json) in self.references.modules() {
            for resource in list(json, "resources") {
                let data = text(resource, "mode") == "data";
                let (kind, name) = (text(resource, "type").to_owned(), text(resource, "name").to_owned());
                let block = Address { module: module.clone(), data, kind, name, key: None }.to_string();
                let Some(expressions) = resource.get("expressions") else { continue };
                for number in self.blocks.get(&block).into_iter().flatten() {
                    let Some(Found { resource: one, dependencies }) = found.get_mut(*number) else {
                        continue;
                    };
                    let unknown = self.unknown.get(one.address.to_string().as_str()).copied();
                    let Resource { address, body, later, .. } = one;
                    let at = At {
                        module: address.module.clone(),
                        key: address.key.clone(),
                        over: resource.get("for_each_expression"),
                    };
                    let mut filled = Filled { at, kind: &address.kind, dependencies, later };
                    self.body(&mut filled, expressions, unknown, body, "", 0);
                }
            }
        }
    }

    fn body(
        &self,
        filled: &mut Filled<'_, 'j>,
        expressions: &'j Json,
        unknown: Option<&Json>,
        body: &mut Map,
        path: &str,
        depth: usize,
    ) {
        let Json::Object(expressions) = expressions else { return };
        for (name, expression) in expressions.iter().filter(|_| depth < DEPTH_MAX) {
            let inner = unknown.map(|unknown| within(unknown, name));
            match expression {
                Json::Array(blocks) => {
                    let there = body.entry(name.clone()).or_insert_with(|| Value::List(Vec::new()));
                    if *there == Value::Null {
                        *there = Value::List(Vec::new());
                    }
                    let Value::List(values) = there else { continue };
                    let mut free: Vec<usize> = (0..values.len().max(blocks.len())).collect();
                    for expressions in blocks {
                        let fits = |index: &usize| values.get(*index);
                        let place =
                            block_for(&self.references, &self.nested, &filled.at, expressions, &free, fits);
                        let Some(index) = place else {
                            self.lost(filled, expressions, &format!("{path}{name}"));
                            continue;
                        };
                        free.retain(|other| *other != index);
                        if values.len() <= index {
                            values.resize(index + 1, Value::Map(Map::new()));
                        }
                        let inner = inner.map(|inner| within_list(inner, index));
                        let shown = if blocks.len() > 1 { format!("[{index}]") } else { String::new() };
                        if let Some(Value::Map(map)) = values.get_mut(index) {
                            let path = format!("{path}{name}{shown}.");
                            self.body(filled, expressions, inner, map, &path, depth + 1);
                        }
                    }
                }
                Json::Object(one) if one.contains_key("references") => {
                    let referred = self.references.of(expression, &filled.at);
                    let blocks = referred.all.iter().map(|found| super::block_address(&found.address));
                    filled.dependencies.extend(blocks);
                    let much = how_much(inner, body.get(name));
                    self.attribute(filled, referred, much, (path, name), body);
                }
                Json::Object(one) if !one.contains_key("constant_value") => {
                    if let Some(Value::Map(map)) = body.get_mut(name) {
                        self.body(filled, expression, inner, map, &format!("{path}{name}."), depth + 1);
                    }
                }
                _ => {}
            }
        }
    }

    fn attribute(
        &self,
        filled: &mut Filled<'_, 'j>,
        referred: Referred,
        unknown: Unknown,
        (path, name): (&str, &str),
        body: &mut Map,
    ) {
        if unknown == Unknown::Nothing || (path.is_empty() && OF_TERRAFORM.contains(&name)) {
            return;
        }
        let one = match body.get(name) {
            Some(Value::List(values)) => values.as_slice() == [Value::Null],
            _ => false,
        };
        let place = (filled.kind, path, name);
        let shape = shape::of(place, &referred).filter(|_| unknown == Unknown::Whole || one);
        let path = format!("{path}{name}");
        match shape {
            Some(Shape::Whole(value)) => _ = body.insert(name.to_owned(), value),
            Some(Shape::Among(value)) => {
                if !one {
                    filled.later.push(Later { path, refers: referred.written, is_read: true });
                }
                body.insert(name.to_owned(), Value::List(vec![value]));
            }
            None => filled.later.push(Later { path, refers: referred.written, is_read: false }),
        }
    }

    /// Notes what a block refers to of which it cannot be told which of the planned ones it is.
    fn lost(&self, filled: &mut Filled<'_, 'j>, expressions: &'j Json, path: &str) {
        let Json::Object(expressions) = expressions else { return };
        for (name, expression) in expressions.iter().filter(|(_, one)| one.get("references").is_some()) {
            let refers = self.references.of(expression, &filled.at).written;
            filled.later.push(Later { path: format!("{path}.{name}"), refers, is_read: false });
        }
    }
}

/// What is unknown of an entry.
fn within<'u>(unknown: &'u Json, name: &str) -> &'u Json {
    match unknown {
        Json::Object(entries) => entries.get(name).unwrap_or(&Json::Null),
        other => other,
    }
}

fn within_list(unknown: &Json, index: usize) -> &Json {
    match unknown {
        Json::Array(values) => values.get(index).unwrap_or(&Json::Null),
        other => other,
    }
}

/// How much of a value is unknown; where a plan does not say so, what is not there is.
fn how_much(unknown: Option<&Json>, value: Option<&Value>) -> Unknown {
    fn any(json: &Json) -> bool {
        match json {
            Json::Bool(value) => *value,
            Json::Array(values) => values.iter().any(any),
            Json::Object(entries) => entries.values().any(any),
            _ => false,
        }
    }
    match unknown {
        Some(Json::Bool(true)) => Unknown::Whole,
        Some(json) if any(json) => Unknown::Piece,
        None if value.is_none() => Unknown::Whole,
        _ => Unknown::Nothing,
    }
}
