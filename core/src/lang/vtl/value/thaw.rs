//! JSON to values and back.

use std::rc::Rc;
use std::sync::Arc;

use super::{Flavour, Map, Value};
use crate::lang::json::{Json, Members};
use crate::lang::vtl::limits::VALUE_DEPTH_MAX;

/// The value of some JSON, which shares its arrays and objects and cannot change.
pub(crate) fn frozen(json: &Json, flavour: Flavour) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Int(number) => whole(*number),
        Json::BigInt(digits) => Value::Big(digits.clone()),
        Json::Double(number) => Value::Double(*number),
        Json::Decimal(number) => Value::Decimal(number.clone()),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(items) => Value::Items(items.clone(), flavour),
        Json::Object(members) => Value::Members(members.clone(), flavour),
    }
}

/// An Integer when the number fits one, else a Long.
pub(crate) fn whole(number: i64) -> Value {
    i32::try_from(number).map_or(Value::Long(number), Value::Int)
}

/// The value of some JSON in lists and maps of its own, which can change.
pub(crate) fn thaw(json: &Json, flavour: Flavour) -> Value {
    match json {
        Json::Array(items) => Value::list(items.iter().map(|item| thaw(item, flavour)).collect(), flavour),
        Json::Object(members) => {
            let map = Map::default();
            for (name, member) in members.iter() {
                map.put(Value::Text(name.clone()), thaw(member, flavour));
            }
            Value::Map(Rc::new(map))
        }
        scalar => frozen(scalar, flavour),
    }
}

/// The JSON of a value; none when it nests too deep, holds itself, or is no JSON.
pub(crate) fn freeze(value: &Value) -> Option<Json> {
    freeze_at(value, 0)
}

fn freeze_at(value: &Value, depth: u32) -> Option<Json> {
    if depth > VALUE_DEPTH_MAX {
        return None;
    }
    Some(match value {
        Value::Null | Value::Masked => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Int(number) => Json::Int(i64::from(*number)),
        Value::Long(number) => Json::Int(*number),
        Value::Double(number) => Json::Double(*number),
        Value::Big(digits) => Json::BigInt(digits.clone()),
        Value::Decimal(number) => Json::Decimal(number.clone()),
        Value::Char(unit) => Json::String(String::from_utf16_lossy(&[*unit]).into()),
        Value::Text(text) => Json::String(text.clone()),
        Value::Items(items, _) => Json::Array(items.clone()),
        Value::Members(members, _) => Json::Object(members.clone()),
        Value::List(list) => {
            let items = list.items.try_borrow().ok()?;
            Json::Array(Arc::new(items.iter().map(|item| freeze_at(item, depth + 1)).collect::<Option<_>>()?))
        }
        Value::Map(map) => {
            let entries = map.entries.try_borrow().ok()?;
            let mut members = Members::default();
            for (key, entry) in entries.iter() {
                let Value::Text(name) = &key.0 else { return None };
                members.insert(name.clone(), freeze_at(entry, depth + 1)?);
            }
            Json::Object(Arc::new(members))
        }
        _ => return None,
    })
}
