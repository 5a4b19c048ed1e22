//! What every reader shares: the resources, what was looked at, and what is kept as expressions.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use indexmap::{IndexMap, IndexSet};

use super::super::config::{Config, Part, Reference, Value};
use super::argument_place::argument_place;
use super::beside::Beside;
use super::graph::{Graph, RESOURCE, address_text, place_text};
use super::outward::Outward;
use crate::design::{Computed, Diagnostic, Item, Terraform};
use crate::terraform::syntax::escaped;

/// What every reader shares.
pub(super) struct Work<'c> {
    pub(super) graph: Graph<'c>,
    outward: Outward,
    /// Values that were looked at, by their place in memory.
    seen: RefCell<BTreeSet<usize>>,
    /// Resources that are in the design now.
    used: RefCell<BTreeMap<usize, (Item, String)>>,
    /// Variables that the export makes again by itself.
    made: RefCell<BTreeSet<String>>,
    expressions: RefCell<IndexSet<String>>,
    arguments: RefCell<IndexMap<String, String>>,
    addresses: RefCell<IndexMap<String, String>>,
    /// Expressions whose values the design holds.
    computed: RefCell<IndexMap<String, IndexMap<String, Computed>>>,
    /// Resources by the same keys.
    marks: RefCell<IndexMap<String, usize>>,
    /// Arguments that the design has no place for, and that are kept.
    beside: RefCell<Vec<Beside>>,
    diagnostics: RefCell<Vec<Diagnostic>>,
}

impl<'c> Work<'c> {
    pub(super) fn new(config: &'c Config) -> Self {
        Self {
            graph: Graph::new(config),
            outward: Outward::new(config),
            seen: RefCell::default(),
            used: RefCell::default(),
            made: RefCell::default(),
            expressions: RefCell::default(),
            arguments: RefCell::default(),
            addresses: RefCell::default(),
            computed: RefCell::default(),
            marks: RefCell::default(),
            beside: RefCell::default(),
            diagnostics: RefCell::new(config.diagnostics.clone()),
        }
    }

    /// Notes that a value was looked at.
    pub(super) fn see(&self, value: &Value) {
        self.seen.borrow_mut().insert(place_in_memory(value));
    }

    /// Whether a value was looked at.
    pub(super) fn was_seen(&self, value: &Value) -> bool {
        self.seen.borrow().contains(&place_in_memory(value))
    }

    /// Notes that a resource became the item, or the part of it.
    pub(super) fn claim(&self, at: usize, item: Item, part: &str) {
        self.used.borrow_mut().insert(at, (item, part.to_owned()));
        let Some(resource) = self.graph.resource(at) else { return };
        let key = format!("{} {} {part}", resource.address.kind, item.key());
        let key = key.trim_end().to_owned();
        self.addresses.borrow_mut().insert(key.clone(), address_text(&resource.address));
        self.marks.borrow_mut().insert(key, at);
    }

    /// What resources became, as the keys of what a design keeps for them.
    pub(super) fn marks(&self) -> Vec<(String, usize)> {
        self.marks.borrow().iter().map(|(key, at)| (key.clone(), *at)).collect()
    }

    /// Keeps an expression whose value the design holds.
    pub(super) fn compute(&self, mark: &str, path: &str, one: Computed) {
        self.computed.borrow_mut().entry(mark.to_owned()).or_default().insert(path.to_owned(), one);
    }

    /// Whether the expression of an argument is kept beside its value.
    pub(super) fn is_computed(&self, mark: &str, path: &str) -> bool {
        self.computed.borrow().get(mark).is_some_and(|computed| computed.contains_key(path))
    }

    /// Whether a resource is in the design.
    pub(super) fn is_used(&self, at: usize) -> bool {
        self.used.borrow().contains_key(&at)
    }

    /// Notes that the export makes this variable by itself.
    pub(super) fn claim_variable(&self, name: &str) {
        self.made.borrow_mut().insert(name.to_owned());
    }

    /// Whether the export makes this variable by itself.
    pub(super) fn makes_variable(&self, name: &str) -> bool {
        self.made.borrow().contains(name)
    }

    /// The item that a resource is in the design.
    pub(super) fn item_of(&self, at: usize) -> Option<Item> {
        self.used.borrow().get(&at).map(|(item, _)| *item)
    }

    /// What the block of a resource is made from, and by what an argument of it is kept that the design has no place
    /// for.
    pub(super) fn place_of(&self, at: usize, path: &str) -> Option<(String, String)> {
        let (item, part) = self.used.borrow().get(&at).cloned()?;
        let (item, kind) = (item.key(), self.graph.kind(at));
        Some(match part.as_str() {
            "" => (format!("{kind} {item}"), format!("{item} {kind} {path}")),
            part => (format!("{kind} {item} {part}"), format!("{item} {kind} [{part}] {path}")),
        })
    }

