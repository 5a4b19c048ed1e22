//! Reading a path, as Jayway's compiler does.

use std::sync::Arc;

use super::call::{Argument, Call};
use super::reader::Reader;
use super::{PATH_BYTES_MAX, Path, PathError, STEPS_MAX, bracket, step::Step};
use crate::lang::json::parse_lenient;

pub(super) fn path(text: &str) -> Result<Path, PathError> {
    let start = text.len() - text.trim_start_matches(' ').len();
    let trimmed = text.trim_matches(' ');
    let mut reader = Reader { text: trimmed, at: 0, base: start, depth: 0 };
    if text.len() > PATH_BYTES_MAX {
        return reader.fail(format!("The path has more than {PATH_BYTES_MAX} bytes"));
    }
    if trimmed.is_empty() {
        return reader.fail("The path is empty");
    }
    if trimmed.ends_with('.') {
        reader.at = trimmed.len() - 1;
        return reader.fail("Path must not end with a '.' or '..'");
    }
    inner(&mut reader)
}

/// Reads all of the reader's text as a path.
pub(super) fn inner(reader: &mut Reader<'_>) -> Result<Path, PathError> {
    let mut steps = Vec::new();
    let root = reader.peek().filter(|root| ['$', '@'].contains(root));
    if root.is_some() {
        reader.at += 1;
        if reader.is_done() {
            return Ok(Path::new(steps, root != Some('@')));
        }
        if !reader.rest().starts_with(['.', '[']) {
            return reader.fail("Expected `.` or `[`");
        }
        token(reader, &mut steps)?;
    } else {
        // As if `$.` stood in front.
        if reader.take(".") {
            steps.push(Step::Descent);
        }
        after_dot(reader, &mut steps)?;
    }
    // Jayway does not look at a single character behind a step.
    while reader.rest().chars().nth(1).is_some() {
        if steps.len() >= STEPS_MAX {
            return reader.fail(format!("The path has more than {STEPS_MAX} steps"));
        }
        token(reader, &mut steps)?;
    }
    Ok(turned(steps, root != Some('@')))
}

fn token(reader: &mut Reader<'_>, steps: &mut Vec<Step>) -> Result<(), PathError> {
    match reader.peek() {
        Some('[') => {
            let step = bracket::bracket(reader)?;
            steps.push(step);
            Ok(())
        }
        Some('.') => {
            reader.at += 1;
            if reader.take(".") {
                steps.push(Step::Descent);
            }
            after_dot(reader, steps)
        }
        // With more behind it, it begins a name.
        Some('*') if matches!(reader.rest().as_bytes().get(1), None | Some(b'.' | b'[')) => {
            reader.at += 1;
            steps.push(Step::All);
            Ok(())
        }
        _ => name(reader, steps),
    }
}

fn after_dot(reader: &mut Reader<'_>, steps: &mut Vec<Step>) -> Result<(), PathError> {
    match reader.peek() {
        None => reader.fail("Path must not end with a '.'"),
        // Releases before 2.1 pass over a third point.
        Some('.') if matches!(steps.last(), Some(Step::Descent)) && !reader.rest().starts_with("..") => {
            reader.at += 1;
            token(reader, steps)
        }
        Some('.') => reader.fail("Character '.' is not valid here"),
        Some(_) => token(reader, steps),
    }
}

/// A member's name without quotes, or a function's.
fn name(reader: &mut Reader<'_>, steps: &mut Vec<Step>) -> Result<(), PathError> {
    let rest = reader.rest();
    let end = rest.find(['.', '[', '(', ' ']).unwrap_or(rest.len());
    let (name, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
    if after.starts_with(' ') {
        reader.at += end;
        return reader.fail("Use bracket notion ['my prop'] if your property contains blank characters");
    }
    if name.is_empty() && !after.starts_with('(') {
        return reader.fail("A name is missing");
    }
    reader.at += end;
    if !after.starts_with('(') {
        steps.push(Step::Members(vec![Arc::from(name)]));
        return Ok(());
    }
    let Some(close) = reader.closing_bracket(reader.at) else {
        return reader.fail(format!("Arguments to function: '{name}' are not closed properly"));
    };
    let bare = close == reader.at + 1;
    let arguments = if bare { Vec::new() } else { arguments(reader, close)? };
    reader.at = close + 1;
    steps.push(Step::Call(Call::new(Arc::from(name), arguments)));
    if bare && !reader.is_done() {
        return reader.fail("A function without arguments has to end the path");
    }
    Ok(())
}

/// The arguments up to the closing bracket. What is neither JSON nor a path is passed over, as Jayway does.
fn arguments(reader: &Reader<'_>, close: usize) -> Result<Vec<Argument>, PathError> {
    let mut list = reader.inner(reader.at + 1, close)?;
    let mut arguments = Vec::new();
    while !list.is_done() {
        let start = list.at;
        let end = argument_end(&list);
        let part = list.text.get(start..end).unwrap_or_default();
        let first = part.trim_start().chars().next();
        match first {
            Some('{' | '"' | '-' | '0'..='9') => match parse_lenient(part) {
                Ok(value) => arguments.push(Argument::Value(value)),
                Err(error) => return list.fail(error.message),
            },
            Some('$' | '@') => {
                let blanks = part.len() - part.trim_start().len();
                let mut inside = list.inner(start + blanks, start + part.trim_end().len())?;
                arguments.push(Argument::Path(inner(&mut inside)?));
            }
            _ => {}
        }
        list.at = end + 1;
    }
    Ok(arguments)
}

/// Where the argument that begins here ends: at a comma outside of brackets and quotes.
fn argument_end(list: &Reader<'_>) -> usize {
    let mut skip_to = list.at;
    for (at, symbol) in list.rest().char_indices() {
        let at = list.at + at;
        if at < skip_to {
            continue;
        }
        skip_to = match symbol {
            ',' => return at,
            '"' => list.closing_quote(at, symbol).map_or(list.text.len(), |end| end + 1),
            '(' | '[' | '{' => list.closing_bracket(at).map_or(list.text.len(), |end| end + 1),
            _ => at,
        };
    }
    list.text.len()
}

/// `$..a.sum()` means the sum of all that `$..a` finds; other functions look at each value by itself.
fn turned(mut steps: Vec<Step>, from_root: bool) -> Path {
    if !matches!(steps.first(), Some(Step::Descent)) || !matches!(steps.last(), Some(Step::Call(_))) {
        return Path::new(steps, from_root);
    }
    let at = steps.iter().position(|step| matches!(step, Step::Call(_))).unwrap_or(0);
    let mut tail = steps.split_off(at);
    if let Some(Step::Call(call)) = tail.first_mut() {
        let all = Argument::Path(Path::new(steps, true));
        *call = Call::new(Arc::clone(&call.name), vec![all]);
    }
    Path::new(tail, from_root)
}
