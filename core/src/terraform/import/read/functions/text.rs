//! Functions of texts and numbers.

use std::cmp::Ordering;
use std::rc::Rc;

use hcl_edit::expr::BinaryOperator;
use serde_json::Number;

use super::super::super::config::Part;
use super::super::eval::Context;
use super::super::limits::Fail;
use super::super::number;
use super::super::operators::{numeric, whole};
use super::super::value::{Parts, Val, number as to_number, parse_number};
use super::{Called, argument, is_unknown, list_at, text_at};

pub(super) fn call(_: &Context<'_, '_>, name: &str, arguments: &[Val]) -> Called {
    if arguments.iter().any(|value| !value.is_known()) {
        return with_unknown(name, arguments);
    }
    let text = |at: usize| text_at(arguments, at);
    let made = match name {
        "lower" => letters(&text(0)?, |letter| letter.to_lowercase().collect()),
        "upper" => letters(&text(0)?, |letter| letter.to_uppercase().collect()),
        "title" => title(&text(0)?),
        "trimspace" => text(0)?.trim().to_owned(),
        "trim" => text(0)?.trim_matches(|char| text(1).is_ok_and(|set| set.contains(char))).to_owned(),
        "trimprefix" => {
            let text = text(0)?;
            text.strip_prefix(text_at(arguments, 1)?.as_ref()).unwrap_or(&text).to_owned()
        }
        "trimsuffix" => {
            let text = text(0)?;
            text.strip_suffix(text_at(arguments, 1)?.as_ref()).unwrap_or(&text).to_owned()
        }
        "chomp" => text(0)?.trim_end_matches(['\n', '\r']).to_owned(),
        "indent" => indented(&arguments[0], &text(1)?)?,
        "strrev" => match is_simple(&text(0)?) {
            true => text(0)?.chars().rev().collect(),
            false => return Ok(None),
        },
        "basename" => basename(&text(0)?),
        "dirname" => dirname(&text(0)?),
        "urlencode" => urlencoded(&text(0)?),
        "startswith" => return Ok(Some(Val::Bool(text(0)?.starts_with(text(1)?.as_ref())))),
        "endswith" => return Ok(Some(Val::Bool(text(0)?.ends_with(text(1)?.as_ref())))),
        "strcontains" => return Ok(Some(Val::Bool(text(0)?.contains(text(1)?.as_ref())))),
        "split" => return split(&text(0)?, &text(1)?),
        "substr" => return substr(arguments),
        "abs" | "ceil" | "floor" | "signum" | "parseint" | "min" | "max" | "sum" | "pow" | "log" => {
            return numbers(name, arguments);
        }
        _ => return Ok(None),
    };
    Ok(Some(Val::text(made)))
}

/// Ends that can be trimmed although something in between is not known.
fn with_unknown(name: &str, arguments: &[Val]) -> Called {
    let Some((Val::Template(parts), rest)) = arguments.split_first() else { return Ok(None) };
    let cut = rest.first().and_then(Val::as_text);
    let mut parts = parts.as_ref().clone();
    let ends = matches!(name, "trimsuffix" | "chomp" | "trimspace");
    let starts = matches!(name, "trimprefix" | "trimspace");
    let trimmed = |text: &str, last: bool| match (name, cut.as_deref()) {
        ("trimsuffix", Some(cut)) => text.strip_suffix(cut).map(str::to_owned),
        ("trimprefix", Some(cut)) => text.strip_prefix(cut).map(str::to_owned),
        ("chomp", _) => Some(text.trim_end_matches(['\n', '\r']).to_owned()),
        ("trimspace", _) => Some(if last { text.trim_end() } else { text.trim_start() }.to_owned()),
        _ => None,
    };
    let sides = [(starts, false), (ends, true)];
    for (_, last) in sides.into_iter().filter(|(wanted, _)| *wanted) {
        let part = if last { parts.last_mut() } else { parts.first_mut() };
        let Some(Part::Text(text)) = part else { return Ok(None) };
        match trimmed(text, last) {
            // When nothing is left, the unknown part has an end that may be trimmed too.
            Some(shorter) if !shorter.is_empty() || matches!(name, "trimsuffix" | "trimprefix") => {
                *text = shorter
            }
            Some(_) => return Ok(None),
            None if cut.as_ref().is_some_and(|cut| cut.len() <= text.len()) => {}
            None => return Ok(None),
        }
    }
    if !starts && !ends {
        return Ok(None);
    }
    let mut joined = Parts::default();
    parts.iter().for_each(|part| joined.push_part(part));
    Ok(Some(joined.finish()))
}

/// Letter by letter, as Go does it: what would become several letters stays as it is.
fn letters(text: &str, map: impl Fn(char) -> String) -> String {
    text.chars()
        .map(|letter| {
            let mapped = map(letter);
            let mut chars = mapped.chars();
            match (chars.next(), chars.next()) {
                (Some(one), None) => one,
                _ => letter,
            }
        })
        .collect()
}

fn title(text: &str) -> String {
    let mut before = ' ';
    text.chars()
        .map(|letter| {
            let inside =
                before.is_alphanumeric() || before == '_' || (!before.is_ascii() && !before.is_whitespace());
            before = letter;
            let upper: Vec<char> = letter.to_uppercase().collect();
            match upper.as_slice() {
                [one] if !inside => *one,
                _ => letter,
            }
        })
        .collect()
}

