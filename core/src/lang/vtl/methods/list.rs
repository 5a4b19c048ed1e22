//! Lists, arrays, and the views of maps.

use std::cell::RefMut;

use super::{Called, Raised, flag, int, iterator, list_get, list_set, nothing, size};
use crate::lang::json::to_text;
use crate::lang::vtl::value::{Flavour, List, Side, Value, View, equal, freeze};

pub(super) fn call(value: &Value, name: &str, arguments: &[Value]) -> Called {
    if let Some(found) = read(value, name, arguments) {
        return found;
    }
    match value {
        Value::List(list) if list.flavour == Flavour::Array => match (name, arguments) {
            ("set", [Value::Int(index), item]) => list_set(value, *index, item.clone()),
            ("add" | "remove" | "clear" | "addAll", [_, ..]) => {
                Err(Raised::java("A Java array cannot grow or shrink"))
            }
            _ => Ok(Value::Null),
        },
        Value::List(list) => match change(value, list, name, arguments) {
            Some(result) => result,
            None => unknown(name, arguments),
        },
        _ => unknown(name, arguments),
    }
}

fn unknown(name: &str, arguments: &[Value]) -> Called {
    match (name, arguments) {
        ("stream" | "parallelStream" | "spliterator" | "listIterator" | "clone", []) => {
            Err(Raised::unsupported(name))
        }
        ("listIterator", [Value::Int(_)]) | ("merge", [_]) => Err(Raised::unsupported(name)),
        _ => Ok(Value::Null),
    }
}

/// Methods that change nothing.
fn read(value: &Value, name: &str, arguments: &[Value]) -> Option<Called> {
    let items = || value.items().unwrap_or_default();
    let position = |wanted: &Value| items().iter().position(|item| equal(item, wanted));
    Some(match (name, arguments) {
        ("size", []) => int(size(value).unwrap_or(0)),
        ("isEmpty", []) => flag(size(value) == Some(0)),
        ("get", [Value::Int(index)]) => list_get(value, *index),
        ("contains", [wanted]) => flag(position(wanted).is_some()),
        ("indexOf", [wanted]) => at(position(wanted)),
        ("lastIndexOf", [wanted]) => at(items().iter().rposition(|item| equal(item, wanted))),
        ("containsAll", [other]) => {
            let wanted = collection(other)?;
            let own = items();
            flag(wanted.iter().all(|wanted| own.iter().any(|item| equal(item, wanted))))
        }
        ("subList", [Value::Int(start), Value::Int(end)]) => sub_list(value, *start, *end),
        ("iterator", []) => Ok(iterator(items())),
        ("toArray", []) => Ok(Value::list(items(), Flavour::Array)),
        ("toJSONString", []) if is_json(value) => match freeze(value) {
            Some(json) => Ok(Value::text(&to_text(&json))),
            None => Err(Raised::unsupported("toJSONString")),
        },
        ("hashCode", []) => Err(Raised::unsupported("hashCode")),
        _ => return None,
    })
}

fn is_json(value: &Value) -> bool {
    match value {
        Value::Items(_, flavour) => *flavour == Flavour::Json,
        Value::List(list) => list.flavour == Flavour::Json,
        _ => false,
    }
}

fn at(position: Option<usize>) -> Called {
    position.map_or(Ok(Value::Int(-1)), int)
}

fn sub_list(value: &Value, start: i32, end: i32) -> Called {
    let items = value.items().unwrap_or_default();
    let length = items.len();
    let range = usize::try_from(start).ok().zip(usize::try_from(end).ok());
    match range.and_then(|(start, end)| items.get(start..end)) {
        Some(part) => Ok(Value::list(part.to_vec(), Flavour::Java)),
        None => Err(Raised::java(format!("Items {start} to {end} are out of bounds for length {length}"))),
    }
}

/// The items of what Java calls a Collection.
pub(super) fn collection(value: &Value) -> Option<Vec<Value>> {
    match value {
        Value::List(list) if list.flavour == Flavour::Array => None,
        Value::Items(..) | Value::List(_) | Value::View(_) => value.items(),
        _ => None,
    }
}

/// Puts items into the list.
fn insert(list: &List, index: i32, new: Vec<Value>, result: Called) -> Called {
    let mut items = borrow(list)?;
    let length = items.len();
    let Some(at) = usize::try_from(index).ok().filter(|at| *at <= length) else {
        return Err(super::out_of_bounds(index, length));
    };
    items.splice(at..at, new);
    resized(list);
    result
}

