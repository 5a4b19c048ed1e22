//! Names and what follows them: locals, variables, outputs of modules, attributes of resources.

use std::rc::Rc;

use super::super::config::{Address, Part, Reference};
use super::eval::{Context, Evaluated};
use super::functions::filled;
use super::limits::Fail;
use super::literal::literal;
use super::policy;
use super::tree::{Expr, Kind, Step, StepKind};
use super::value::{Entries, Val};
use super::world::{Each, Instances, Name, memo};

/// The type of the data source that fills templates, from before Terraform had a function for it.
const TEMPLATE: &str = "template_file";

impl Context<'_, '_> {
    /// The value of a name with or without steps after it.
    pub(super) fn path(&self, expr: &Expr) -> Evaluated {
        let (base, steps): (&Expr, &[Step]) = match &expr.kind {
            Kind::Path(base, steps) => (base, steps),
            _ => (expr, &[]),
        };
        let Kind::Name(root) = &base.kind else {
            let value = self.eval(base)?;
            return self.walk(expr, value, steps);
        };
        if let Some(bound) = self.bound(root) {
            return match bound {
                Some(value) => self.walk(expr, value.clone(), steps),
                None => Ok(self.unknown(expr)),
            };
        }
        if self.sealed {
            return Err(Fail::new(format!("The template names `{root}`, which it is not given")));
        }
        let (name, rest) = match steps.split_first() {
            Some((Step { kind: StepKind::Attribute(name) }, rest)) => (name, rest),
            _ => return Ok(Val::opaque(expr.source(self.text))),
        };
        match root.as_ref() {
            "local" => self.walk(expr, self.local(name)?, rest),
            "var" => self.walk(expr, self.variable(name)?, rest),
            "path" if matches!(name.as_ref(), "module" | "root") => Ok(Val::text(self.folder_path(name))),
            "terraform" if name.as_ref() == "workspace" => Ok(Val::text("default")),
            "each" | "count" | "self" | "path" | "terraform" => Ok(Val::opaque(expr.source(self.text))),
            "module" => self.output(expr, name, rest),
            "data" => match rest.split_first() {
                Some((Step { kind: StepKind::Attribute(second) }, rest)) => {
                    self.resource(expr, true, (name, second), rest)
                }
                _ => Ok(Val::opaque(expr.source(self.text))),
            },
            _ => self.resource(expr, false, (root, name), rest),
        }
    }

    /// The folder of the module, seen from the root's.
    fn folder_path(&self, name: &str) -> String {
        let here = self.world.instance(self.instance).map_or("", |instance| instance.folder.path);
        let root = self.world.instance(0).map_or("", |instance| instance.folder.path);
        if name == "root" || here == root {
            return ".".to_owned();
        }
        let below = here.strip_prefix(root).map(|path| path.trim_start_matches('/'));
        below.map_or_else(|| format!("{}{here}", "../".repeat(root.matches('/').count() + 1)), str::to_owned)
    }

    /// The value that the steps lead to.
    fn walk(&self, expr: &Expr, mut value: Val, steps: &[Step]) -> Evaluated {
        for (at, step) in steps.iter().enumerate() {
            if let Val::Opaque(_) = value {
                return Ok(self.unknown(expr));
            }
            let rest = steps.get(at + 1..).unwrap_or_default();
            value = match &step.kind {
                StepKind::Attribute(name) => attribute(value, name)?,
                StepKind::Index(index) => match self.settle(self.eval(index)?) {
                    Val::Opaque(_) | Val::Template(_) => return Ok(self.unknown(expr)),
                    index => element(value, &index)?,
                },
                StepKind::Full => return self.each_element(expr, value, rest, &[]),
                StepKind::Attributes => {
                    let attributes =
                        rest.iter().take_while(|step| matches!(step.kind, StepKind::Attribute(_))).count();
                    let (taken, after) = rest.split_at(attributes);
                    return self.each_element(expr, value, taken, after);
                }
            };
        }
        Ok(value)
    }

    /// What a splat makes: the steps are done for each element, and those after them once.
    fn each_element(&self, expr: &Expr, value: Val, steps: &[Step], after: &[Step]) -> Evaluated {
        let elements = match value {
            Val::Null => Vec::new(),
            Val::List(values) | Val::Set(values) => values.as_ref().clone(),
            Val::Template(_) => return Ok(self.unknown(expr)),
            other => vec![other],
        };
        self.world.budget.steps(elements.len())?;
        let all: Result<Vec<_>, _> =
            elements.into_iter().map(|element| self.walk(expr, element, steps)).collect();
        self.walk(expr, Val::list(all?), after)
    }