    /// Remembers an argument that is kept although the design has no place for it.
    pub(super) fn keep_beside(&self, beside: Beside) {
        self.beside.borrow_mut().push(beside);
    }

    /// Keeps an expression for an argument of the export.
    pub(super) fn keep(&self, key: String, expression: String) {
        self.arguments.borrow_mut().insert(key, self.outward.read(&expression));
    }

    /// What is kept for an argument of the export.
    pub(super) fn kept(&self, key: &str) -> Option<String> {
        self.arguments.borrow().get(key).cloned()
    }

    /// An expression as what is outside of modules reads it.
    pub(super) fn outward(&self, expression: &str) -> String {
        self.outward.read(expression)
    }

    /// Tells something about an argument of a resource, or of its nested blocks.
    pub(super) fn say_of(&self, at: usize, path: &str, found: Diagnostic) {
        let found = self.placed(at, path, found);
        self.diagnostics.borrow_mut().push(found);
    }

    /// What there is to tell, at the place of an argument of a resource.
    pub(super) fn placed(&self, at: usize, path: &str, found: Diagnostic) -> Diagnostic {
        let config = self.graph.config;
        let place = self.graph.resource(at).map(|resource| argument_place(config, resource, path));
        found.at_place(place.unwrap_or_default())
    }

    /// Tells something about a resource.
    pub(super) fn say(&self, at: usize, found: Diagnostic) {
        let resource = self.graph.resource(at);
        let place = resource.map(|resource| place_text(&resource.place)).unwrap_or_default();
        let found = match resource.is_some_and(|resource| resource.block.is_none()) {
            true => of_machine(found),
            false => found,
        };
        self.diagnostics.borrow_mut().push(found.at_place(place));
    }

    /// Tells something.
    pub(super) fn tell(&self, found: Diagnostic) {
        self.diagnostics.borrow_mut().push(found);
    }

    /// A resource's address.
    pub(super) fn address(&self, at: usize) -> String {
        self.graph.resource(at).map(|resource| address_text(&resource.address)).unwrap_or_default()
    }

    /// Keeps the expression of an argument that is no text, for an item and by a key.
    pub(super) fn keep_argument(&self, at: usize, key: Option<(Item, String)>, path: &str, value: &Value) {
        let expression = self.outward.read(&written(value));
        let address = self.address(at);
        let Some((item, key)) = key else {
            let message =
                format!("`{path}` of `{address}` is `{expression}`, which cannot be known without a plan");
            let help = "The design has the default here; set what you mean";
            self.say(at, Diagnostic::warning("terraform-expression", message).help(help));
            return;
        };
        let message = format!("`{path}` of `{address}` stays the expression `{expression}`");
        let help = "The design has the default here, and the export writes the expression";
        self.say(at, Diagnostic::note("terraform-expression", message).at(item).help(help));
        self.arguments.borrow_mut().insert(key, expression);
    }

    /// A value as text: what is not known stands in it as `${expression}`. None for nothing, lists and maps.
    pub(super) fn text(&self, at: usize, value: &Value) -> Option<String> {
        match value {
            Value::Null | Value::List(_) | Value::Map(_) => None,
            Value::Bool(value) => Some(value.to_string()),
            Value::Number(value) => Some(value.to_string()),
            Value::Text(text) => Some(text.clone()),
            Value::Opaque(expression) => Some(self.expression(at, expression)),
            Value::Template(parts) => {
                Some(parts.iter().map(|part| self.part(at, part)).collect::<Vec<_>>().concat())
            }
        }
    }

    /// A piece of a text.
    pub(super) fn part(&self, at: usize, part: &Part) -> String {
        match part {
            Part::Text(text) => text.clone(),
            Part::Opaque(expression) => self.expression(at, expression),
            Part::Reference(reference) => match self.known(reference) {
                Some(text) => text,
                None => self.expression(at, &reference.text),
            },
        }
    }

