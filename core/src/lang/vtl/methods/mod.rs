//! The methods of Java's classes that templates call.
//!
//! A method that a class does not have gives null, which prints as nothing, as on AWS. What Java has and the studio
//! has not is an error that says so: it is not guessed.

mod list;
mod map;
mod other;
mod string;
mod string_parts;
pub(crate) mod util;

use std::rc::Rc;

use super::ast::OfLoop;
use super::value::{Flavour, LoopScope, Value, Walk};

/// A Java exception, or a limit of the studio.
#[derive(Debug)]
pub(crate) struct Raised {
    pub message: String,
    /// The studio does not run it; Java would.
    pub ours: bool,
}

pub(crate) type Called = Result<Value, Raised>;

impl Raised {
    pub fn java(message: impl Into<String>) -> Raised {
        Raised { message: message.into(), ours: false }
    }

    pub fn unsupported(what: &str) -> Raised {
        Raised { message: format!("The studio does not run `{what}`"), ours: true }
    }
}

/// Calls a method; null when the class has none of that name for these arguments.
///
/// What patterns take, which is not known beforehand, is taken off the steps.
pub(crate) fn call(value: &Value, name: &str, arguments: &[Value], steps: &mut u64) -> Called {
    match (name, arguments) {
        ("equals", [other]) => return Ok(Value::Bool(super::value::equal(value, other))),
        ("getClass" | "wait" | "notify" | "notifyAll", _) => return Err(Raised::unsupported(name)),
        _ => {}
    }
    match value {
        Value::Text(text) => string::call(text, name, arguments, steps),
        Value::Items(..) | Value::List(_) => list::call(value, name, arguments),
        Value::Members(..) | Value::Map(_) => map::call(value, name, arguments),
        Value::View(view) => list::call_view(view, value, name, arguments),
        Value::Loop(scope) => match (name, arguments) {
            ("hasNext", []) => Ok(Value::Bool(scope.has_next.get())),
            (_, []) => {
                let property = name.strip_prefix("get").or_else(|| name.strip_prefix("is"));
                let found = property
                    .and_then(|name| OfLoop::named(name.as_bytes()))
                    .map_or(Value::Null, |property| of_loop(scope, property));
                if found.is_null() { map::call(value, name, arguments) } else { Ok(found) }
            }
            _ => map::call(value, name, arguments),
        },
        _ => other::call(value, name, arguments),
    }
}

/// A property of a value that is no map: its getter.
pub(crate) fn property(value: &Value, name: &str) -> Called {
    let lower = |first: &str| name == first || (name.len() == first.len() && decapitalized(name) == first);
    Ok(match value {
        Value::Text(text) if lower("empty") => Value::Bool(text.is_empty()),
        Value::Text(text) if lower("blank") => Value::Bool(text.trim().is_empty()),
        Value::Text(_) if lower("bytes") => return Err(Raised::unsupported("String.getBytes()")),
        Value::Items(..) | Value::List(_) | Value::View(_) if lower("empty") => {
            return match value {
                Value::List(list) if list.flavour == Flavour::Array => Ok(Value::Null),
                _ => Ok(Value::Bool(size(value) == Some(0))),
            };
        }
        Value::Entry(entry) if lower("key") => entry.key.clone(),
        Value::Entry(entry) if lower("value") => entry.map.map_get(&entry.key),
        Value::Double(number) if lower("naN") => Value::Bool(number.is_nan()),
        Value::Double(number) if lower("infinite") => Value::Bool(number.is_infinite()),
        _ => Value::Null,
    })
}

fn decapitalized(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| first.to_ascii_lowercase().to_string() + letters.as_str())
}