fn indented(spaces: &Val, text: &str) -> Result<String, Fail> {
    let spaces = usize::try_from(whole(spaces)?).unwrap_or(0);
    if spaces > 10_000 {
        return Err(Fail::new("Lines cannot be indented so far"));
    }
    Ok(text.replace('\n', &format!("\n{:spaces$}", "")))
}

/// Whether each character is one that Terraform counts: no combining marks, and no line break of two.
fn is_simple(text: &str) -> bool {
    text.chars().all(|char| char < '\u{300}') && !text.contains("\r\n")
}

fn basename(path: &str) -> String {
    if path.is_empty() {
        return ".".to_owned();
    }
    let path = path.trim_end_matches('/');
    match path.rsplit_once('/') {
        Some((_, name)) => name.to_owned(),
        None if path.is_empty() => "/".to_owned(),
        None => path.to_owned(),
    }
}

fn dirname(path: &str) -> String {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| if folder.is_empty() { "/" } else { folder });
    let rooted = folder.starts_with('/');
    let mut kept: Vec<&str> = Vec::new();
    for part in folder.split('/') {
        match part {
            "" | "." => {}
            ".." if kept.last().is_some_and(|last| *last != "..") => drop(kept.pop()),
            ".." if rooted => {}
            other => kept.push(other),
        }
    }
    match (rooted, kept.is_empty()) {
        (true, _) => format!("/{}", kept.join("/")),
        (false, true) => ".".to_owned(),
        (false, false) => kept.join("/"),
    }
}

fn urlencoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn split(separator: &str, text: &str) -> Called {
    let parts: Vec<Val> = match separator {
        _ if text.is_empty() && !separator.is_empty() => vec![Val::text("")],
        "" => text.chars().map(|char| Val::text(char.to_string())).collect(),
        separator => text.split(separator).map(Val::text).collect(),
    };
    super::super::limits::elements(parts.len())?;
    Ok(Some(Val::list(parts)))
}

fn substr(arguments: &[Val]) -> Called {
    let text = text_at(arguments, 0)?;
    let (offset, length) = (whole(argument(arguments, 1)?)?, whole(argument(arguments, 2)?)?);
    if !is_simple(&text) {
        return Ok(None);
    }
    let count = text.chars().count();
    let offset = if offset < 0 {
        count.saturating_sub(usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX))
    } else {
        usize::try_from(offset).unwrap_or(usize::MAX)
    };
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    Ok(Some(Val::text(text.chars().skip(offset).take(length).collect::<String>())))
}

fn numbers(name: &str, arguments: &[Val]) -> Called {
    if name == "parseint" {
        let (text, base) = (text_at(arguments, 0)?, whole(argument(arguments, 1)?)?);
        let base = u32::try_from(base).ok().filter(|base| (2..=36).contains(base));
        let Some(base) = base else { return Ok(None) };
        let parsed = i64::from_str_radix(&text, base);
        return match parsed {
            Ok(value) => Ok(Some(Val::Number(value.into()))),
            Err(_) => Err(Fail::new(format!("`{text}` is no number of base {base}"))),
        };
    }
    let all: Result<Vec<Number>, Fail> = if name == "sum" {
        list_at(arguments, 0)?.iter().map(numeric).collect()
    } else {
        arguments.iter().map(numeric).collect()
    };
    let all = all?;
    let first = all.first().ok_or_else(|| Fail::new(format!("`{name}` has nothing to work on")))?;
    let double = first.as_f64().unwrap_or(0.0);
    let value = match name {
        "abs" => Some(if double < 0.0 { number::negated(first) } else { first.clone() }),
        "ceil" if first.is_f64() => to_number(double.ceil()),
        "floor" if first.is_f64() => to_number(double.floor()),
        "ceil" | "floor" => Some(first.clone()),
        "signum" => Some(if double < 0.0 { (-1).into() } else { i64::from(double > 0.0).into() }),
        "min" => all.iter().min_by(|one, other| number::compare(one, other)).cloned(),
        "max" => all
            .iter()
            .reduce(|most, one| if number::compare(one, most) == Ordering::Greater { one } else { most })
            .cloned(),
        "sum" => {
            let mut total = Number::from(0);
            for one in &all {
                total = number::arithmetic(BinaryOperator::Plus, &total, one)?;
            }
            Some(total)
        }
        "pow" => to_number(double.powf(all.get(1).and_then(Number::as_f64).unwrap_or(1.0))),
        _ => None,
    };
    Ok(value.map(Val::Number))
}

/// A value as text, number or truth value; lists and maps stay what they are.
pub(super) fn converted(name: &str, value: &Val) -> Called {
    if is_unknown(value) {
        // A reference or text is a text already; a number or truth value would have to be known.
        let text = name == "tostring" && matches!(value, Val::Template(_));
        return Ok(text.then(|| value.clone()));
    }
    let made = match (name, value) {
        (_, Val::Null) => Some(Val::Null),
        ("tostring", value) => value.as_text().map(Val::Text),
        ("tonumber", Val::Number(_)) | ("tobool", Val::Bool(_)) => Some(value.clone()),
        ("tonumber", Val::Text(text)) => parse_number(text).map(Val::Number),
        ("tobool", Val::Text(text)) => super::super::operators::text_truth(text).map(Val::Bool),
        _ => None,
    };
    let text: Rc<str> = value.as_text().unwrap_or_else(|| value.kind().into());
    made.map(Some).ok_or_else(|| Fail::new(format!("`{name}` cannot convert `{text}`")))
}
