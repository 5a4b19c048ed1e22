//! `yamlencode`: YAML as Terraform writes it. What its writer would fold, or write in escapes, stays an expression.

use super::super::limits::Fail;
use super::super::value::{Val, by_name, number_text};
use super::Called;

/// Terraform folds texts with spaces that go beyond column 80.
const FOLD_FROM: usize = 60;
/// How far each level is moved to the right.
const STEP: usize = 2;

pub(super) fn encode(value: &Val) -> Called {
    let mut out = String::new();
    let written = match value {
        Val::Map(entries) if !entries.is_empty() => block(&mut out, value, 0, false),
        Val::List(values) | Val::Set(values) if !values.is_empty() => block(&mut out, value, 0, false),
        value => scalar(&mut out, value, 0),
    };
    if written.is_none() {
        return Ok(None);
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
    // A number, a truth value or null alone is closed by the mark of the document's end.
    if matches!(value, Val::Null | Val::Bool(_) | Val::Number(_)) {
        out.push_str("...\n");
    }
    Ok::<_, Fail>(Some(Val::text(out)))
}

/// A list or map; `begun` when its first entry stands on a line that has begun.
fn block(out: &mut String, value: &Val, column: usize, mut begun: bool) -> Option<()> {
    let mut start = |out: &mut String| {
        if !std::mem::take(&mut begun) {
            out.push_str(&" ".repeat(column));
        }
    };
    match value {
        Val::Map(entries) => {
            for (name, value) in by_name(entries) {
                start(out);
                quoted(out, name)?;
                out.push(':');
                match value {
                    Val::Map(inner) if !inner.is_empty() => {
                        out.push('\n');
                        block(out, value, column + STEP, false)?;
                    }
                    Val::List(inner) | Val::Set(inner) if !inner.is_empty() => {
                        out.push('\n');
                        block(out, value, column, false)?;
                    }
                    value => {
                        out.push(' ');
                        scalar(out, value, column)?;
                        out.push('\n');
                    }
                }
            }
        }
        Val::List(values) | Val::Set(values) => {
            for value in values.iter() {
                start(out);
                out.push_str("- ");
                match value {
                    Val::Map(inner) if !inner.is_empty() => block(out, value, column + STEP, true)?,
                    Val::List(inner) | Val::Set(inner) if !inner.is_empty() => {
                        block(out, value, column + STEP, true)?;
                    }
                    value => {
                        scalar(out, value, column)?;
                        out.push('\n');
                    }
                }
            }
        }
        _ => return None,
    }
    Some(())
}

/// What stands on one line, or as a literal block.
fn scalar(out: &mut String, value: &Val, column: usize) -> Option<()> {
    match value {
        Val::Null => out.push_str("null"),
        Val::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Val::Number(number) => {
            let text = number_text(number);
            if text.contains(['e', 'E']) {
                return None;
            }
            out.push_str(&text);
        }
        Val::Text(text) if text.contains('\n') => literal(out, text, column)?,
        Val::Text(text) => quoted(out, text)?,
        Val::Map(_) => out.push_str("{}"),
        Val::List(_) | Val::Set(_) => out.push_str("[]"),
        Val::Template(_) | Val::Opaque(_) => return None,
    }
    Some(())
}

fn quoted(out: &mut String, text: &str) -> Option<()> {
    if text.len() > FOLD_FROM && text.contains(' ') {
        return None;
    }
    out.push('"');
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            char if is_plain(char) => out.push(char),
            _ => return None,
        }
    }
    out.push('"');
    Some(())
}

fn literal(out: &mut String, text: &str, column: usize) -> Option<()> {
    let odd =
        text.starts_with([' ', '\n']) || text.contains("\n\n") || text.contains(" \n") || text.ends_with(' ');
    if odd || !text.chars().all(|char| char == '\n' || is_plain(char)) {
        return None;
    }
    out.push_str(if text.ends_with('\n') { "|" } else { "|-" });
    for line in text.trim_end_matches('\n').split('\n') {
        out.push('\n');
        out.push_str(&" ".repeat(column + STEP));
        out.push_str(line);
    }
    Some(())
}

/// Letters that are certainly written as they are.
const fn is_plain(char: char) -> bool {
    matches!(char, ' '..='~' | '\u{a1}'..='\u{24f}')
}
