//! Texts.

use std::sync::Arc;

use super::string_parts::{Units, substring};
use super::{Called, Raised, flag, int};
use crate::lang::pattern::{self, Pattern};
use crate::lang::vtl::limits::OUTPUT_BYTES_MAX;
use crate::lang::vtl::value::{Flavour, Value};

pub(super) fn call(text: &Arc<str>, name: &str, arguments: &[Value], steps: &mut u64) -> Called {
    if arguments.iter().any(Value::is_null) {
        return without_value(name, arguments);
    }
    let owned = |text: String| Ok(Value::text(&text));
    match (name, arguments) {
        ("length", []) => int(Units::new(text).len()),
        ("isEmpty", []) => flag(text.is_empty()),
        ("isBlank", []) => flag(text.trim().is_empty()),
        ("contains", [Value::Text(part)]) => flag(text.contains(&**part)),
        ("startsWith", [Value::Text(part)]) => flag(text.starts_with(&**part)),
        ("startsWith", [Value::Text(part), Value::Int(from)]) => flag(starts_at(text, part, *from)),
        ("endsWith", [Value::Text(part)]) => flag(text.ends_with(&**part)),
        ("equalsIgnoreCase", [Value::Text(other)]) => flag(fold(text) == fold(other)),
        ("equalsIgnoreCase", [_]) => Ok(Value::Null),
        ("compareTo", [Value::Text(other)]) => Ok(Value::Int(compare(text, other))),
        ("compareToIgnoreCase", [Value::Text(other)]) => Ok(Value::Int(compare(&fold(text), &fold(other)))),
        ("concat", [Value::Text(other)]) => owned(format!("{text}{other}")),
        ("toUpperCase", []) => owned(text.to_uppercase()),
        ("toLowerCase", []) => owned(text.to_lowercase()),
        ("trim", []) => owned(text.trim_matches(|letter: char| letter <= ' ').to_owned()),
        ("strip", []) => owned(text.trim().to_owned()),
        ("stripLeading", []) => owned(text.trim_start().to_owned()),
        ("stripTrailing", []) => owned(text.trim_end().to_owned()),
        ("intern", []) => Ok(Value::Text(text.clone())),
        ("repeat", [Value::Int(times)]) => repeat(text, *times),
        ("substring", [Value::Int(start)]) => owned(substring(text, *start, None)?),
        ("substring" | "subSequence", [Value::Int(start), Value::Int(end)]) => {
            owned(substring(text, *start, Some(*end))?)
        }
        ("charAt", [Value::Int(at)]) => {
            let unit = usize::try_from(*at).ok().and_then(|at| Units::new(text).unit(at));
            unit.map(Value::Char).ok_or_else(|| super::out_of_bounds(*at, Units::new(text).len()))
        }
        ("toCharArray", []) => {
            Ok(Value::list(text.encode_utf16().map(Value::Char).collect(), Flavour::Array))
        }
        ("indexOf" | "lastIndexOf", [wanted, rest @ ..]) => {
            index_of(text, name == "lastIndexOf", wanted, rest)
        }
        ("hashCode", []) => Ok(Value::Int(hash(text))),
        ("valueOf" | "copyValueOf" | "join" | "format" | "formatted", _) => statics(text, name, arguments),
        _ => by_pattern(text, name, arguments, steps),
    }
}

/// A call with a null, which Java's texts raise at.
fn without_value(name: &str, arguments: &[Value]) -> Called {
    const ONE: [&str; 12] = [
        "contains",
        "startsWith",
        "endsWith",
        "compareTo",
        "compareToIgnoreCase",
        "concat",
        "indexOf",
        "lastIndexOf",
        "matches",
        "split",
        "join",
        "contentEquals",
    ];
    const TWO: [&str; 6] = ["replaceAll", "replaceFirst", "replace", "startsWith", "indexOf", "split"];
    match arguments.len() {
        1 if name == "equalsIgnoreCase" => flag(false),
        1 if ONE.contains(&name) => Err(Raised::java(format!("`{name}` gets no value"))),
        2 if TWO.contains(&name) => Err(Raised::java(format!("`{name}` gets no value"))),
        _ => Ok(Value::Null),
    }
}

