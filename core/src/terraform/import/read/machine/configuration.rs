//! The expressions that a plan tells of: what each refers to.

use indexmap::{IndexMap, IndexSet};
use serde_json::Value as Json;

use super::super::super::config::{Address, Map, Part, Reference, Value};
use super::{Found, by_block, list, text, without_keys};

/// How far references are followed through modules.
const HOPS_MAX: usize = 20;

/// What the plan says about the configuration.
pub(super) struct Configuration<'j> {
    /// Modules by their address without keys; the root's is empty.
    modules: IndexMap<String, &'j Json>,
    /// The resources by block, and the addresses of all.
    blocks: IndexMap<String, Vec<usize>>,
    addresses: IndexSet<String>,
}

impl<'j> Configuration<'j> {
    pub(super) fn new(root: &'j Json, found: &[Found]) -> Self {
        let mut modules = IndexMap::new();
        collect(root, "", 0, &mut modules);
        let addresses = found.iter().map(|one| one.resource.address.to_string()).collect();
        Self { modules, blocks: by_block(found), addresses }
    }

    /// Fills in the references of what is known only later.
    pub(super) fn fill(&self, found: &mut [Found]) {
        for (module, json) in &self.modules {
            for resource in list(json, "resources") {
                let data = text(resource, "mode") == "data";
                let (kind, name) = (text(resource, "type").to_owned(), text(resource, "name").to_owned());
                let block = Address { module: module.clone(), data, kind, name, key: None }.to_string();
                let Some(expressions) = resource.get("expressions") else { continue };
                for number in self.blocks.get(&block).into_iter().flatten() {
                    let Some(one) = found.get_mut(*number) else { continue };
                    let at = At {
                        module: one.resource.address.module.clone(),
                        key: one.resource.address.key.clone(),
                    };
                    self.body(expressions, &mut one.resource.body, &at, &mut one.dependencies, 0);
                }
            }
        }
    }

    fn body(
        &self,
        expressions: &Json,
        body: &mut Map,
        at: &At,
        dependencies: &mut Vec<String>,
        depth: usize,
    ) {
        let Json::Object(expressions) = expressions else { return };
        for (name, expression) in expressions {
            match expression {
                Json::Array(blocks) if depth < 10 => {
                    let there = body.entry(name.clone()).or_insert_with(|| Value::List(Vec::new()));
                    let Value::List(values) = there else { continue };
                    for (number, expressions) in blocks.iter().enumerate() {
                        if values.len() <= number {
                            values.push(Value::Map(Map::new()));
                        }
                        if let Some(Value::Map(inner)) = values.get_mut(number) {
                            self.body(expressions, inner, at, dependencies, depth + 1);
                        }
                    }
                }
                Json::Object(one) if one.contains_key("references") => {
                    let references = self.references(expression, at, false, 0);
                    dependencies.extend(references.iter().map(|found| super::block_address(&found.address)));
                    if !references.is_empty() && body.get(name).is_none_or(|value| *value == Value::Null) {
                        let parts = references.into_iter().map(Part::Reference).collect();
                        body.insert(name.clone(), Value::Template(parts));
                    }
                }
                _ => {}
            }
        }
    }

    /// What an expression refers to, through variables and outputs of modules.
    fn references(&self, expression: &Json, at: &At, each: bool, hops: usize) -> Vec<Reference> {
        let texts: Vec<&str> = list(expression, "references").iter().filter_map(Json::as_str).collect();
        let each = each || texts.iter().any(|text| text.starts_with("each.") || text.starts_with("count."));
        // Of `aws_x.y.id` and `aws_x.y` the longer one is the expression's.
        let whole = texts.iter().filter(|short| {
            !texts
                .iter()
                .any(|long| long.strip_prefix(**short).is_some_and(|rest| rest.starts_with(['.', '['])))
        });
        let mut all: Vec<Reference> = Vec::new();
        if hops >= HOPS_MAX {
            return all;
        }
        for text in whole {
            for found in self.reference(text, at, each, hops) {
                if !all.contains(&found) {
                    all.push(found);
                }
            }
        }
        all
    }

