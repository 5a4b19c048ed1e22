//! Computes expressions as Terraform does, as far as nothing has to be asked.

use std::rc::Rc;

use hcl_edit::expr::{BinaryOperator, UnaryOperator};

use super::functions;
use super::limits::{Fail, elements};
use super::operators;
use super::tree::{Call, Expr, For, Key, Kind, Piece};
use super::value::{Entries, Parts, Val, by_name};
use super::world::World;

/// Where an expression is computed.
#[derive(Clone, Copy)]
pub(super) struct Context<'c, 's> {
    pub world: &'c World<'s>,
    /// The instance of the module.
    pub instance: usize,
    /// The text that the expression's places are in.
    pub text: &'c str,
    /// Names that mean something here: `each`, `count` and those of `for`.
    pub bound: Option<&'c Bound<'c>>,
    /// Whether values are made of a template file, which sees nothing but what it is given.
    pub sealed: bool,
    /// Whether what cannot be known is as it was written, with the names in it.
    pub plain: bool,
}

/// A name and its value, and the names around it.
pub(super) struct Bound<'c> {
    pub name: &'c str,
    /// None when the name means something that is not known.
    pub value: Option<Val>,
    pub up: Option<&'c Bound<'c>>,
}

pub(super) type Evaluated = Result<Val, Fail>;