    /// The text of an attribute whose resource the design holds, so that no name of its block is needed.
    pub(super) fn known(&self, reference: &Reference) -> Option<String> {
        let kind = reference.address.kind.as_str();
        let ours = kind.starts_with("aws_api_gateway_") || kind.starts_with("aws_apigatewayv2_");
        if !ours || reference.address.data {
            return None;
        }
        if kind == RESOURCE && reference.attribute == "path" {
            return self.graph.path(self.graph.at(&reference.address)?);
        }
        match self.graph.resolved(self.graph.follow(reference)?) {
            Value::Text(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// Keeps an expression, and gives the text that stands for it.
    pub(super) fn expression(&self, at: usize, expression: &str) -> String {
        let expression = &self.outward.read(expression);
        if self.expressions.borrow_mut().insert(expression.clone()) {
            let when = match self.graph.resource(at).is_some_and(|resource| resource.block.is_none()) {
                true => "is known only after an apply",
                false => "cannot be known without a plan",
            };
            let message = format!("`{expression}` {when}, and is kept as an expression");
            let found = Diagnostic::note("terraform-expression", message);
            self.say(at, found);
        }
        format!("${{{expression}}}")
    }

    /// Lets go of a kept expression that the design does not need after all.
    pub(super) fn forget(&self, value: &Value) {
        let expression = self.outward.read(&written(value));
        self.expressions.borrow_mut().shift_remove(&expression);
        let said = format!("`{expression}` ");
        self.diagnostics
            .borrow_mut()
            .retain(|found| found.code != "terraform-expression" || !found.message.starts_with(&said));
    }

    /// What was kept.
    pub(super) fn finish(self) -> Kept {
        let mut addresses = self.addresses.into_inner();
        addresses.sort_unstable_keys();
        let mut computed = self.computed.into_inner();
        computed.sort_unstable_keys();
        computed.values_mut().for_each(IndexMap::sort_unstable_keys);
        Kept {
            expressions: self.expressions.into_inner().into_iter().collect(),
            arguments: self.arguments.into_inner(),
            computed,
            addresses,
            beside: self.beside.into_inner(),
            diagnostics: self.diagnostics.into_inner(),
        }
    }

    /// The expressions kept so far.
    pub(super) fn expressions(&self) -> Vec<String> {
        let computed = self.computed.borrow();
        let computed = computed.values().flat_map(IndexMap::values).map(|one| one.expression.clone());
        self.open_expressions().into_iter().chain(computed).collect()
    }

    /// Those whose values nothing is known of: in texts, and of arguments.
    pub(super) fn open_expressions(&self) -> Vec<String> {
        let texts = self.expressions.borrow().iter().cloned().collect::<Vec<_>>();
        texts.into_iter().chain(self.arguments.borrow().values().cloned()).collect()
    }

    /// What a design keeps of the files by now, without blocks, names and comments.
    pub(super) fn so_far(&self) -> Terraform {
        let mut addresses = self.addresses.borrow().clone();
        addresses.sort_unstable_keys();
        Terraform {
            expressions: self.expressions.borrow().iter().cloned().collect(),
            arguments: self.arguments.borrow().clone(),
            addresses,
            ..Terraform::default()
        }
    }
}

/// What a design keeps for its files, and what there is to say.
pub(super) struct Kept {
    pub(super) expressions: Vec<String>,
    pub(super) arguments: IndexMap<String, String>,
    pub(super) computed: IndexMap<String, IndexMap<String, Computed>>,
    pub(super) addresses: IndexMap<String, String>,
    pub(super) beside: Vec<Beside>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What is said of a block is another thing where a plan or state has none.
fn of_machine(found: Diagnostic) -> Diagnostic {
    /// What stays of a block that the design does not take.
    const KEPT: &str = "It is kept as it was written";
    let message = found.message.replace("cannot be told without a plan", "the plan does not tell");
    let message = message.replace("cannot be known without a plan", "is known only after an apply");
    let help = match found.help.strip_prefix(KEPT) {
        Some(rest) => format!("It is left out, for a plan or state has no text of its block{rest}"),
        None => found.help.clone(),
    };
    Diagnostic { message, help, ..found }
}

fn place_in_memory(value: &Value) -> usize {
    std::ptr::from_ref(value).addr()
}

/// A value as an expression of the Terraform language.
pub(super) fn written(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => value.to_string(),
        Value::Text(text) => quoted(text),
        Value::Opaque(expression) => expression.clone(),
        Value::List(values) => format!("[{}]", values.iter().map(written).collect::<Vec<_>>().join(", ")),
        Value::Map(map) => {
            let entries: Vec<String> =
                map.iter().map(|(key, value)| format!("{} = {}", quoted(key), written(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Value::Template(parts) => match parts.as_slice() {
            [Part::Reference(reference)] => reference.text.clone(),
            [Part::Opaque(expression)] => expression.clone(),
            parts => {
                let inner: String = parts
                    .iter()
                    .map(|part| match part {
                        Part::Text(text) => escaped(text),
                        Part::Reference(reference) => format!("${{{}}}", reference.text),
                        Part::Opaque(expression) => format!("${{{expression}}}"),
                    })
                    .collect();
                format!("\"{inner}\"")
            }
        },
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}