    /// A resource or data source, or what its steps lead to.
    fn resource(&self, expr: &Expr, data: bool, label: (&Rc<str>, &Rc<str>), steps: &[Step]) -> Evaluated {
        let (kind, name) = label;
        let instances = self.world.instances_of(self.instance, data, kind, name)?;
        let address = self.address(data, kind, name);
        let (address, rest) = match (&instances, steps.split_first()) {
            (Instances::Many(_), _) => {
                return self.walk(expr, self.collection(address, &instances)?, steps);
            }
            (_, Some((Step { kind: StepKind::Index(index) }, rest))) => {
                match literal_key(&self.settle(self.eval(index)?)) {
                    Some(key) => (Address { key: Some(key), ..address }, rest),
                    None => return Ok(self.unknown(expr)),
                }
            }
            (Instances::Single, Some((Step { kind: StepKind::Full }, rest))) => {
                return self.each_element(expr, Val::list(vec![whole(address)]), rest, &[]);
            }
            (Instances::Unknown, _) => return Ok(self.unknown(expr)),
            (Instances::Single, _) => (address, steps),
        };
        if let Some(text) = self.made_text(&address, rest)? {
            return Ok(text);
        }
        match plain_path(rest) {
            Some(attribute) if !rest.is_empty() => {
                let text = [address.to_string().as_str(), ".", &attribute].concat();
                Ok(Val::Template(Rc::new(vec![Part::Reference(Reference { address, attribute, text })])))
            }
            _ => self.walk(expr, whole(address), rest),
        }
    }

    /// The text that a data source makes of its arguments alone: a policy, or a filled template.
    fn made_text(&self, address: &Address, steps: &[Step]) -> Result<Option<Val>, Fail> {
        let [Step { kind: StepKind::Attribute(attribute) }] = steps else { return Ok(None) };
        let is_policy = match (address.kind.as_str(), attribute.as_ref()) {
            (policy::KIND, "json" | "minified_json") => true,
            (TEMPLATE, "rendered") => false,
            _ => return Ok(None),
        };
        if !address.data {
            return Ok(None);
        }
        let name: Rc<str> = address.name.as_str().into();
        let key = (self.instance, Name::Policy(name.clone(), address.key.clone(), attribute.clone()));
        let what = || format!("data.{}.{name}", address.kind);
        let value = memo(&self.world.values, &key, what, || match is_policy {
            true => policy::document(self, &name, address.key.as_deref(), attribute),
            false => self.rendered(&name, address.key.as_deref()),
        });
        Ok(value.ok().filter(|value| *value != Val::Null))
    }

    /// What a data source fills its template to; null when it cannot be told.
    fn rendered(&self, name: &Rc<str>, key: Option<&str>) -> Evaluated {
        let Some(body) = policy::arguments(self, TEMPLATE, name, key)? else { return Ok(Val::Null) };
        let Some(Val::Text(text)) = body.get("template") else { return Ok(Val::Null) };
        let none = Val::map(Entries::new());
        let values = body.get("vars").filter(|values| **values != Val::Null).unwrap_or(&none);
        Ok(filled(self, name, text, values)?.unwrap_or_default())
    }

    fn address(&self, data: bool, kind: &str, name: &str) -> Address {
        let module = self.world.instance(self.instance).map(|instance| instance.address.clone());
        Address {
            module: module.unwrap_or_default(),
            data,
            kind: kind.to_owned(),
            name: name.to_owned(),
            key: None,
        }
    }

    /// All instances of a block as one list or map.
    fn collection(&self, address: Address, instances: &Instances) -> Evaluated {
        let Instances::Many(all) = instances else { return Ok(whole(address)) };
        let data = if address.data { "data." } else { "" };
        let label: Rc<str> = [data, &address.kind, ".", &address.name].concat().into();
        let key = (self.instance, Name::Collection(label.clone()));
        memo(
            &self.world.values,
            &key,
            || label.as_ref().to_owned(),
            || {
                self.world.budget.steps(all.len())?;
                let one = |each: &Each| whole(Address { key: each.key(), ..address.clone() });
                collected(all, |_, each| Ok(one(each)))
            },
        )
    }

