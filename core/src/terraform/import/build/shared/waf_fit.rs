//! What of a web ACL a design has no place for: such a one stays as it was written, and loses nothing.

use indexmap::IndexSet;

use super::waf_known::{decides, is_number, known, words};
use crate::terraform::export::waf_names::IP_SET;
use crate::terraform::import::build::body::known_text;
use crate::terraform::import::build::work::{Work, written};
use crate::terraform::import::config::{Map, Part, Value};

/// Arguments about how Terraform works.
const OF_TERRAFORM: &[&str] = &["provider", "count", "for_each", "depends_on"];

/// What a resource says and a design has no place for, in words that name the rule.
pub(super) fn misfits(work: &Work<'_>, at: usize, kind: &str) -> Vec<String> {
    let Some(resource) = work.graph.resource(at) else { return Vec::new() };
    let mut fit = Fit {
        work,
        // A state holds what AWS made of it besides; what is not read of it is told.
        strict: resource.block.is_some(),
        rule: None,
        bodies: body_keys(work, &resource.body),
        answered: Vec::new(),
        found: Vec::new(),
    };
    fit.resource(kind, &resource.body);
    if kind == "acl" {
        let answered = std::mem::take(&mut fit.answered);
        let unused = fit.bodies.iter().filter(|key| fit.strict && !answered.contains(key));
        let unused: Vec<String> = unused.map(|key| format!("`custom_response_body` `{key}`")).collect();
        fit.found.extend(unused);
    }
    fit.found.into_iter().collect::<IndexSet<String>>().into_iter().collect()
}

struct Fit<'w, 'c> {
    work: &'w Work<'c>,
    strict: bool,
    /// The rule that is looked at.
    rule: Option<String>,
    /// The keys of the bodies that rules answer with, and of those that they do.
    bodies: Vec<String>,
    answered: Vec<String>,
    found: Vec<String>,
}

impl Fit<'_, '_> {
    fn say(&mut self, path: &str) {
        let of = self.rule.as_ref().map(|rule| format!(" of rule `{rule}`")).unwrap_or_default();
        self.found.push(format!("`{path}`{of}"));
    }

    fn resource(&mut self, kind: &str, map: &Map) {
        let lifecycle = maps(map.get("lifecycle"));
        let ruled = lifecycle.into_iter().flatten().flatten();
        for (name, _) in ruled.filter(|(name, value)| *name != "create_before_destroy" && is_set(value)) {
            self.say(&format!("lifecycle.{name}"));
        }
        let own = |(name, value): &(&String, &Value)| {
            *name != "lifecycle" && !OF_TERRAFORM.contains(&name.as_str()) && is_set(value)
        };
        for (name, value) in map.iter().filter(own) {
            self.entry(kind, name, value, "");
        }
    }

    fn block(&mut self, block: &str, map: &Map, path: &str) {
        if block == "rule" {
            let name = map.get("name").unwrap_or(&Value::Null);
            self.rule = Some(known_text(self.work, name).unwrap_or_else(|| written(name)));
        }
        let path = if block == "rule" { String::new() } else { format!("{path}{block}.") };
        for (name, value) in map.iter().filter(|(_, value)| is_set(value)) {
            self.entry(block, name, value, &path);
        }
        self.whole(block, map, &path);
        if block == "rule" {
            self.rule = None;
        }
    }

    fn entry(&mut self, block: &str, name: &str, value: &Value, path: &str) {
        let here = format!("{path}{name}");
        if !known(block).is_some_and(|known| known.contains(&name)) {
            if self.strict || decides(block) {
                self.say(&here);
            }
        } else if known(name).is_none() || words(block, name).is_some() {
            self.argument(block, name, value, &here);
        } else {
            match maps(Some(value)) {
                Some(maps) => maps.into_iter().for_each(|map| self.block(name, map, path)),
                None => self.say(&here),
            }
        }
    }

    fn argument(&mut self, block: &str, name: &str, value: &Value, here: &str) {
        let text = known_text(self.work, value);
        let fits = match (block, name) {
            _ if is_number(block, name) => text.is_some_and(|text| text.parse::<u64>().is_ok()),
            ("ip_set_reference_statement", "arn") => return self.set(value, here),
            ("geo_match_statement", "country_codes") => self.are_known(value),
            ("log", "log_destination_configs") => is_one(value),
            _ => match (words(block, name), text) {
                (Some([]), text) => text.is_some(),
                (Some(words), text) => text.is_some_and(|text| words.contains(&text.as_str())),
                (None, _) => true,
            },
        };
        if !fits {
            self.say(here);
        }
    }

