//! `format`, `formatlist` and `join`: texts out of values, known or not.

use std::iter::Peekable;
use std::str::Chars;

use super::super::eval::Context;
use super::super::limits::{Fail, elements};
use super::super::operators::{numeric, whole};
use super::super::value::{Parts, Val, number_text};
use super::{Called, argument, is_unknown, json_text, list_at, text_at};

/// A number is written this wide at most.
const WIDTH_MAX: usize = 1_000;

pub(super) fn call(context: &Context<'_, '_>, name: &str, arguments: &[Val]) -> Called {
    match name {
        "format" => {
            if is_unknown(argument(arguments, 0)?) {
                return Ok(None);
            }
            formatted(context, &text_at(arguments, 0)?, arguments.get(1..).unwrap_or_default())
        }
        "formatlist" => formatlist(context, arguments),
        "join" => {
            let lists = arguments.get(1..).unwrap_or_default();
            if arguments.first().is_none_or(is_unknown) || lists.iter().any(is_unknown) {
                return Ok(None);
            }
            join(&text_at(arguments, 0)?, arguments)
        }
        _ => Ok(None),
    }
}

fn join(separator: &str, arguments: &[Val]) -> Called {
    let mut parts = Parts::default();
    let mut first = true;
    for at in 1..arguments.len() {
        for value in list_at(arguments, at)? {
            if !std::mem::take(&mut first) {
                parts.push_text(separator);
            }
            parts.push(value)?;
        }
    }
    Ok(Some(parts.finish()))
}

fn formatlist(context: &Context<'_, '_>, arguments: &[Val]) -> Called {
    if arguments.iter().any(is_unknown) {
        return Ok(None);
    }
    let template = text_at(arguments, 0)?;
    let rest = arguments.get(1..).unwrap_or_default();
    let mut length = None;
    for list in rest.iter().filter_map(Val::elements) {
        if length.is_some_and(|length| length != list.len()) {
            return Err(Fail::new("The lists of `formatlist` have different lengths"));
        }
        length = Some(list.len());
    }
    let mut all = Vec::new();
    for at in 0..length.unwrap_or(1) {
        let row: Vec<Val> = rest
            .iter()
            .map(|value| match value.elements() {
                Some(list) => list.get(at).cloned().unwrap_or_default(),
                None => value.clone(),
            })
            .collect();
        match formatted(context, &template, &row)? {
            Some(value) => all.push(value),
            None => return Ok(None),
        }
    }
    elements(all.len())?;
    Ok(Some(Val::list(all)))
}

/// What stands between `%` and the letter.
#[derive(Default)]
struct Verb {
    left: bool,
    zero: bool,
    plus: bool,
    space: bool,
    sharp: bool,
    width: Option<usize>,
    precision: Option<usize>,
}

fn formatted(context: &Context<'_, '_>, template: &str, values: &[Val]) -> Called {
    let mut parts = Parts::default();
    let mut rest = template.chars().peekable();
    let mut next = 0;
    let mut used = 0;
    while let Some(char) = rest.next() {
        if char != '%' {
            parts.push_text(char.encode_utf8(&mut [0; 4]));
            continue;
        }
        if rest.next_if_eq(&'%').is_some() {
            parts.push_text("%");
            continue;
        }
        let mut verb = Verb::default();
        if !flags(&mut rest, &mut verb, &mut next) {
            return Ok(None);
        }
        let letter = rest.next().ok_or_else(|| Fail::new("A format ends within a verb"))?;
        let value = values.get(next).ok_or_else(|| Fail::new("A format has more verbs than values"))?;
        next += 1;
        used = used.max(next);
        if is_unknown(value) {
            let plain = verb.width.is_none() && verb.precision.is_none();
            if !plain || !matches!(letter, 's' | 'v' | 'd') {
                return Ok(None);
            }
            parts.push(value)?;
            continue;
        }
        match one(&verb, letter, value)? {
            Some(text) => parts.push_text(&text),
            None => return Ok(None),
        }
        context.world.budget.steps(1)?;
    }
    if used < values.len() && used == next {
        return Err(Fail::new("A format has fewer verbs than values"));
    }
    Ok(Some(parts.finish()))
}

