//! Java's `equals`.

use std::rc::Rc;
use std::sync::Arc;

use super::{Flavour, Value, frozen};
use crate::lang::vtl::limits::VALUE_DEPTH_MAX;

/// Whether two values are equal, as Java's `equals` says: an Integer is never equal to a Long.
pub(crate) fn equal(left: &Value, right: &Value) -> bool {
    // Fuel, because a list can hold another one many times over.
    same(left, right, 0, &mut 1_000_000)
}

fn same(left: &Value, right: &Value, depth: u32, fuel: &mut u32) -> bool {
    if depth > VALUE_DEPTH_MAX || *fuel == 0 {
        return false;
    }
    *fuel -= 1;
    match (left, right) {
        (Value::Null | Value::Masked, Value::Null | Value::Masked) => true,
        (Value::Bool(left), Value::Bool(right)) => left == right,
        (Value::Int(left), Value::Int(right)) => left == right,
        (Value::Long(left), Value::Long(right)) => left == right,
        (Value::Double(left), Value::Double(right)) => left.to_bits() == right.to_bits(),
        (Value::Big(left), Value::Big(right)) => left == right,
        (Value::Decimal(left), Value::Decimal(right)) => left == right,
        (Value::Char(left), Value::Char(right)) => left == right,
        (Value::Text(left), Value::Text(right)) => left == right,
        (Value::Input, Value::Input) | (Value::Util, Value::Util) => true,
        (Value::Block(left), Value::Block(right)) => Rc::ptr_eq(left, right),
        (Value::Iterator(left), Value::Iterator(right)) => Rc::ptr_eq(left, right),
        (Value::List(left), Value::List(right)) if Rc::ptr_eq(left, right) => true,
        (Value::Map(left), Value::Map(right)) if Rc::ptr_eq(left, right) => true,
        (Value::Items(left, _), Value::Items(right, _)) if Arc::ptr_eq(left, right) => true,
        (Value::Entry(one), Value::Entry(other)) => {
            same(&one.key, &other.key, depth + 1, fuel)
                && same(&one.map.map_get(&one.key), &other.map.map_get(&other.key), depth + 1, fuel)
        }
        _ if is_map(left) && is_map(right) => same_maps(left, right, depth, fuel),
        _ => match (list(left), list(right)) {
            (Some(left), Some(right)) => {
                left.len() == right.len()
                    && left.iter().zip(&right).all(|(left, right)| same(left, right, depth + 1, fuel))
            }
            _ => false,
        },
    }
}

fn same_maps(left: &Value, right: &Value, depth: u32, fuel: &mut u32) -> bool {
    left.map_len() == right.map_len()
        && left.map_keys().iter().all(|key| same(&left.map_get(key), &right.map_get(key), depth + 1, fuel))
}

fn is_map(value: &Value) -> bool {
    matches!(value, Value::Members(..) | Value::Map(_) | Value::Loop(_))
}

/// The items of what Java calls a List; arrays and views are none.
fn list(value: &Value) -> Option<Vec<Value>> {
    match value {
        Value::Items(items, flavour) => Some(items.iter().map(|item| frozen(item, *flavour)).collect()),
        Value::List(list) if list.flavour != Flavour::Array => Some(list.items.try_borrow().ok()?.clone()),
        _ => None,
    }
}
