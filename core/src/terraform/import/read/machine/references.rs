//! What an expression of a plan refers to, through variables and outputs of modules.

use indexmap::{IndexMap, IndexSet};
use serde_json::Value as Json;

use super::super::super::config::{Address, Reference};
use super::{Found, MODULES_DEPTH_MAX, list, without_keys};

/// How far references are followed through modules.
const HOPS_MAX: usize = 20;
/// How references to what every plan knows begin.
const KNOWN: &[&str] = &["each.key", "count.", "path.", "terraform."];

/// The configuration of all modules, and the instances that there are.
pub(super) struct References<'j> {
    /// Modules by their address without keys; the root's is empty.
    modules: IndexMap<String, &'j Json>,
    addresses: IndexSet<String>,
}

/// Where an expression stands: the module's address, the key of the instance, and what it is made for each of.
#[derive(Clone)]
pub(super) struct At<'j> {
    pub(super) module: String,
    pub(super) key: Option<String>,
    pub(super) over: Option<&'j Json>,
}

/// What an expression refers to.
#[derive(Clone, Debug, Default)]
pub(super) struct Referred {
    /// The instances and their attributes; an attribute is empty where the plan does not name it.
    pub(super) all: Vec<Reference>,
    /// As the configuration names it, what is known before an apply left out.
    pub(super) written: Vec<String>,
    /// Whether something stands in it that a plan does not follow: a local, or the value of an entry.
    pub(super) is_loose: bool,
}

impl<'j> References<'j> {
    pub(super) fn new(root: &'j Json, found: &[Found]) -> Self {
        let mut modules = IndexMap::new();
        collect(root, "", 0, &mut modules);
        let addresses = found.iter().map(|one| one.resource.address.to_string()).collect();
        Self { modules, addresses }
    }

