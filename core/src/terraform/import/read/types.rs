//! Types of variables, and values as these types.

use std::rc::Rc;

use super::eval::Context;
use super::limits::Fail;
use super::operators;
use super::tree::{Expr, Key, Kind};
use super::value::{Entries, Val, parse_number};

/// A type constraint.
#[derive(Clone, Debug)]
pub(super) enum Type {
    Any,
    Text,
    Number,
    Bool,
    List(Box<Type>),
    Set(Box<Type>),
    Map(Box<Type>),
    Tuple(Vec<Type>),
    Object(Vec<Attribute>),
}

/// An attribute of an object type.
#[derive(Clone, Debug)]
pub(super) struct Attribute {
    name: Rc<str>,
    kind: Type,
    optional: bool,
    default: Val,
}

impl Type {
    /// Reads the `type` argument of a variable.
    pub(super) fn read(context: &Context<'_, '_>, expr: &Expr) -> Result<Self, Fail> {
        context.world.budget.steps(1)?;
        context.world.budget.deeper(|| match &expr.kind {
            Kind::Name(name) => Ok(Self::named(name)),
            // Terraform 0.11 wrote types as texts.
            Kind::Literal(Val::Text(name)) => Ok(Self::named(name)),
            Kind::Inside(inner) => Self::read(context, inner),
            Kind::Call(call) => {
                let inner = call.arguments.first();
                let one = || inner.map_or(Ok(Self::Any), |inner| Self::read(context, inner)).map(Box::new);
                match (call.name.as_ref(), inner.map(|inner| &inner.kind)) {
                    ("list", _) => Ok(Self::List(one()?)),
                    ("set", _) => Ok(Self::Set(one()?)),
                    ("map", _) => Ok(Self::Map(one()?)),
                    ("optional", _) => one().map(|kind| *kind),
                    ("tuple", Some(Kind::List(kinds))) => {
                        let kinds: Result<Vec<_>, _> =
                            kinds.iter().map(|kind| Self::read(context, kind)).collect();
                        kinds.map(Self::Tuple)
                    }
                    ("object", Some(Kind::Object(entries))) => {
                        let entries: Result<Vec<_>, _> =
                            entries.iter().map(|(key, kind)| Attribute::read(context, key, kind)).collect();
                        entries.map(Self::Object)
                    }
                    _ => Ok(Self::Any),
                }
            }
            _ => Ok(Self::Any),
        })
    }

    fn named(name: &str) -> Self {
        match name {
            "string" => Self::Text,
            "number" => Self::Number,
            "bool" => Self::Bool,
            "list" => Self::List(Box::new(Self::Any)),
            "set" => Self::Set(Box::new(Self::Any)),
            "map" => Self::Map(Box::new(Self::Any)),
            _ => Self::Any,
        }
    }

    /// The value as this type; null and what is unknown are of any.
    pub(super) fn convert(&self, value: Val) -> Result<Val, Fail> {
        let refused = |value: &Val, wanted: &str| {
            Fail::new(format!("{wanted} is wanted, and {} is given", value.kind()))
        };
        match (self, &value) {
            (Self::Any, _) | (_, Val::Null | Val::Opaque(_) | Val::Template(_)) => Ok(value),
            (Self::Text, _) => value.as_text().map(Val::Text).ok_or_else(|| refused(&value, "A text")),
            (Self::Number, Val::Number(_)) | (Self::Bool, Val::Bool(_)) => Ok(value),
            (Self::Number, Val::Text(text)) => {
                parse_number(text).map(Val::Number).ok_or_else(|| refused(&value, "A number"))
            }
            (Self::Bool, Val::Text(text)) => {
                operators::text_truth(text).map(Val::Bool).ok_or_else(|| refused(&value, "A truth value"))
            }
            (Self::List(kind), Val::List(values) | Val::Set(values)) => {
                Ok(Val::list(Self::convert_all(kind, values)?))
            }
            (Self::Set(kind), Val::List(values) | Val::Set(values)) => {
                operators::set(Self::convert_all(kind, values)?)
            }
            (Self::Tuple(kinds), Val::List(values)) if kinds.len() == values.len() => {
                let values: Result<Vec<_>, _> = kinds
                    .iter()
                    .zip(values.iter())
                    .map(|(kind, value)| kind.convert(value.clone()))
                    .collect();
                values.map(Val::list)
            }
            (Self::Map(kind), Val::Map(entries)) => {
                let entries: Result<Entries, Fail> = entries
                    .iter()
                    .map(|(name, value)| Ok((name.clone(), kind.convert(value.clone())?)))
                    .collect();
                entries.map(Val::map)
            }
            (Self::Object(attributes), Val::Map(entries)) => {
                let all: Result<Entries, Fail> =
                    attributes.iter().map(|attribute| attribute.take(entries)).collect();
                all.map(Val::map)
            }
            (Self::Number, _) => Err(refused(&value, "A number")),
            (Self::Bool, _) => Err(refused(&value, "A truth value")),
            (Self::List(_) | Self::Tuple(_), _) => Err(refused(&value, "A list")),
            (Self::Set(_), _) => Err(refused(&value, "A set")),
            (Self::Map(_) | Self::Object(_), _) => Err(refused(&value, "A map")),
        }
    }

    fn convert_all(kind: &Type, values: &[Val]) -> Result<Vec<Val>, Fail> {
        values.iter().map(|value| kind.convert(value.clone())).collect()
    }
}

impl Attribute {
    fn read(context: &Context<'_, '_>, key: &Key, expr: &Expr) -> Result<Self, Fail> {
        let name = match key {
            Key::Name(name) => name.clone(),
            Key::Computed(key) => context.eval(key)?.as_text().unwrap_or_default(),
        };
        let (optional, default) = match &expr.kind {
            Kind::Call(call) if call.name.as_ref() == "optional" => {
                (true, call.arguments.get(1).map_or(Ok(Val::Null), |default| context.eval(default))?)
            }
            _ => (false, Val::Null),
        };
        Ok(Self { name, kind: Type::read(context, expr)?, optional, default })
    }

    fn take(&self, entries: &Entries) -> Result<(Rc<str>, Val), Fail> {
        let value = match entries.get(&self.name) {
            // A default stands for null as well.
            Some(Val::Null) | None if self.optional => self.default.clone(),
            Some(value) => value.clone(),
            None => return Err(Fail::new(format!("The attribute `{}` is missing", self.name))),
        };
        Ok((self.name.clone(), self.kind.convert(value)?))
    }
}