/// How many steps of a pattern take as long as one of a template.
const PATTERN_STEPS: u64 = 4;

/// Runs something with the steps that a pattern may take, and takes off those that it took.
fn within<T>(
    steps: &mut u64,
    run: impl FnOnce(&mut u64) -> Result<T, pattern::PatternError>,
) -> Result<T, Raised> {
    let most = steps.saturating_mul(PATTERN_STEPS).min(pattern::STEPS_MAX);
    let mut left = most;
    let found = run(&mut left);
    *steps = steps.saturating_sub((most - left) / PATTERN_STEPS);
    found.map_err(|error| Raised { message: error.to_string(), ours: true })
}

/// The text with one text in it replaced by another.
fn replace(text: &str, old: &str, new: &str) -> Called {
    let grows = new.len().saturating_sub(old.len()).saturating_mul(text.matches(old).count());
    if text.len().saturating_add(grows) > OUTPUT_BYTES_MAX {
        return Err(Raised::unsupported("replace beyond 12 MiB"));
    }
    Ok(Value::text(&text.replace(old, new)))
}

fn by_pattern(text: &str, name: &str, arguments: &[Value], steps: &mut u64) -> Called {
    let read = |pattern: &str| {
        Pattern::new(pattern).map_err(|error| Raised { message: error.to_string(), ours: true })
    };
    let mut replaced = |pattern: &str, new: &str, most: usize| {
        let pattern = read(pattern)?;
        within(steps, |steps| pattern.replace_within(text, new, most, steps)).map(|text| Value::text(&text))
    };
    match (name, arguments) {
        ("replace", [Value::Text(old), Value::Text(new)]) => replace(text, old, new),
        ("replace", [Value::Char(old), Value::Char(new)]) => {
            let units: Vec<u16> =
                text.encode_utf16().map(|unit| if unit == *old { *new } else { unit }).collect();
            Ok(Value::text(&String::from_utf16_lossy(&units)))
        }
        ("replaceAll", [Value::Text(pattern), Value::Text(new)]) => replaced(pattern, new, usize::MAX),
        ("replaceFirst", [Value::Text(pattern), Value::Text(new)]) => replaced(pattern, new, 1),
        ("matches", [Value::Text(pattern)]) => {
            let pattern = read(pattern)?.into_whole();
            flag(within(steps, |steps| pattern.is_match_within(text, steps))?)
        }
        ("split", [Value::Text(pattern)]) => split(text, &read(pattern)?, 0, steps),
        ("split", [Value::Text(pattern), Value::Int(limit)]) => split(text, &read(pattern)?, *limit, steps),
        (
            "getBytes" | "chars" | "codePoints" | "lines" | "codePointAt" | "codePointBefore"
            | "codePointCount" | "offsetByCodePoints" | "regionMatches" | "contentEquals" | "indent"
            | "stripIndent" | "translateEscapes" | "transform" | "describeConstable" | "getChars",
            _,
        ) => Err(Raised::unsupported(name)),
        _ => Ok(Value::Null),
    }
}

fn split(text: &str, pattern: &Pattern, limit: i32, steps: &mut u64) -> Called {
    let parts = within(steps, |steps| pattern.split_within(text, limit, steps))?;
    Ok(Value::list(parts.into_iter().map(Value::text).collect(), Flavour::Array))
}

