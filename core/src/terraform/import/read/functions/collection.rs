//! Functions of lists, sets and maps; what is in them need not be known.

use std::cmp::Ordering;
use std::rc::Rc;

use hcl_edit::expr::BinaryOperator;
use serde_json::Number;

use super::super::eval::Context;
use super::super::limits::{Fail, elements};
use super::super::number;
use super::super::operators::{numeric, unified, whole};
use super::super::path;
use super::super::value::{Entries, Val, by_name};
use super::{Called, argument, is_unknown, list_at, text_at};

pub(super) fn call(context: &Context<'_, '_>, name: &str, arguments: &[Val]) -> Called {
    // Of these only what comes first must be known.
    match name {
        "coalesce" => return coalesce(arguments),
        "lookup" => return lookup(arguments),
        _ => {}
    }
    if arguments.iter().any(is_unknown) {
        return Ok(None);
    }
    let list = |at: usize| list_at(arguments, at);
    let size: usize = arguments.iter().filter_map(|value| value.elements().map(|list| list.len())).sum();
    context.world.budget.steps(size)?;
    let made = match name {
        "concat" => {
            let mut all = Vec::new();
            for at in 0..arguments.len() {
                all.extend_from_slice(list(at)?);
            }
            elements(all.len())?;
            Val::list(all)
        }
        "merge" => return merge(arguments),
        "keys" => {
            Val::list(entries(argument(arguments, 0)?)?.map(|(key, _)| Val::Text(key.clone())).collect())
        }
        "values" => Val::list(entries(argument(arguments, 0)?)?.map(|(_, value)| value.clone()).collect()),
        "length" => return length(argument(arguments, 0)?),
        "element" => return element(arguments),
        "flatten" => {
            let mut all = Vec::new();
            if !flatten(list(0)?, &mut all)? {
                return Ok(None);
            }
            Val::list(all)
        }
        "reverse" => Val::list(list(0)?.iter().rev().cloned().collect()),
        "slice" => {
            let (from, to) = (whole(argument(arguments, 1)?)?, whole(argument(arguments, 2)?)?);
            let ends = usize::try_from(from).ok().zip(usize::try_from(to).ok());
            let part = ends.and_then(|(from, to)| list(0).ok()?.get(from..to));
            Val::list(part.ok_or_else(|| Fail::new("A slice is outside of its list"))?.to_vec())
        }
        "chunklist" => {
            let size = usize::try_from(whole(argument(arguments, 1)?)?)
                .map_err(|_| Fail::new("A list cannot be cut into pieces of a negative size"))?;
            let size = if size == 0 { list(0)?.len().max(1) } else { size };
            Val::list(list(0)?.chunks(size).map(|chunk| Val::list(chunk.to_vec())).collect())
        }
        "one" => match argument(arguments, 0)? {
            Val::List(values) | Val::Set(values) => match values.as_slice() {
                [] => Val::Null,
                [one] => one.clone(),
                more => return Err(Fail::new(format!("`one` is given a list of {}", more.len()))),
            },
            Val::Null => Val::Null,
            other => other.clone(),
        },
        "coalescelist" => {
            let found = arguments.iter().find(|value| value.elements().is_some_and(|list| !list.is_empty()));
            found.cloned().ok_or_else(|| Fail::new("`coalescelist` is given no list with an element"))?
        }
        "range" => return range(context, arguments),
        "setproduct" => return product(context, arguments),
        _ => return Ok(None),
    };
    Ok(Some(made))
}

/// The entries of a map by name.
fn entries(value: &Val) -> Result<impl Iterator<Item = (&Rc<str>, &Val)>, Fail> {
    match value {
        Val::Map(entries) => Ok(by_name(entries).into_iter()),
        other => Err(wanted("A map", other)),
    }
}

pub(super) fn wanted(what: &str, given: &Val) -> Fail {
    Fail::new(format!("{what} is wanted, and {} is given", given.kind()))
}

fn coalesce(arguments: &[Val]) -> Called {
    for value in arguments {
        match value {
            Val::Null => {}
            Val::Text(text) if text.is_empty() => {}
            // A reference or text that is not known could be empty.
            Val::Opaque(_) | Val::Template(_) => return Ok(None),
            value => {
                let texts = arguments.iter().any(|value| matches!(value, Val::Text(_) | Val::Template(_)));
                let text = if texts { value.as_text().map(Val::Text) } else { None };
                return Ok(Some(text.unwrap_or_else(|| value.clone())));
            }
        }
    }
    Err(Fail::new("`coalesce` is given nothing but nulls and empty texts"))
}

fn lookup(arguments: &[Val]) -> Called {
    let (map, key) = (argument(arguments, 0)?, argument(arguments, 1)?);
    if is_unknown(map) || is_unknown(key) {
        return Ok(None);
    }
    let Val::Map(entries) = map else { return Err(wanted("A map", map)) };
    match (entries.get(text_at(arguments, 1)?.as_ref()), arguments.get(2)) {
        (Some(value), _) | (None, Some(value)) => Ok(Some(value.clone())),
        (None, None) => path::element(map.clone(), key).map(Some),
    }
}