fn resized(list: &List) {
    list.changes.set(list.changes.get().wrapping_add(1));
}

/// Methods that change the list; none when there is no such method.
fn change(value: &Value, list: &List, name: &str, arguments: &[Value]) -> Option<Called> {
    let end = i32::try_from(size(value).unwrap_or(0)).unwrap_or(i32::MAX);
    Some(match (name, arguments) {
        ("set", [Value::Int(index), item]) => list_set(value, *index, item.clone()),
        ("add", [item]) => insert(list, end, vec![item.clone()], flag(true)),
        ("add", [Value::Int(index), item]) => insert(list, *index, vec![item.clone()], nothing()),
        ("appendElement", [item]) if list.flavour == Flavour::Json => {
            insert(list, end, vec![item.clone()], Ok(value.clone()))
        }
        ("addAll", [other]) => {
            let new = collection(other)?;
            let grows = flag(!new.is_empty());
            insert(list, end, new, grows)
        }
        ("addAll", [Value::Int(index), other]) => {
            let new = collection(other)?;
            let grows = flag(!new.is_empty());
            insert(list, *index, new, grows)
        }
        ("remove", [Value::Int(index)]) => remove_at(list, *index),
        ("remove", [wanted]) => {
            let position = value.items()?.iter().position(|item| equal(item, wanted));
            match position.and_then(|at| i32::try_from(at).ok()) {
                Some(at) => remove_at(list, at).and_then(|_| flag(true)),
                None => flag(false),
            }
        }
        ("removeAll" | "retainAll", [other]) => keep(value, list, &collection(other)?, name == "retainAll"),
        ("clear", []) => borrow(list).and_then(|mut items| {
            items.clear();
            resized(list);
            nothing()
        }),
        _ => return None,
    })
}

fn remove_at(list: &List, index: i32) -> Called {
    let mut items = borrow(list)?;
    match usize::try_from(index).ok().filter(|at| *at < items.len()) {
        Some(at) => {
            resized(list);
            Ok(items.remove(at))
        }
        None => Err(super::out_of_bounds(index, items.len())),
    }
}

/// Keeps the items that are wanted, or the others.
fn keep(value: &Value, list: &List, wanted: &[Value], keeps: bool) -> Called {
    let all = value.items().unwrap_or_default();
    let length = all.len();
    let kept: Vec<Value> =
        all.into_iter().filter(|item| wanted.iter().any(|wanted| equal(item, wanted)) == keeps).collect();
    let changed = kept.len() != length;
    if changed {
        *borrow(list)? = kept;
        resized(list);
    }
    flag(changed)
}

fn borrow(list: &List) -> Result<RefMut<'_, Vec<Value>>, Raised> {
    list.items.try_borrow_mut().map_err(|_| Raised::unsupported("a change of a list that is being read"))
}

/// Methods of `keySet()`, `values()` and `entrySet()`.
pub(super) fn call_view(view: &View, value: &Value, name: &str, arguments: &[Value]) -> Called {
    match (name, arguments) {
        ("get" | "subList" | "indexOf" | "lastIndexOf", _) => return Ok(Value::Null),
        ("addAll", [other]) if collection(other).is_some_and(|new| new.is_empty()) => return flag(false),
        ("addAll", [other]) if collection(other).is_none() => return Ok(Value::Null),
        ("add" | "addAll", [_]) => return Err(Raised::java("A view of a map cannot grow")),
        ("remove", [wanted]) => {
            let items = view.items();
            let keys = view.map.map_keys();
            let found = items.iter().zip(keys).find(|(item, _)| equal(item, wanted)).map(|(_, key)| key);
            return match found {
                Some(key) => {
                    super::map::call(&view.map, "remove", &[key])?;
                    flag(true)
                }
                None => flag(false),
            };
        }
        ("clear", []) => return super::map::call(&view.map, "clear", &[]),
        ("retainAll" | "removeAll", [_]) => return Err(Raised::unsupported(name)),
        _ => {}
    }
    debug_assert!(matches!(view.side, Side::Keys | Side::Values | Side::Entries));
    match read(value, name, arguments) {
        Some(result) => result,
        None => unknown(name, arguments),
    }
}
