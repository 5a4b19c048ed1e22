//! Maps.

use std::rc::Rc;

use super::{Called, Raised, flag, int, nothing};
use crate::lang::vtl::value::{Key, Side, Value, View, equal};

pub(super) fn call(value: &Value, name: &str, arguments: &[Value]) -> Called {
    let has = |key: &Value| match value {
        Value::Map(map) => {
            map.entries.try_borrow().is_ok_and(|entries| entries.contains_key(&Key(key.clone())))
        }
        _ => value.map_keys().iter().any(|known| equal(known, key)),
    };
    let view = |side| Ok(Value::View(Rc::new(View { side, map: value.clone() })));
    match (name, arguments) {
        ("get", [key]) => Ok(value.map_get(key)),
        ("containsKey", [key]) => flag(has(key)),
        ("containsValue", [wanted]) => {
            flag(value.map_keys().iter().any(|key| equal(&value.map_get(key), wanted)))
        }
        ("getOrDefault", [key, default]) => Ok(if has(key) { value.map_get(key) } else { default.clone() }),
        ("size", []) => int(value.map_len()),
        ("isEmpty", []) => flag(value.map_len() == 0),
        ("keySet", []) => view(Side::Keys),
        ("values", []) => view(Side::Values),
        ("entrySet", []) => view(Side::Entries),
        ("hashCode", []) => Err(Raised::unsupported("hashCode")),
        ("clone", []) => Err(Raised::unsupported(name)),
        _ => change(value, name, arguments, has),
    }
}

fn change(value: &Value, name: &str, arguments: &[Value], has: impl Fn(&Value) -> bool) -> Called {
    let map = match value {
        Value::Map(map) => map,
        Value::Loop(scope) => &scope.own,
        _ => return Ok(Value::Null),
    };
    match (name, arguments) {
        ("put", [key, item]) => Ok(map.put(key.clone(), item.clone())),
        ("putIfAbsent", [key, item]) => {
            let former = map.get(key);
            if former.is_null() {
                map.put(key.clone(), item.clone());
            }
            Ok(former)
        }
        ("putAll", [other @ (Value::Members(..) | Value::Map(_) | Value::Loop(_))]) => {
            for key in other.map_keys() {
                let item = other.map_get(&key);
                map.put(key, item);
            }
            nothing()
        }
        ("replace", [key, item]) => {
            Ok(if has(key) { map.put(key.clone(), item.clone()) } else { Value::Null })
        }
        ("remove", [key]) => {
            let Ok(mut entries) = map.entries.try_borrow_mut() else { return Ok(Value::Null) };
            match entries.shift_remove(&Key(key.clone())) {
                Some(former) => {
                    map.changes.set(map.changes.get().wrapping_add(1));
                    Ok(former)
                }
                None => Ok(Value::Null),
            }
        }
        ("clear", []) => {
            if let Ok(mut entries) = map.entries.try_borrow_mut() {
                entries.clear();
                map.changes.set(map.changes.get().wrapping_add(1));
            }
            nothing()
        }
        ("remove", [_, _]) | ("replace", [_, _, _]) => Err(Raised::unsupported(name)),
        _ => Ok(Value::Null),
    }
}
