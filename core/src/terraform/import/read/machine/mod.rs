//! States and plans, as `terraform show -json` prints them, and state files.

mod configuration;
mod link;
mod nested;
mod providers;
mod references;
mod shape;

use indexmap::IndexMap;
use serde_json::{Map as Object, Value as Json};

use super::super::config::{Address, Config, Map, Place, Resource, Value};
use super::limits::RESOURCES_MAX;
use crate::design::Diagnostic;
use crate::terraform::syntax::escaped;
use configuration::Configuration;

/// How deep modules may lie in each other.
const MODULES_DEPTH_MAX: usize = 50;

/// A resource with the addresses of those that it was made after.
struct Found {
    resource: Resource,
    dependencies: Vec<String>,
}

/// Whether a JSON value is a state or a plan.
pub(super) fn is_machine(json: &Json) -> bool {
    let shown = json.get("format_version").is_some()
        && (json.get("values").is_some() || json.get("planned_values").is_some());
    shown || is_state_file(json)
}

fn is_state_file(json: &Json) -> bool {
    json.get("version").and_then(Json::as_u64) == Some(4) && json.get("resources").is_some_and(Json::is_array)
}

/// The resources of a state or plan.
pub(super) fn config(path: &str, json: &Json) -> Config {
    let mut reader = Reader { path, found: Vec::new() };
    let plan = json.get("planned_values");
    if let Some(root) = plan.or_else(|| json.get("values")).and_then(|values| values.get("root_module")) {
        reader.module(root, "", 0);
    } else if is_state_file(json) {
        reader.state_file(json);
    }
    let mut found = reader.found;
    let mut diagnostics = Vec::new();
    if found.len() >= RESOURCES_MAX {
        let message = format!("More than {RESOURCES_MAX} resources are declared, and the rest is not read");
        diagnostics.push(Diagnostic::error("terraform-limit", message).at_place(path));
    }
    if plan.is_some() {
        let configuration = json.get("configuration").and_then(|all| all.get("root_module"));
        if let Some(root) = configuration {
            Configuration::new(json, root, &found).fill(&mut found);
        }
        let message =
            "A plan tells which values are known only later refer to what, but not the text around these";
        diagnostics.push(
            Diagnostic::note("terraform-plan", message)
                .at_place(path)
                .help("Import the `.tf` files to have all texts as they are written"),
        );
    }
    found.iter_mut().for_each(|one| strip(&mut one.resource.body));
    link::link(&mut found);
    let resources = found.into_iter().map(|found| found.resource).collect();
    Config { resources, diagnostics, providers: providers::of(path, json), ..Config::default() }
}

struct Reader<'p> {
    path: &'p str,
    found: Vec<Found>,
}

impl Reader<'_> {
    fn module(&mut self, module: &Json, address: &str, depth: usize) {
        for resource in list(module, "resources") {
            let values = resource.get("values").and_then(Json::as_object);
            self.add(resource, address, resource.get("index"), values, list(resource, "depends_on"));
        }
        if depth < MODULES_DEPTH_MAX {
            for child in list(module, "child_modules") {
                self.module(child, text(child, "address"), depth + 1);
            }
        }
    }

    fn state_file(&mut self, json: &Json) {
        for resource in list(json, "resources") {
            for instance in list(resource, "instances") {
                let values = instance.get("attributes").and_then(Json::as_object);
                let dependencies = list(instance, "dependencies");
                self.add(resource, text(resource, "module"), instance.get("index_key"), values, dependencies);
            }
        }
    }

    fn add(
        &mut self,
        resource: &Json,
        module: &str,
        index: Option<&Json>,
        values: Option<&Object<String, Json>>,
        dependencies: &[Json],
    ) {
        if self.found.len() >= RESOURCES_MAX {
            return;
        }
        let key = match index {
            Some(Json::String(key)) => Some(format!("\"{}\"", escaped(key))),
            Some(Json::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        let address = Address {
            module: module.to_owned(),
            data: text(resource, "mode") == "data",
            kind: text(resource, "type").to_owned(),
            name: text(resource, "name").to_owned(),
            key,
        };
        let resource = Resource {
            address,
            document: None,
            body: values.map(body).unwrap_or_default(),
            block: None,
            place: Place { file: self.path.to_owned(), position: None },
            ..Resource::default()
        };
        let dependencies = dependencies.iter().filter_map(Json::as_str).map(str::to_owned).collect();
        self.found.push(Found { resource, dependencies });
    }
}

/// The values that there are.
fn body(values: &Object<String, Json>) -> Map {
    values.iter().map(|(name, json)| (name.clone(), value(json))).collect()
}

/// What a name that the provider makes begins with.
const PREFIX: &str = "_prefix";

/// Takes out of a block what its files do not set: what is null, and the empty texts and lists that the provider has in
/// its place. In a map of the user's an empty text is one.
fn strip(body: &mut Map) {
    body.retain(|_, value| match value {
        Value::Null => false,
        Value::Text(text) => !text.is_empty(),
        Value::List(values) => !values.is_empty(),
        _ => true,
    });
    // A name that is known was made of the prefix, and Terraform takes only one of them.
    let made = |name: &str| name.strip_suffix(PREFIX).is_some_and(|name| body.contains_key(name));
    let prefixes: Vec<String> = body.keys().filter(|name| made(name)).cloned().collect();
    prefixes.iter().for_each(|name| drop(body.shift_remove(name)));
    for value in body.values_mut() {
        match value {
            Value::Map(map) => strip_map(map),
            Value::List(values) => values.iter_mut().filter_map(as_map).for_each(strip),
            _ => {}
        }
    }
}

fn strip_map(map: &mut Map) {
    map.retain(|_, value| *value != Value::Null);
    map.values_mut().filter_map(as_map).for_each(strip_map);
}

fn as_map(value: &mut Value) -> Option<&mut Map> {
    match value {
        Value::Map(map) => Some(map),
        _ => None,
    }
}

fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => Value::Number(number.clone()),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(values) => Value::List(values.iter().map(value).collect()),
        Json::Object(entries) => Value::Map(body(entries)),
    }
}

fn list<'j>(json: &'j Json, name: &str) -> &'j [Json] {
    json.get(name).and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn text<'j>(json: &'j Json, name: &str) -> &'j str {
    json.get(name).and_then(Json::as_str).unwrap_or_default()
}

/// The resources by their address without the key of an instance.
fn by_block(found: &[Found]) -> IndexMap<String, Vec<usize>> {
    let mut all: IndexMap<String, Vec<usize>> = IndexMap::new();
    for (number, one) in found.iter().enumerate() {
        all.entry(block_address(&one.resource.address)).or_default().push(number);
    }
    all
}

/// The address of the block: as `depends_on` of a state names it, without any key.
fn block_address(address: &Address) -> String {
    let plain = Address { module: without_keys(&address.module), key: None, ..address.clone() };
    plain.to_string()
}

/// A module's address without the keys of its instances.
fn without_keys(module: &str) -> String {
    let mut out = String::new();
    let (mut inside, mut quoted, mut escape) = (false, false, false);
    for char in module.chars() {
        match char {
            _ if std::mem::take(&mut escape) => {}
            '\\' if quoted => escape = true,
            '"' if inside => quoted = !quoted,
            '[' if !inside => inside = true,
            ']' if inside && !quoted => inside = false,
            char if !inside => out.push(char),
            _ => {}
        }
    }
    out
}
