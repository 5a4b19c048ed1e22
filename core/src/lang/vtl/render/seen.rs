//! What references lead to, and what is asked of that.

use super::input::{Part, simple_path};
use super::out::Out;
use super::print::{push_int, push_json};
use crate::lang::json::{Json, Members};
use crate::lang::vtl::ast::{OfLoop, Operator};
use crate::lang::vtl::inputs::{Inputs, PARAMETER_PARTS};
use crate::lang::vtl::value::{Flavour, LoopScope, Value, frozen, held, member};

/// What a reference leads to.
#[derive(Clone, Copy)]
pub(in crate::lang::vtl) enum Look<'m> {
    /// No value, which AWS takes for the empty text.
    Nothing,
    Json(&'m Json, Flavour),
    Value(&'m Value),
    Text(&'m str),
    Int(i32),
    Bool(bool),
}

/// The variables of a run, by their slots.
pub(super) trait Slots<'m>: Copy {
    /// What a variable holds; none when that is not plain.
    fn seen(self, slot: u32) -> Option<Look<'m>>;
}

impl<'m> Slots<'m> for &'m [Value] {
    #[inline]
    fn seen(self, slot: u32) -> Option<Look<'m>> {
        Some(match self.get(slot as usize)? {
            Value::Null | Value::Masked => Look::Nothing,
            Value::Block(_) => return None,
            value => Look::Value(value),
        })
    }
}

impl<'m> Slots<'m> for &[Look<'m>] {
    #[inline]
    fn seen(self, slot: u32) -> Option<Look<'m>> {
        self.get(slot as usize).copied()
    }
}

impl<'m> Look<'m> {
    /// As a value; none for nothing.
    pub(super) fn value(self) -> Option<Value> {
        Some(match self {
            Look::Nothing => return None,
            Look::Json(json, flavour) => frozen(json, flavour),
            Look::Value(value) => value.clone(),
            Look::Text(text) => Value::text(text),
            Look::Int(number) => Value::Int(number),
            Look::Bool(flag) => Value::Bool(flag),
        })
    }

    /// The text when it is one; nothing counts as the empty text.
    pub(in crate::lang::vtl) fn text(self) -> Option<&'m str> {
        match self {
            Look::Nothing => Some(""),
            Look::Json(Json::String(text), _) | Look::Value(Value::Text(text)) => Some(text),
            Look::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number when it is a whole one.
    pub(in crate::lang::vtl) fn whole(self) -> Option<i64> {
        match self {
            Look::Json(Json::Int(number), _) | Look::Value(Value::Long(number)) => Some(*number),
            Look::Value(Value::Int(number)) => Some(i64::from(*number)),
            Look::Int(number) => Some(i64::from(number)),
            _ => None,
        }
    }

    /// The Boolean when it is one.
    pub(in crate::lang::vtl) fn flag(self) -> Option<bool> {
        match self {
            Look::Json(Json::Bool(flag), _) | Look::Value(Value::Bool(flag)) => Some(*flag),
            Look::Bool(flag) => Some(flag),
            _ => None,
        }
    }

    /// Prints it; false when it takes more than that.
    pub(in crate::lang::vtl) fn push(self, out: &mut Out) -> bool {
        match self {
            Look::Nothing => {}
            Look::Json(Json::String(text), _) | Look::Value(Value::Text(text)) => out.push_str(text),
            Look::Json(Json::Int(number), _) => push_int(out, *number),
            Look::Json(json, flavour) => push_json(out, json, flavour),
            Look::Text(text) => out.push_str(text),
            Look::Int(number) | Look::Value(&Value::Int(number)) => push_int(out, i64::from(number)),
            Look::Bool(flag) | Look::Value(&Value::Bool(flag)) => {
                out.push_str(if flag { "true" } else { "false" });
            }
            Look::Value(_) => return false,
        }
        true
    }
}

/// Prints a property of an object.
#[inline]
pub(super) fn push_member(members: &Members, name: &[u8], flavour: Flavour, out: &mut Out) {
    push_found(member(members, name), flavour, out);
}

/// Prints a property's value.
#[inline]
pub(super) fn push_found(found: Option<&Json>, flavour: Flavour, out: &mut Out) {
    match found {
        None | Some(Json::Null) => {}
        Some(Json::String(text)) => out.push_str(text),
        Some(Json::Int(number)) => push_int(out, *number),
        Some(found) => push_rest(out, found, flavour),
    }
}

/// What is rarer than texts and whole numbers.
#[inline(never)]
fn push_rest(out: &mut Out, json: &Json, flavour: Flavour) {
    push_json(out, json, flavour);
}

pub(super) fn of_loop<'m>(scope: &LoopScope, known: OfLoop) -> Option<Look<'m>> {
    let index = scope.index.get();
    Some(match known {
        OfLoop::Index => Look::Int(index),
        OfLoop::Count => Look::Int(index + 1),
        OfLoop::HasNext => Look::Bool(scope.has_next.get()),
        OfLoop::First => Look::Bool(index < 1),
        OfLoop::Last => Look::Bool(!scope.has_next.get()),
        OfLoop::Parent | OfLoop::Topmost | OfLoop::Replaced => return None,
    })
}

/// What `$input.params(name)` gives.
pub(in crate::lang::vtl) fn parameter<'i>(inputs: &'i Inputs, name: &str) -> Option<&'i Json> {
    let parts = PARAMETER_PARTS.iter().filter_map(|part| held(inputs.params(), part));
    let mut found = parts.filter_map(|part| held(part, name));
    found.find(|value| !matches!(value, Json::Null))
}

/// What a path that needs no JSONPath finds; none when it needs one.
pub(in crate::lang::vtl) fn plain<'j>(json: &'j Json, path: &str) -> Option<Option<&'j Json>> {
    let mut found = Some(json);
    for part in simple_path(path)? {
        found = match (part?, found) {
            (Part::Name(name), Some(Json::Object(members))) => member(members, name.as_bytes()),
            (Part::Index(index), Some(Json::Array(items))) => items.get(index),
            _ => None,
        };
    }
    Some(found.filter(|found| !matches!(found, Json::Null)))
}

/// What a comparison gives; none when its sides are neither whole numbers nor texts.
pub(in crate::lang::vtl) fn decide(operator: Operator, left: Look<'_>, right: Look<'_>) -> Option<bool> {
    if let (Some(left), Some(right)) = (left.whole(), right.whole()) {
        return Some(match operator {
            Operator::Equal => left == right,
            Operator::NotEqual => left != right,
            Operator::Less => left < right,
            Operator::LessEqual => left <= right,
            Operator::Greater => left > right,
            Operator::GreaterEqual => left >= right,
            _ => return None,
        });
    }
    match operator {
        Operator::Equal => Some(left.text()? == right.text()?),
        Operator::NotEqual => Some(left.text()? != right.text()?),
        _ => None,
    }
}