/// A property that `$foreach` has of its own.
pub(crate) fn of_loop(scope: &Rc<LoopScope>, property: OfLoop) -> Value {
    let index = scope.index.get();
    match property {
        OfLoop::Index => Value::Int(index),
        OfLoop::Count => Value::Int(index + 1),
        OfLoop::HasNext => Value::Bool(scope.has_next.get()),
        OfLoop::First => Value::Bool(index < 1),
        OfLoop::Last => Value::Bool(!scope.has_next.get()),
        OfLoop::Parent => scope.parent.as_ref().map_or(Value::Null, |parent| Value::Loop(parent.clone())),
        OfLoop::Topmost => {
            let mut top = scope;
            while let Some(parent) = &top.parent {
                top = parent;
            }
            Value::Loop(top.clone())
        }
        OfLoop::Replaced => {
            let mut top = scope;
            while let (Value::Null, Some(parent)) = (&top.replaced, &top.parent) {
                top = parent;
            }
            top.replaced.clone()
        }
    }
}

/// The size of anything that has `size()`.
pub(crate) fn size(value: &Value) -> Option<usize> {
    match value {
        Value::Items(items, _) => Some(items.len()),
        Value::List(list) => Some(list.items.try_borrow().map_or(0, |items| items.len())),
        Value::Members(..) | Value::Map(_) | Value::Loop(_) => Some(value.map_len()),
        Value::View(view) => Some(view.map.map_len()),
        _ => None,
    }
}

/// Steps that an item costs that `addAll` or `putAll` takes in.
const TAKEN_STEPS: u64 = 8;

/// How much work a call on the value may be, in steps.
///
/// Items that a list or a map takes in cost the most: they stay, and memory has to end before the studio's does.
pub(crate) fn cost(value: &Value, name: &str, arguments: &[Value]) -> u64 {
    let taken = match (name, arguments) {
        ("addAll" | "putAll", [.., from]) => TAKEN_STEPS * size(from).unwrap_or(0) as u64,
        // Each item is compared with each.
        ("containsAll" | "removeAll" | "retainAll", [other]) => {
            (size(value).unwrap_or(0) as u64).saturating_mul(size(other).unwrap_or(0) as u64)
        }
        _ => arguments.iter().map(weight).sum(),
    };
    weight(value).saturating_add(taken)
}

/// How much work it is to read or make a value, in steps.
pub(crate) fn weight(value: &Value) -> u64 {
    match value {
        Value::Text(text) => 1 + text.len() as u64 / 16,
        _ => 1 + size(value).unwrap_or(0) as u64 / 4,
    }
}

pub(crate) fn list_get(list: &Value, index: i32) -> Called {
    let found = match (list, usize::try_from(index)) {
        (Value::Items(items, flavour), Ok(at)) => {
            items.get(at).map(|item| super::value::frozen(item, *flavour))
        }
        (Value::List(list), Ok(at)) => list.items.try_borrow().ok().and_then(|items| items.get(at).cloned()),
        _ => None,
    };
    found.ok_or_else(|| out_of_bounds(index, size(list).unwrap_or(0)))
}

/// Replaces an item and gives the former one.
pub(crate) fn list_set(list: &Value, index: i32, value: Value) -> Called {
    let Value::List(inner) = list else { return Ok(Value::Null) };
    let length = size(list).unwrap_or(0);
    let Ok(mut items) = inner.items.try_borrow_mut() else { return Ok(Value::Null) };
    match usize::try_from(index).ok().and_then(|at| items.get_mut(at)) {
        Some(place) => Ok(std::mem::replace(place, value)),
        None => Err(out_of_bounds(index, length)),
    }
}

fn out_of_bounds(index: i32, length: usize) -> Raised {
    Raised::java(format!("Index {index} out of bounds for length {length}"))
}

/// A Boolean.
fn flag(flag: bool) -> Called {
    Ok(Value::Bool(flag))
}

/// A size or an index as an Integer.
fn int(number: usize) -> Called {
    Ok(Value::Int(i32::try_from(number).unwrap_or(i32::MAX)))
}

fn iterator(items: Vec<Value>) -> Value {
    Value::Iterator(Rc::new(Walk { items, next: std::cell::Cell::new(0) }))
}

/// What a method without a result gives.
fn nothing() -> Called {
    Ok(Value::text(""))
}
