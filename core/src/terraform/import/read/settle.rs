//! Attributes of API Gateway's resources that are what their arguments say, where an expression needs their text.
//!
//! A reference stays one as long as it only stands somewhere. Once a function or an operator asks for its text, it is
//! computed: the path of a resource from its parts, everything else from the argument of that name.

use std::rc::Rc;

use super::super::config::{Address, Part, Reference};
use super::eval::{Context, Evaluated};
use super::path::reference;
use super::value::{Entries, Parts, Val};
use super::world::{Def, Each, Instances, Name, memo};

/// How the types begin whose arguments come back from AWS as they were sent.
const OURS: &[&str] = &["aws_api_gateway_", "aws_apigatewayv2_"];
/// The type of a part of a REST API's path, and what is made of it and of those above it.
const RESOURCE: &str = "aws_api_gateway_resource";
const PATH: &str = "path";
/// The type that paths begin at.
const REST_API: &str = "aws_api_gateway_rest_api";

impl Context<'_, '_> {
    /// The value with the texts of references in it as far as arguments tell them; none where they tell nothing.
    pub(super) fn settled(&self, value: &Val) -> Option<Val> {
        self.world.budget.steps(1).ok()?;
        match value {
            Val::Template(parts) => self.settled_text(parts),
            Val::List(values) => self.settled_all(values).map(Val::list),
            Val::Set(values) => self.settled_all(values).map(|values| Val::Set(Rc::new(values))),
            Val::Map(entries) => {
                let values: Vec<Val> = entries.values().cloned().collect();
                let values = self.settled_all(&values)?;
                let entries: Entries = entries.keys().cloned().zip(values).collect();
                Some(Val::map(entries))
            }
            _ => None,
        }
    }

    /// The value itself where nothing in it is told.
    pub(super) fn settle(&self, value: Val) -> Val {
        self.settled(&value).unwrap_or(value)
    }

    fn settled_all(&self, values: &[Val]) -> Option<Vec<Val>> {
        let settled: Vec<Option<Val>> = values.iter().map(|value| self.settled(value)).collect();
        let any = settled.iter().any(Option::is_some);
        let both = settled.into_iter().zip(values);
        any.then(|| both.map(|(settled, value)| settled.unwrap_or_else(|| value.clone())).collect())
    }

    fn settled_text(&self, parts: &[Part]) -> Option<Val> {
        if let [Part::Reference(reference)] = parts {
            return self.attribute_of(reference);
        }
        let mut out = Parts::default();
        let mut any = false;
        for part in parts {
            let known = match part {
                Part::Reference(reference) => self.attribute_of(reference),
                _ => None,
            };
            match known {
                Some(value) => {
                    out.push(&value).ok()?;
                    any = true;
                }
                None => out.push_part(part),
            }
        }
        any.then(|| out.finish())
    }

    /// What an attribute is, where arguments tell it.
    fn attribute_of(&self, reference: &Reference) -> Option<Val> {
        let Reference { address, attribute, .. } = reference;
        if address.data || !OURS.iter().any(|start| address.kind.starts_with(start)) {
            return None;
        }
        let is_module = |instance: &Rc<super::world::Instance<'_>>| instance.address == address.module;
        let instance = self.world.instances.borrow().iter().position(is_module)?;
        let here = self.world.instance(instance)?;
        let def = *here.folder.resources.get(&(false, address.kind.as_str(), address.name.as_str()))?;
        let is_path = address.kind == RESOURCE && attribute == PATH;
        if !is_path && def.block.argument(attribute).is_none() {
            return None;
        }
        let key = (instance, Name::Attribute(format!("{address}.{attribute}").into()));
        let known = memo(
            &self.world.values,
            &key,
            || format!("{address}.{attribute}"),
            || self.world.budget.deeper(|| self.told(instance, &def, reference)),
        );
        known.ok().filter(|value| *value != Val::Null && value.is_known())
    }

    /// What the arguments of a block tell of an attribute; null where they do not.
    fn told(&self, instance: usize, def: &Def<'_>, reference: &Reference) -> Evaluated {
        let Address { kind, name, key, .. } = &reference.address;
        let (kind, name) = (Rc::from(kind.as_str()), Rc::from(name.as_str()));
        let each = match self.world.instances_of(instance, false, &kind, &name)? {
            Instances::Many(all) => all.iter().find(|each| each.key() == *key).cloned(),
            Instances::Single => Some(Each::None),
            Instances::Unknown => None,
        };
        let Some(each) = each else { return Ok(Val::Null) };
        let bound = each.bound();
        let context = self.world.context(instance, &def.source.text, bound.as_ref());
        let argument = |name: &str| match def.block.argument(name) {
            Some(value) => context.eval(value).map(|value| context.settle(value)),
            None => Ok(Val::Null),
        };
        if kind.as_ref() != RESOURCE || reference.attribute != PATH {
            return argument(&reference.attribute);
        }
        let Val::Text(part) = argument("path_part")? else { return Ok(Val::Null) };
        let parent = argument("parent_id")?;
        let Some(above) = self::reference(&parent) else { return Ok(Val::Null) };
        let before: Rc<str> = match (above.address.kind.as_str(), above.attribute.as_str()) {
            (REST_API, "root_resource_id") => "".into(),
            (RESOURCE, "id") => {
                let path = Reference { attribute: PATH.to_owned(), ..above.clone() };
                match context.attribute_of(&path) {
                    Some(Val::Text(path)) => path,
                    _ => return Ok(Val::Null),
                }
            }
            _ => return Ok(Val::Null),
        };
        Ok(Val::text(format!("{before}/{part}")))
    }
}
