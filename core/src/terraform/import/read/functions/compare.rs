//! Functions that compare elements, so that those have to be known.

use std::rc::Rc;

use super::super::eval::Context;
use super::super::limits::Fail;
use super::super::operators::{equal, order, set, truth};
use super::super::value::{Entries, Val, by_name};
use super::collection::wanted;
use super::{Called, argument, is_unknown, list_at};

pub(super) fn call(_: &Context<'_, '_>, name: &str, arguments: &[Val]) -> Called {
    let list = |at: usize| list_at(arguments, at);
    let known = arguments.iter().all(Val::is_known);
    let made = match name {
        "contains" | "zipmap" if arguments.first().is_none_or(is_unknown) => return Ok(None),
        "zipmap" if arguments.get(1).is_none_or(is_unknown) => return Ok(None),
        "zipmap" => return zipmap(list(0)?, list(1)?),
        "contains" => {
            let wanted = argument(arguments, 1)?;
            if !wanted.is_known() {
                return Ok(None);
            }
            match list(0)?.iter().any(|value| equal(value, wanted)) {
                true => Val::Bool(true),
                false if known => Val::Bool(false),
                false => return Ok(None),
            }
        }
        _ if !known => return Ok(None),
        "distinct" => distinct(list(0)?),
        "compact" => Val::list(
            list(0)?
                .iter()
                .filter(|value| !matches!(value, Val::Null) && value.as_text().as_deref() != Some(""))
                .cloned()
                .collect(),
        ),
        "sort" => {
            let mut sorted: Vec<Rc<str>> = Vec::new();
            for value in list(0)? {
                sorted.push(value.as_text().ok_or_else(|| wanted("A list of texts", value))?);
            }
            sorted.sort();
            Val::list(sorted.into_iter().map(Val::Text).collect())
        }
        "index" => {
            let wanted = argument(arguments, 1)?;
            let found = list(0)?.iter().position(|value| equal(value, wanted));
            Val::integer(found.ok_or_else(|| Fail::new("`index` finds nothing"))?)
        }
        "alltrue" => Val::Bool(truths(list(0)?)?.iter().all(|value| *value)),
        "anytrue" => Val::Bool(truths(list(0)?)?.iter().any(|value| *value)),
        "transpose" => return transpose(argument(arguments, 0)?),
        "matchkeys" => {
            let (values, keys, searched) = (list(0)?, list(1)?, list(2)?);
            Val::list(
                values
                    .iter()
                    .zip(keys)
                    .filter(|(_, key)| searched.contains(key))
                    .map(|(value, _)| value.clone())
                    .collect(),
            )
        }
        _ => return sets(name, arguments),
    };
    Ok(Some(made))
}

fn zipmap(keys: &[Val], values: &[Val]) -> Called {
    if keys.len() != values.len() {
        return Err(Fail::new("`zipmap` is given more keys than values, or fewer"));
    }
    let mut map = Entries::new();
    for (key, value) in keys.iter().zip(values) {
        match key.as_text() {
            Some(key) => drop(map.insert(key, value.clone())),
            None => return Ok(None),
        }
    }
    Ok(Some(Val::map(map)))
}

fn distinct(values: &[Val]) -> Val {
    let mut kept: Vec<Val> = Vec::new();
    let mut seen = indexmap::IndexSet::new();
    for value in values {
        let new = match value {
            Val::Text(text) => seen.insert(text.clone()),
            other => !kept.iter().any(|one| equal(one, other)),
        };
        if new {
            kept.push(value.clone());
        }
    }
    Val::list(kept)
}

fn sets(name: &str, arguments: &[Val]) -> Called {
    let list = |at: usize| list_at(arguments, at);
    let made = match name {
        "setunion" => {
            let mut all = Vec::new();
            for at in 0..arguments.len() {
                all.extend_from_slice(list(at)?);
            }
            if arguments.is_empty() {
                return Err(Fail::new("`setunion` is given nothing"));
            }
            set(all)?
        }
        "setintersection" => {
            let mut kept = list(0)?.to_vec();
            for at in 1..arguments.len() {
                let other = list(at)?;
                kept.retain(|value| other.contains(value));
            }
            set(kept)?
        }
        "setsubtract" => {
            let (one, other) = (list(0)?, list(1)?);
            set(one.iter().filter(|value| !other.contains(value)).cloned().collect())?
        }
        _ => return Ok(None),
    };
    Ok(Some(made))
}

fn truths(values: &[Val]) -> Result<Vec<bool>, Fail> {
    values.iter().map(|value| Ok(truth(value)?.unwrap_or(false))).collect()
}

fn transpose(value: &Val) -> Called {
    let Val::Map(entries) = value else { return Err(wanted("A map of lists", value)) };
    let mut all: indexmap::IndexMap<Rc<str>, Vec<Val>> = indexmap::IndexMap::new();
    for (key, list) in by_name(entries) {
        for value in list.elements().map(|list| list.as_slice()).unwrap_or_default() {
            let name = value.as_text().ok_or_else(|| wanted("A text", value))?;
            all.entry(name).or_default().push(Val::Text(key.clone()));
        }
    }
    for list in all.values_mut() {
        list.sort_by(order);
    }
    Ok(Some(Val::map(all.into_iter().map(|(key, values)| (key, Val::list(values))).collect())))
}