    /// The modules by their address without keys.
    pub(super) const fn modules(&self) -> &IndexMap<String, &'j Json> {
        &self.modules
    }

    /// What an expression refers to.
    pub(super) fn of(&self, expression: &'j Json, at: &At<'j>) -> Referred {
        let mut referred = Referred::default();
        self.follow(expression, at, (false, false), 0, &mut referred);
        let known = |text: &&str| KNOWN.iter().any(|start| text.starts_with(start));
        let texts = whole(expression).into_iter().filter(|text| !known(text));
        referred.written = texts.map(str::to_owned).collect();
        referred
    }

    fn follow(&self, expression: &'j Json, at: &At<'j>, by: (bool, bool), hops: usize, out: &mut Referred) {
        if hops >= HOPS_MAX {
            out.is_loose = true;
            return;
        }
        let texts = whole(expression);
        let by_key =
            by.0 || texts.iter().any(|text| text.starts_with("each.key") || text.starts_with("count."));
        let by_value = by.1 || texts.iter().any(|text| text.starts_with("each.value"));
        for text in texts {
            self.one(text, at, (by_key, by_value), hops, out);
        }
    }

    fn one(
        &self,
        text: &str,
        at: &At<'j>,
        (by_key, by_value): (bool, bool),
        hops: usize,
        out: &mut Referred,
    ) {
        let steps = steps(text);
        match steps.first().copied() {
            Some("local" | "self") => out.is_loose = true,
            Some("each") if steps.get(1) == Some(&"value") => self.entry(&steps, at, hops, out),
            Some("each" | "count" | "path" | "terraform") | None => {}
            Some("var") => {
                let Some((parent, call)) = self.call(&at.module) else { return };
                let name = steps.get(1).copied().unwrap_or_default();
                let key = key_of(at.module.rsplit("module.").next().unwrap_or_default()).1;
                // `var.all[each.key]` means the key of the resource, anything else that of the module.
                let key = if by_key { at.key.clone() } else { key };
                let at = At { module: parent, key, over: call.get("for_each_expression") };
                if let Some(found) = call.get("expressions").and_then(|all| all.get(name)) {
                    self.follow(found, &at, (by_key, by_value), hops + 1, out);
                }
            }
            Some("module") => {
                let (name, key) = key_of(steps.get(1).copied().unwrap_or_default());
                let output = steps.get(2).copied().unwrap_or_default();
                let dot = if at.module.is_empty() { "" } else { "." };
                let bracket = key.map(|key| format!("[{key}]")).unwrap_or_default();
                let module = format!("{}{dot}module.{name}{bracket}", at.module);
                let json = self.modules.get(&without_keys(&module));
                match json.and_then(|json| json.get("outputs")?.get(output)?.get("expression")) {
                    Some(found) => self.follow(
                        found,
                        &At { module, key: at.key.clone(), over: None },
                        (false, false),
                        hops + 1,
                        out,
                    ),
                    None => out.is_loose = true,
                }
            }
            Some(first) => {
                let data = first == "data";
                let rest = if data { steps.get(1..) } else { steps.get(..) }.unwrap_or_default();
                let [kind, name, attribute @ ..] = rest else { return };
                let (name, key) = key_of(name);
                let (module, kind) = (at.module.clone(), (*kind).to_owned());
                let mut address = Address { module, data, kind, name: name.to_owned(), key };
                if address.key.is_none() && !self.addresses.contains(&address.to_string()) {
                    let same = Address { key: at.key.clone(), ..address.clone() };
                    match by_key && !by_value && self.addresses.contains(&same.to_string()) {
                        true => address = same,
                        // One of several instances, or all of them.
                        false => out.is_loose = true,
                    }
                }
                out.add(address, attribute.join("."), text);
            }
        }
    }

    /// `each.value` where a block is made for each instance of another: the one with the same key.
    fn entry(&self, steps: &[&str], at: &At<'j>, hops: usize, out: &mut Referred) {
        let mut over = Referred::default();
        if let Some(expression) = at.over {
            let outside = At { key: None, over: None, ..at.clone() };
            self.follow(expression, &outside, (false, false), hops + 1, &mut over);
        }
        let attribute = steps.get(2..).unwrap_or_default().join(".");
        let same = match over.all.as_slice() {
            [one] if one.attribute.is_empty() && one.address.key.is_none() && !attribute.is_empty() => {
                let address = Address { key: at.key.clone(), ..one.address.clone() };
                Some(address).filter(|address| self.addresses.contains(&address.to_string()))
            }
            _ => None,
        };
        match same {
            Some(address) => out.add(address, attribute, ""),
            None => out.is_loose = true,
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

impl Referred {
    fn add(&mut self, address: Address, attribute: String, text: &str) {
        let plain = address.module.is_empty() && address.key.is_none() && !text.is_empty();
        let text = match (plain, attribute.is_empty()) {
            (true, _) => text.to_owned(),
            (false, true) => address.to_string(),
            (false, false) => format!("{address}.{attribute}"),
        };
        let found = Reference { address, attribute, text };
        if !self.all.contains(&found) {
            self.all.push(found);
        }
    }
}

/// The references of an expression: of `aws_x.y.id` and `aws_x.y` the longer one is the expression's.
fn whole(expression: &Json) -> Vec<&str> {
    let texts: Vec<&str> = list(expression, "references").iter().filter_map(Json::as_str).collect();
    let longer = |short: &str| {
        let goes_on = |long: &&str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with(['.', '[']));
        texts.iter().any(|long| goes_on(long))
    };
    let mut found: Vec<&str> = Vec::new();
    for text in texts.iter().filter(|text| !longer(text)) {
        if !found.contains(text) {
            found.push(text);
        }
    }
    found
}

fn collect<'j>(json: &'j Json, address: &str, depth: usize, out: &mut IndexMap<String, &'j Json>) {
    out.insert(address.to_owned(), json);
    let Some(Json::Object(calls)) = json.get("module_calls") else { return };
    let dot = if address.is_empty() { "" } else { "." };
    for (name, call) in calls {
        if let Some(module) = call.get("module").filter(|_| depth < MODULES_DEPTH_MAX) {
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