fn statics(_: &str, name: &str, arguments: &[Value]) -> Called {
    match (name, arguments) {
        ("valueOf", [Value::Text(text)]) => Ok(Value::Text(text.clone())),
        ("valueOf", [Value::Int(number)]) => Ok(Value::text(&number.to_string())),
        ("valueOf", [Value::Long(number)]) => Ok(Value::text(&number.to_string())),
        ("valueOf", [Value::Bool(flag)]) => Ok(Value::text(&flag.to_string())),
        ("join", [Value::Text(between), parts @ ..])
            if !parts.is_empty() && parts.iter().all(|part| matches!(part, Value::Text(_))) =>
        {
            Ok(Value::text(&texts(parts).join(&**between)))
        }
        ("join", [Value::Text(between), list]) => match list.items() {
            Some(items) if items.iter().all(|item| matches!(item, Value::Text(_))) => {
                Ok(Value::text(&texts(&items).join(&**between)))
            }
            _ => Err(Raised::unsupported("String.join of something else than texts")),
        },
        (_, []) => Ok(Value::Null),
        _ => Err(Raised::unsupported(&format!("String.{name}"))),
    }
}

fn texts(values: &[Value]) -> Vec<&str> {
    values
        .iter()
        .filter_map(|value| if let Value::Text(text) = value { Some(&**text) } else { None })
        .collect()
}

fn repeat(text: &str, times: i32) -> Called {
    /// Bytes that a repeated text may have; ours.
    const BYTES_MAX: usize = 4 * 1024 * 1024;
    let Ok(times) = usize::try_from(times) else {
        return Err(Raised::java("`repeat` takes no negative number"));
    };
    if text.len().saturating_mul(times) > BYTES_MAX {
        return Err(Raised::unsupported("repeat beyond 4 MiB"));
    }
    Ok(Value::text(&text.repeat(times)))
}

fn starts_at(text: &str, part: &str, from: i32) -> bool {
    let Ok(from) = usize::try_from(from) else { return false };
    from <= Units::new(text).len()
        && text.get(Units::byte_of_index(text, from)..).is_some_and(|rest| rest.starts_with(part))
}

fn index_of(text: &str, last: bool, wanted: &Value, rest: &[Value]) -> Called {
    let wanted: String = match wanted {
        Value::Text(part) => part.to_string(),
        Value::Int(letter) => match u32::try_from(*letter).ok().and_then(char::from_u32) {
            Some(letter) => letter.to_string(),
            None => return Ok(Value::Int(-1)),
        },
        _ => return Ok(Value::Null),
    };
    let from = match rest {
        [] => None,
        [Value::Int(from)] => Some(*from),
        _ => return Ok(Value::Null),
    };
    let length = Units::new(text).len();
    let found = if last {
        match usize::try_from(from.unwrap_or(i32::MAX)) {
            Ok(from) => {
                let mut end = (Units::byte_of_index(text, from) + wanted.len()).min(text.len());
                while !text.is_char_boundary(end) {
                    end -= 1;
                }
                text.get(..end)
                    .and_then(|part| part.rfind(&wanted))
                    .map(|byte| Units::index_of_byte(text, byte))
            }
            Err(_) => None,
        }
    } else {
        let from = usize::try_from(from.unwrap_or(0)).unwrap_or(0).min(length);
        let byte = Units::byte_of_index(text, from);
        text.get(byte..)
            .and_then(|rest| rest.find(&wanted))
            .map(|found| Units::index_of_byte(text, byte + found))
    };
    found.map_or(Ok(Value::Int(-1)), int)
}

/// Upper case, then lower case: how Java ignores case.
fn fold(text: &str) -> String {
    text.to_uppercase().to_lowercase()
}

fn compare(left: &str, right: &str) -> i32 {
    let (left, right): (Vec<u16>, Vec<u16>) = (left.encode_utf16().collect(), right.encode_utf16().collect());
    for (left, right) in left.iter().zip(&right) {
        if left != right {
            return i32::from(*left) - i32::from(*right);
        }
    }
    i32::try_from(left.len()).unwrap_or(i32::MAX) - i32::try_from(right.len()).unwrap_or(i32::MAX)
}

fn hash(text: &str) -> i32 {
    text.encode_utf16().fold(0_i32, |hash, unit| hash.wrapping_mul(31).wrapping_add(i32::from(unit)))
}
