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

/// Methods that change the list; none when there is no such method.
fn change(value: &Value, list: &List, name: &str, arguments: &[Value]) -> Option<Called> {
    let resized = || list.changes.set(list.changes.get().wrapping_add(1));
    let length = size(value).unwrap_or(0);
    let insert = |index: i32, new: Vec<Value>, result: Called| {
        let Some(at) = usize::try_from(index).ok().filter(|at| *at <= length) else {
            return Err(super::out_of_bounds(index, length));
        };
        let mut items = borrow(list)?;
        items.splice(at..at, new);
        resized();
        result
    };
    Some(match (name, arguments) {
        ("set", [Value::Int(index), item]) => list_set(value, *index, item.clone()),
        ("add", [item]) => insert(i32::try_from(length).unwrap_or(i32::MAX), vec![item.clone()], flag(true)),
        ("appendElement", [item]) if list.flavour == Flavour::Json => {
            insert(i32::try_from(length).unwrap_or(i32::MAX), vec![item.clone()], Ok(value.clone()))
        }
        ("add", [Value::Int(index), item]) => insert(*index, vec![item.clone()], nothing()),
        ("addAll", [other]) => {
            let new = collection(other)?;
            let grows = !new.is_empty();
            insert(i32::try_from(length).unwrap_or(i32::MAX), new, flag(grows))
        }
        ("addAll", [Value::Int(index), other]) => {
            let new = collection(other)?;
            let grows = !new.is_empty();
            insert(*index, new, flag(grows))
        }
        ("remove", [Value::Int(index)]) => {
            let mut items = match borrow(list) {
                Ok(items) => items,
                Err(raised) => return Some(Err(raised)),
            };
            match usize::try_from(*index).ok().filter(|at| *at < length) {
                Some(at) => {
                    resized();
                    Ok(items.remove(at))
                }
                None => Err(super::out_of_bounds(*index, length)),
            }
        }
        ("remove", [wanted]) => {
            let position = value.items()?.iter().position(|item| equal(item, wanted));
            if let (Some(at), Ok(mut items)) = (position, borrow(list)) {
                items.remove(at);
                resized();
            }
            flag(position.is_some())
        }
        ("removeAll" | "retainAll", [other]) => {
            let wanted = collection(other)?;
            let keeps = name == "retainAll";
            let kept: Vec<Value> = value
                .items()?
                .into_iter()
                .filter(|item| wanted.iter().any(|wanted| equal(item, wanted)) == keeps)
                .collect();
            let changed = kept.len() != length;
            if let (true, Ok(mut items)) = (changed, borrow(list)) {
                *items = kept;
                resized();
            }
            flag(changed)
        }
        ("clear", []) => {
            if let Ok(mut items) = borrow(list) {
                items.clear();
                resized();
            }
            nothing()
        }
        _ => return None,
    })
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