fn merge(arguments: &[Val]) -> Called {
    let mut all = Entries::new();
    for value in arguments {
        match value {
            Val::Map(entries) => {
                all.extend(entries.iter().map(|(name, value)| (name.clone(), value.clone())));
            }
            Val::Null => {}
            other => return Err(wanted("A map", other)),
        }
    }
    elements(all.len())?;
    Ok(Some(Val::map(all)))
}

fn length(value: &Val) -> Called {
    let count = match value {
        Val::List(values) | Val::Set(values) => values.len(),
        Val::Map(entries) => entries.len(),
        Val::Text(text) if text.chars().all(|char| char < '\u{300}') && !text.contains("\r\n") => {
            text.chars().count()
        }
        // Combined characters count once, by tables that are not here.
        Val::Text(_) => return Ok(None),
        other => return Err(wanted("A list, map or text", other)),
    };
    Ok(Some(Val::integer(count)))
}

fn element(arguments: &[Val]) -> Called {
    let list = list_at(arguments, 0)?;
    if let Val::Set(_) = argument(arguments, 0)? {
        return Err(Fail::new("The elements of a set have no order"));
    }
    let at = whole(argument(arguments, 1)?)?;
    if at < 0 {
        return Err(Fail::new("`element` takes no negative number"));
    }
    let count = i64::try_from(list.len()).unwrap_or(i64::MAX);
    if count == 0 {
        return Err(Fail::new("`element` is given an empty list"));
    }
    let at = usize::try_from(at.rem_euclid(count)).unwrap_or(0);
    Ok(list.get(at).cloned())
}

/// Adds what lies in lists within lists; false when an element may be a list and is not known.
fn flatten(values: &[Val], all: &mut Vec<Val>) -> Result<bool, Fail> {
    for value in values {
        match value {
            Val::List(inner) | Val::Set(inner) => {
                if !flatten(inner, all)? {
                    return Ok(false);
                }
            }
            Val::Opaque(_) => return Ok(false),
            value => all.push(value.clone()),
        }
        elements(all.len())?;
    }
    Ok(true)
}

fn range(context: &Context<'_, '_>, arguments: &[Val]) -> Called {
    let numbers: Result<Vec<Number>, _> = arguments.iter().map(numeric).collect();
    let zero = || Number::from(0);
    let toward = |start: &Number, end: &Number| {
        Number::from(if number::compare(end, start) == Ordering::Less { -1 } else { 1 })
    };
    let (start, end, step) = match numbers?.as_slice() {
        [end] => (zero(), end.clone(), toward(&zero(), end)),
        [start, end] => (start.clone(), end.clone(), toward(start, end)),
        [start, end, step] => (start.clone(), end.clone(), step.clone()),
        _ => return Err(Fail::new("`range` takes one to three numbers")),
    };
    let ahead = match number::compare(&step, &zero()) {
        Ordering::Greater => Ordering::Less,
        Ordering::Less => Ordering::Greater,
        Ordering::Equal => return Err(Fail::new("The step of `range` is zero")),
    };
    if number::compare(&start, &end) == ahead.reverse() {
        return Err(Fail::new("The step of `range` leads away from its end"));
    }
    let mut all = Vec::new();
    let mut at = start;
    while number::compare(&at, &end) == ahead {
        /// Terraform's own limit.
        const NUMBERS_MAX: usize = 1024;
        if all.len() >= NUMBERS_MAX {
            return Err(Fail::new(format!("`range` makes at most {NUMBERS_MAX} numbers")));
        }
        all.push(Val::Number(at.clone()));
        at = number::arithmetic(BinaryOperator::Plus, &at, &step)?;
    }
    context.world.budget.steps(all.len())?;
    Ok(Some(Val::list(all)))
}

fn product(context: &Context<'_, '_>, arguments: &[Val]) -> Called {
    let sets = arguments.iter().any(|value| matches!(value, Val::Set(_)));
    if arguments.len() < 2 {
        return Err(Fail::new("`setproduct` takes two lists or more"));
    }
    let mut rows: Vec<Vec<Val>> = vec![Vec::new()];
    for at in 0..arguments.len() {
        let list = list_at(arguments, at)?;
        let list = if sets { unified(list.to_vec())? } else { list.to_vec() };
        elements(rows.len().saturating_mul(list.len()))?;
        context.world.budget.steps(rows.len().saturating_mul(list.len()))?;
        rows = rows
            .iter()
            .flat_map(|row| list.iter().map(move |value| row.iter().chain([value]).cloned().collect()))
            .collect();
    }
    Ok(Some(Val::list(rows.into_iter().map(Val::list).collect())))
}