    /// What a block has to hold.
    fn whole(&mut self, block: &str, map: &Map, path: &str) {
        let has = |name: &str| map.get(name).is_some_and(is_set);
        match block {
            "rule" if !has("statement") || !(has("action") || has("override_action")) => self.say("action"),
            "rule" if has("override_action") => {
                let statement = maps(map.get("statement")).and_then(|found| found.first().copied());
                let managed =
                    statement.and_then(|one| one.get("managed_rule_group_statement")).is_some_and(is_set);
                if !managed {
                    self.say("override_action");
                }
            }
            "not_statement" if maps(map.get("statement")).is_none_or(|inner| inner.len() != 1) => {
                self.say(&format!("{path}statement"));
            }
            "byte_match_statement" | "regex_match_statement" if !has("field_to_match") => {
                self.say(&format!("{path}field_to_match"));
            }
            "custom_response" => {
                let Some(key) = map.get("custom_response_body_key").filter(|key| is_set(key)) else { return };
                match known_text(self.work, key).filter(|key| self.bodies.contains(key)) {
                    Some(key) => self.answered.push(key),
                    None => self.say(&format!("{path}custom_response_body_key")),
                }
            }
            _ => {}
        }
    }

    /// A set of addresses, which belongs to the statement in a design.
    fn set(&mut self, value: &Value, here: &str) {
        let is_arn = match value {
            Value::Text(_) => true,
            Value::Template(parts) => {
                matches!(parts.as_slice(), [Part::Reference(reference)] if reference.attribute == "arn")
            }
            _ => false,
        };
        let set = self.work.graph.who(value, &[IP_SET]).filter(|_| is_arn);
        let Some(set) = set.and_then(|at| self.work.graph.resource(at)).filter(|set| !set.shown) else {
            return self.say(here);
        };
        let version = set.body.get("ip_address_version").and_then(|value| known_text(self.work, value));
        let sixth = version.as_deref() == Some("IPV6");
        let addresses = match set.body.get("addresses") {
            Some(Value::List(values)) => values.as_slice(),
            _ => &[],
        };
        let texts: Vec<Option<String>> =
            addresses.iter().map(|address| known_text(self.work, address)).collect();
        let fits = |text: &Option<String>| text.as_ref().map_or(!sixth, |text| text.contains(':') == sixth);
        if texts.is_empty() || !texts.iter().all(fits) || version.is_none() {
            self.say(&format!("{here}` with its `{IP_SET}.{}", set.address.name));
            return;
        }
        let rule = self.rule.take();
        let before = self.found.len();
        self.resource("set", &set.body);
        self.rule = rule;
        for told in self.found.iter_mut().skip(before) {
            *told = format!("{told} of `{IP_SET}.{}`", set.address.name);
        }
    }

    fn are_known(&self, value: &Value) -> bool {
        match value {
            Value::List(values) => values.iter().all(|value| known_text(self.work, value).is_some()),
            _ => false,
        }
    }
}

/// Whether a list holds one text.
fn is_one(value: &Value) -> bool {
    let is_text = |value: &Value| matches!(value, Value::Text(_) | Value::Template(_) | Value::Opaque(_));
    matches!(value, Value::List(values) if values.len() == 1 && values.iter().all(is_text))
}

/// The keys of the bodies that rules answer with.
fn body_keys(work: &Work<'_>, map: &Map) -> Vec<String> {
    let bodies = maps(map.get("custom_response_body")).unwrap_or_default();
    bodies.into_iter().filter_map(|body| known_text(work, body.get("key")?)).collect()
}

/// Nested blocks; none where it is not known which there are.
fn maps(value: Option<&Value>) -> Option<Vec<&Map>> {
    match value? {
        Value::Map(map) => Some(vec![map]),
        Value::List(values) => {
            let maps = values.iter().filter(|value| !matches!(value, Value::Null)).map(|value| match value {
                Value::Map(map) => Some(map),
                _ => None,
            });
            maps.collect()
        }
        _ => None,
    }
}

/// Whether something stands there; a nested block without arguments does.
fn is_set(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Text(text) => !text.is_empty(),
        Value::List(values) => !values.is_empty(),
        _ => true,
    }
}