    /// An output of a module that is called.
    fn output(&self, expr: &Expr, name: &Rc<str>, steps: &[Step]) -> Evaluated {
        let instance = self.world.instance(self.instance);
        let def = instance.as_ref().and_then(|instance| instance.folder.calls.get(name.as_ref()).copied());
        let readable = def.is_some_and(|def| self.world.called_folder(&def).is_some());
        if !readable {
            let instances = self.world.instances_of_call(self.instance, name)?;
            let address = self.address(false, "module", name);
            let value = match (&instances, steps.split_first()) {
                (Instances::Many(_), _) => self.collection(address, &instances)?,
                (Instances::Unknown, _) => return Ok(self.unknown(expr)),
                _ => whole(address),
            };
            return self.walk(expr, value, steps);
        }
        let children = self.world.children(self.instance, name)?;
        let output = |child: usize, output: &Rc<str>| self.world.output(child, output);
        match (steps, children.as_slice()) {
            (
                [Step { kind: StepKind::Attribute(wanted) }, rest @ ..],
                [(Each::None | Each::Unknown, child)],
            ) => {
                let value = output(*child, wanted)?;
                self.walk(expr, value, rest)
            }
            (
                [
                    Step { kind: StepKind::Index(index) },
                    Step { kind: StepKind::Attribute(wanted) },
                    rest @ ..,
                ],
                _,
            ) => {
                let Some(key) = literal_key(&self.settle(self.eval(index)?)) else {
                    return Ok(self.unknown(expr));
                };
                let child = children.iter().find(|(each, _)| each.key().as_ref() == Some(&key));
                let (_, child) =
                    child.ok_or_else(|| Fail::new(format!("`module.{name}` has no instance {key}")))?;
                let value = output(*child, wanted)?;
                self.walk(expr, value, rest)
            }
            (steps, [(Each::None | Each::Unknown, child)]) => {
                self.walk(expr, self.world.outputs(*child)?, steps)
            }
            (steps, all) => {
                let eaches: Vec<Each> = all.iter().map(|(each, _)| each.clone()).collect();
                let value = collected(&eaches, |at, _| match all.get(at) {
                    Some((_, child)) => self.world.outputs(*child),
                    None => Ok(Val::Null),
                })?;
                self.walk(expr, value, steps)
            }
        }
    }
}

/// A list for `count`, a map for `for_each`.
fn collected(all: &[Each], one: impl Fn(usize, &Each) -> Evaluated) -> Evaluated {
    if let Some(Each::Key(..)) = all.first() {
        let mut entries = Entries::new();
        for (at, each) in all.iter().enumerate() {
            if let Each::Key(key, _) = each {
                entries.insert(key.clone(), one(at, each)?);
            }
        }
        return Ok(Val::map(entries));
    }
    let values: Result<Vec<_>, _> = all.iter().enumerate().map(|(at, each)| one(at, each)).collect();
    values.map(Val::list)
}

/// The whole of a resource.
fn whole(address: Address) -> Val {
    let text = address.to_string();
    Val::Template(Rc::new(vec![Part::Reference(Reference { address, attribute: String::new(), text })]))
}

/// The key of an instance as it stands in its address; none when it is not known.
fn literal_key(value: &Val) -> Option<String> {
    match value {
        Val::Text(_) | Val::Number(_) => Some(literal(value)),
        _ => None,
    }
}

/// The one reference that a value is.
pub(super) fn reference(value: &Val) -> Option<&Reference> {
    match value {
        Val::Template(parts) => match parts.as_slice() {
            [Part::Reference(reference)] => Some(reference),
            _ => None,
        },
        _ => None,
    }
}

fn attribute(value: Val, name: &str) -> Evaluated {
    match &value {
        Val::Map(entries) => entries
            .get(name)
            .cloned()
            .ok_or_else(|| Fail::new(format!("The object has no attribute `{name}`"))),
        Val::Template(_) => {
            let found = reference(&value).ok_or_else(|| Fail::new("A text has no attributes"))?;
            let dot = if found.attribute.is_empty() { "" } else { "." };
            Ok(longer(found, &[dot, name], &[".", name]))
        }
        other => Err(Fail::new(format!("There is no attribute `{name}` in {}", other.kind()))),
    }
}

/// The element of a list or map.
pub(super) fn element(value: Val, index: &Val) -> Evaluated {
    match &value {
        Val::Map(entries) => {
            let key = index.as_text().unwrap_or_default();
            entries.get(&key).cloned().ok_or_else(|| Fail::new(format!("There is no element `{key}`")))
        }
        Val::List(values) => {
            let number = super::operators::whole(index)?;
            usize::try_from(number).ok().and_then(|number| values.get(number).cloned()).ok_or_else(|| {
                Fail::new(format!("There is no element {number} in a list of {}", values.len()))
            })
        }
        Val::Template(_) => {
            let found = reference(&value).ok_or_else(|| Fail::new("A text has no elements"))?;
            let key = literal(index);
            Ok(longer(found, &["[", &key, "]"], &["[", &key, "]"]))
        }
        other => Err(Fail::new(format!("There are no elements in {}", other.kind()))),
    }
}

fn longer(reference: &Reference, attribute: &[&str], text: &[&str]) -> Val {
    Val::Template(Rc::new(vec![Part::Reference(Reference {
        address: reference.address.clone(),
        attribute: [reference.attribute.as_str(), &attribute.concat()].concat(),
        text: [reference.text.as_str(), &text.concat()].concat(),
    })]))
}

/// The path of an attribute that the steps lead to, where they are names alone.
fn plain_path(steps: &[Step]) -> Option<String> {
    let mut path = String::new();
    for step in steps {
        let StepKind::Attribute(name) = &step.kind else { return None };
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
    }
    Some(path)
}