/// Reads flags, width, precision and `[n]`; false for what is not handled here.
fn flags(rest: &mut Peekable<Chars<'_>>, verb: &mut Verb, next: &mut usize) -> bool {
    while let Some(flag) = rest.next_if(|char| matches!(char, '-' | '0' | '+' | ' ' | '#')) {
        match flag {
            '-' => verb.left = true,
            '0' => verb.zero = true,
            '+' => verb.plus = true,
            ' ' => verb.space = true,
            _ => verb.sharp = true,
        }
    }
    verb.width = digits(rest);
    if rest.next_if_eq(&'.').is_some() {
        verb.precision = Some(digits(rest).unwrap_or(0));
    }
    if rest.next_if_eq(&'[').is_some() {
        match (digits(rest), rest.next()) {
            (Some(number), Some(']')) if number > 0 => *next = number - 1,
            _ => return false,
        }
    }
    verb.width.is_none_or(|width| width <= WIDTH_MAX)
        && verb.precision.is_none_or(|places| places <= WIDTH_MAX)
}

fn digits(rest: &mut Peekable<Chars<'_>>) -> Option<usize> {
    let mut text = String::new();
    while let Some(digit) = rest.next_if(char::is_ascii_digit) {
        text.push(digit);
    }
    if text.is_empty() { None } else { Some(text.parse().unwrap_or(usize::MAX)) }
}

fn one(verb: &Verb, letter: char, value: &Val) -> Result<Option<String>, Fail> {
    let signed = |text: String| match (text.starts_with('-'), verb.plus, verb.space) {
        (false, true, _) => format!("+{text}"),
        (false, false, true) => format!(" {text}"),
        _ => text,
    };
    let text = match (letter, value) {
        ('v', Val::Null) => "null".to_owned(),
        ('v', value) if verb.sharp || matches!(value, Val::List(_) | Val::Set(_) | Val::Map(_)) => {
            match json_text(value)? {
                Val::Text(text) => text.as_ref().to_owned(),
                _ => return Ok(None),
            }
        }
        ('v', Val::Number(number)) => signed(number_text(number)),
        ('s' | 'v' | 'q', value) => {
            let text = value.as_text();
            let text = text.ok_or_else(|| Fail::new(format!("A format cannot write {}", value.kind())))?;
            match (letter, verb.precision) {
                ('q', _) => match json_text(&Val::Text(text))? {
                    Val::Text(text) => text.as_ref().to_owned(),
                    _ => return Ok(None),
                },
                (_, Some(length)) => text.chars().take(length).collect(),
                _ => text.as_ref().to_owned(),
            }
        }
        ('t', value) => match super::super::operators::truth(value)? {
            Some(value) => value.to_string(),
            None => return Ok(None),
        },
        ('d', value) => {
            let number = number_text(&numeric(value)?);
            if number.contains('.') {
                return Err(Fail::new("`%d` takes a whole number"));
            }
            signed(number)
        }
        ('x', value) => format!("{:x}", whole(value)?),
        ('X', value) => format!("{:X}", whole(value)?),
        ('o', value) => format!("{:o}", whole(value)?),
        ('b', value) => format!("{:b}", whole(value)?),
        ('f', value) => {
            let places = verb.precision.unwrap_or(6);
            signed(format!("{:.places$}", numeric(value)?.as_f64().unwrap_or(0.0)))
        }
        _ => return Ok(None),
    };
    Ok(Some(padded(verb, text)))
}

fn padded(verb: &Verb, text: String) -> String {
    let width = verb.width.unwrap_or(0);
    let missing = width.saturating_sub(text.chars().count());
    if missing == 0 {
        return text;
    }
    if verb.left {
        return format!("{text}{:missing$}", "");
    }
    match (verb.zero, text.strip_prefix('-')) {
        (true, Some(digits)) => format!("-{}{digits}", "0".repeat(missing)),
        (true, None) => format!("{}{text}", "0".repeat(missing)),
        (false, _) => format!("{:missing$}{text}", ""),
    }
}