impl<'c, 's> Context<'c, 's> {
    /// The value of a bound name: none when it is not bound, nothing inside when it is not known.
    pub(super) fn bound(&self, name: &str) -> Option<&'c Option<Val>> {
        let mut here = self.bound;
        while let Some(bound) = here {
            if bound.name == name {
                return Some(&bound.value);
            }
            here = bound.up;
        }
        None
    }

    pub(super) fn with<'d>(&self, bound: &'d Bound<'d>) -> Context<'d, 's>
    where
        'c: 'd,
    {
        Context { bound: Some(bound), ..*self }
    }

    /// The value of an expression; what cannot be known is [`Val::Opaque`].
    pub(super) fn eval(&self, expr: &Expr) -> Evaluated {
        self.world.budget.steps(1)?;
        self.world.budget.deeper(|| match &expr.kind {
            Kind::Literal(value) => Ok(value.clone()),
            Kind::Template(pieces) => self.template(expr, pieces),
            Kind::List(values) => {
                let values: Result<Vec<_>, _> = values.iter().map(|value| self.eval(value)).collect();
                values.map(Val::list)
            }
            Kind::Object(entries) => self.object(expr, entries),
            Kind::Name(_) | Kind::Path(..) => self.path(expr),
            Kind::Call(call) => self.call(expr, call),
            Kind::Choice(parts) => self.choice(expr, parts),
            Kind::Unary(operator, inner) => self.unary(expr, *operator, inner),
            Kind::Binary(operator, sides) => self.binary(expr, *operator, sides),
            Kind::For(each) => self.for_each(expr, each),
            Kind::Inside(inner) => match self.eval(inner)? {
                Val::Opaque(_) => Ok(self.unknown(expr)),
                value => Ok(value),
            },
        })
    }

    /// The expression as it was written, with what is only known here in its place.
    pub(super) fn unknown(&self, expr: &Expr) -> Val {
        Val::opaque(self.residual(expr))
    }

    fn object(&self, expr: &Expr, entries: &[(Key, Expr)]) -> Evaluated {
        let mut map = Entries::with_capacity(entries.len());
        for (key, value) in entries {
            let name = match key {
                Key::Name(name) => name.clone(),
                Key::Computed(key) => match self.settle(self.eval(key)?) {
                    Val::Opaque(_) | Val::Template(_) => return Ok(self.unknown(expr)),
                    value => value
                        .as_text()
                        .ok_or_else(|| Fail::new(format!("An object's key cannot be {}", value.kind())))?,
                },
            };
            map.insert(name, self.eval(value)?);
        }
        Ok(Val::map(map))
    }

    fn choice(&self, expr: &Expr, parts: &[Expr; 3]) -> Evaluated {
        let [condition, yes, no] = parts;
        let Some(condition) = operators::truth(&self.eval(condition)?)? else {
            return Ok(self.unknown(expr));
        };
        let (taken, left) = if condition { (yes, no) } else { (no, yes) };
        let chosen = self.eval(taken)?;
        if matches!(chosen, Val::Null | Val::Text(_) | Val::Template(_) | Val::Opaque(_)) {
            return Ok(chosen);
        }
        // What the other side would be decides its type, if that can be told.
        match self.eval(left) {
            Ok(other) => operators::side(chosen, &other),
            Err(fail) if fail.limit => Err(fail),
            Err(_) => Ok(chosen),
        }
    }

    fn unary(&self, expr: &Expr, operator: UnaryOperator, inner: &Expr) -> Evaluated {
        let value = self.eval(inner)?;
        if let Some(known) = operators::unary(operator, &value)? {
            return Ok(known);
        }
        let known = self.settled(&value).map(|value| operators::unary(operator, &value)).transpose()?;
        Ok(known.flatten().unwrap_or_else(|| self.unknown(expr)))
    }

    fn binary(&self, expr: &Expr, operator: BinaryOperator, sides: &[Expr; 2]) -> Evaluated {
        let [left, right] = sides;
        let left = self.eval(left)?;
        let right = self.eval(right)?;
        if let Some(known) = operators::binary(operator, &left, &right)? {
            return Ok(known);
        }
        let (left, right) = (self.settle(left), self.settle(right));
        Ok(operators::binary(operator, &left, &right)?.unwrap_or_else(|| self.unknown(expr)))
    }

    fn template(&self, expr: &Expr, pieces: &[Piece]) -> Evaluated {
        // "${value}" is the value itself, whatever its type.
        if let [Piece::Value(inner)] = pieces {
            return self.eval(inner);
        }
        let mut parts = Parts::default();
        Ok(if self.pieces(pieces, &mut parts)? { parts.finish() } else { self.unknown(expr) })
    }

    /// Adds the pieces; false when not even the form of the text is known.
    pub(super) fn pieces(&self, pieces: &[Piece], parts: &mut Parts) -> Result<bool, Fail> {
        for piece in pieces {
            self.world.budget.steps(1)?;
            match piece {
                Piece::Text(text) => {
                    self.world.budget.bytes(text.len())?;
                    parts.push_text(text);
                }
                Piece::Value(inner) => {
                    let value = self.eval(inner)?;
                    self.world.budget.bytes(value.as_text().map_or(0, |text| text.len()))?;
                    parts.push(&value)?;
                }
                Piece::If(condition, yes, no) => {
                    let Some(condition) = operators::truth(&self.eval(condition)?)? else { return Ok(false) };
                    if !self.pieces(if condition { yes } else { no }, parts)? {
                        return Ok(false);
                    }
                }
                Piece::For(each) => {
                    let Some(visited) = visited(&self.eval(&each.over)?)? else { return Ok(false) };
                    for (key, value) in visited {
                        let one = Bound { name: &each.value_name, value: Some(value), up: self.bound };
                        let name = each.key_name.as_deref().unwrap_or_default();
                        let two = Bound { name, value: Some(key), up: Some(&one) };
                        if !self.with(&two).pieces(&each.body, parts)? {
                            return Ok(false);
                        }
                    }
                }
            }
        }
        Ok(true)
    }

    fn for_each(&self, expr: &Expr, each: &For) -> Evaluated {
        let Some(visited) = visited(&self.eval(&each.over)?)? else { return Ok(self.unknown(expr)) };
        let mut list = Vec::new();
        let mut map = Entries::new();
        let mut groups: indexmap::IndexMap<Rc<str>, Vec<Val>> = indexmap::IndexMap::new();
        for (key, value) in visited {
            let one = Bound { name: &each.value_name, value: Some(value), up: self.bound };
            let name = each.key_name.as_deref().unwrap_or_default();
            let two = Bound { name, value: Some(key), up: Some(&one) };
            let inside = self.with(&two);
            if let Some(condition) = &each.condition {
                match operators::truth(&inside.eval(condition)?)? {
                    Some(true) => {}
                    Some(false) => continue,
                    None => return Ok(self.unknown(expr)),
                }
            }
            let Some(key) = &each.key else {
                list.push(inside.eval(&each.value)?);
                continue;
            };
            let key = match inside.settle(inside.eval(key)?) {
                Val::Opaque(_) | Val::Template(_) => return Ok(self.unknown(expr)),
                key => key.as_text().ok_or_else(|| Fail::new(format!("A key cannot be {}", key.kind())))?,
            };
            let value = inside.eval(&each.value)?;
            if each.grouped {
                groups.entry(key).or_default().push(value);
            } else if map.contains_key(&key) {
                return Err(Fail::new(format!("Two elements have the key `{key}`")));
            } else {
                map.insert(key, value);
            }
        }
        elements(list.len().max(map.len()))?;
        Ok(match (&each.key, each.grouped) {
            (None, _) => Val::list(list),
            (Some(_), false) => Val::map(map),
            (Some(_), true) => {
                Val::map(groups.into_iter().map(|(key, values)| (key, Val::list(values))).collect())
            }
        })
    }

    fn call(&self, expr: &Expr, call: &Call) -> Evaluated {
        if let Some(value) = functions::lazy(self, expr, call)? {
            return Ok(value);
        }
        let mut arguments = Vec::with_capacity(call.arguments.len());
        for argument in &call.arguments {
            arguments.push(self.eval(argument)?);
        }
        if call.spread {
            match arguments.pop() {
                Some(Val::List(values) | Val::Set(values)) => arguments.extend(values.iter().cloned()),
                Some(Val::Opaque(_) | Val::Template(_)) => return Ok(self.unknown(expr)),
                _ => return Err(Fail::new("Only a list can stand before `...`")),
            }
        }
        if let Some(known) = functions::call(self, &call.name, &arguments)? {
            return Ok(known);
        }
        // What only stands there stays a reference; a function that asks for its text gets it.
        let known = self.settled(&Val::list(arguments)).and_then(|all| all.elements().cloned());
        let known = known.map(|all| functions::call(self, &call.name, &all)).transpose()?;
        Ok(known.flatten().unwrap_or_else(|| self.unknown(expr)))
    }
}

/// What `for` visits, each with its key; nothing when the collection is not known.
pub(super) fn visited(over: &Val) -> Result<Option<Vec<(Val, Val)>>, Fail> {
    match over {
        Val::List(values) => {
            Ok(Some(values.iter().enumerate().map(|(at, value)| (Val::integer(at), value.clone())).collect()))
        }
        Val::Set(values) => Ok(Some(values.iter().map(|value| (value.clone(), value.clone())).collect())),
        Val::Map(entries) => Ok(Some(
            by_name(entries)
                .into_iter()
                .map(|(key, value)| (Val::Text(key.clone()), value.clone()))
                .collect(),
        )),
        Val::Opaque(_) | Val::Template(_) => Ok(None),
        other => Err(Fail::new(format!("`for` cannot visit {}", other.kind()))),
    }
}