    fn reference(&self, text: &str, at: &At, each: bool, hops: usize) -> Vec<Reference> {
        let steps = steps(text);
        match steps.first().copied() {
            Some("each" | "count" | "local" | "path" | "terraform" | "self") | None => Vec::new(),
            Some("var") => {
                let Some((parent, call)) = self.call(&at.module) else { return Vec::new() };
                let name = steps.get(1).copied().unwrap_or_default();
                let expression = call.get("expressions").and_then(|all| all.get(name));
                let own = key_of(at.module.rsplit("module.").next().unwrap_or_default()).1;
                // `var.all[each.key]` means the key of the resource, anything else that of the module.
                let key = if each { at.key.clone() } else { own };
                let at = At { module: parent, key };
                expression.map_or(Vec::new(), |found| self.references(found, &at, each, hops + 1))
            }
            Some("module") => {
                let (name, key) = key_of(steps.get(1).copied().unwrap_or_default());
                let output = steps.get(2).copied().unwrap_or_default();
                let dot = if at.module.is_empty() { "" } else { "." };
                let bracket = key.map(|key| format!("[{key}]")).unwrap_or_default();
                let module = format!("{}{dot}module.{name}{bracket}", at.module);
                let json = self.modules.get(&without_keys(&module));
                let expression = json.and_then(|json| json.get("outputs")?.get(output)?.get("expression"));
                expression.map_or(Vec::new(), |found| {
                    self.references(found, &At { module, key: at.key.clone() }, each, hops + 1)
                })
            }
            Some(first) => {
                let data = first == "data";
                let rest = if data { steps.get(1..) } else { steps.get(..) }.unwrap_or_default();
                let [kind, name, attribute @ ..] = rest else { return Vec::new() };
                let (name, key) = key_of(name);
                let (module, kind) = (at.module.clone(), (*kind).to_owned());
                let mut address = Address { module, data, kind, name: name.to_owned(), key };
                if address.key.is_none() && each {
                    let same = Address { key: at.key.clone(), ..address.clone() };
                    if self.addresses.contains(&same.to_string()) {
                        address = same;
                    }
                }
                vec![Reference { address, attribute: attribute.join("."), text: text.to_owned() }]
            }
        }
    }

    /// The call that makes a module, and the address of the module that calls.
    fn call(&self, module: &str) -> Option<(String, &'j Json)> {
        let at = module.rfind("module.")?;
        let parent = module.get(..at)?.trim_end_matches('.').to_owned();
        let (name, _) = key_of(module.get(at + "module.".len()..)?);
        let json = self.modules.get(&without_keys(&parent))?;
        Some((parent, json.get("module_calls")?.get(name)?))
    }
}

/// Where an expression stands: the module's address, and the key of the instance.
struct At {
    module: String,
    key: Option<String>,
}

fn collect<'j>(json: &'j Json, address: &str, depth: usize, out: &mut IndexMap<String, &'j Json>) {
    out.insert(address.to_owned(), json);
    let Some(Json::Object(calls)) = json.get("module_calls") else { return };
    let dot = if address.is_empty() { "" } else { "." };
    for (name, call) in calls {
        if let Some(module) = call.get("module").filter(|_| depth < super::MODULES_DEPTH_MAX) {
            collect(module, &format!("{address}{dot}module.{name}"), depth + 1, out);
        }
    }
}

/// The steps of a reference between its dots, keys with what they belong to.
fn steps(text: &str) -> Vec<&str> {
    let (mut quoted, mut escape) = (false, false);
    text.split(|char| {
        match char {
            _ if std::mem::take(&mut escape) => {}
            '\\' if quoted => escape = true,
            '"' => quoted = !quoted,
            _ => {}
        }
        char == '.' && !quoted
    })
    .collect()
}

/// A name and the key in the brackets behind it.
fn key_of(step: &str) -> (&str, Option<String>) {
    match step.split_once('[') {
        Some((name, rest)) => (name, rest.strip_suffix(']').map(str::to_owned)),
        None => (step, None),
    }
}
