//! `replace`, `regex` and `regexall`, with Java's expressions where these mean the same as Go's.

use std::ops::Range;
use std::rc::Rc;

use super::super::super::config::Part;
use super::super::eval::Context;
use super::super::limits::{Fail, elements};
use super::super::value::{Entries, Parts, Val};
use super::{Called, is_unknown, text_at};
use crate::lang::pattern::Pattern;

/// How many steps of matching one call may take.
const STEPS_MAX: u64 = 500_000;

pub(super) fn call(context: &Context<'_, '_>, name: &str, arguments: &[Val]) -> Called {
    if let ("replace", [text @ (Val::Text(_) | Val::Template(_)), Val::Text(from), to]) = (name, arguments)
        && (is_unknown(text) || is_unknown(to))
        && !from.is_empty()
        && !from.starts_with('/')
    {
        let text = context.settle(text.clone());
        if !is_unknown(&text) || is_filled(&text, from) {
            return replace_parts(&text, from, to).map(Some);
        }
    }
    if !matches!(name, "replace" | "regex" | "regexall") || arguments.iter().any(is_unknown) {
        return Ok(None);
    }
    if name == "replace" {
        return replace(context, &text_at(arguments, 0)?, &text_at(arguments, 1)?, &text_at(arguments, 2)?);
    }
    let (pattern, text) = (text_at(arguments, 0)?, text_at(arguments, 1)?);
    let Some((pattern, found)) = matches(context, &pattern, &text)? else { return Ok(None) };
    elements(found.len())?;
    let mut all = found.iter().map(|groups| captured(&pattern, &text, groups));
    if name == "regexall" {
        return Ok(Some(Val::list(all.collect())));
    }
    all.next().map(Some).ok_or_else(|| Fail::new("The expression of `regex` does not match"))
}

/// Whether a word is a gap that the known pieces of a text leave to be filled, as `__URI__` or `{{uri}}` are: what is
/// not known of the text holds no such word. Anything plainer may stand in it.
fn is_filled(text: &Val, word: &str) -> bool {
    let is_sign = |char: char| !char.is_alphanumeric() && !matches!(char, '-' | '/' | ':' | '.' | ' ');
    let is_gap = word.starts_with(is_sign) && word.ends_with(is_sign) && word.contains(char::is_alphabetic);
    let Val::Template(parts) = text else { return false };
    is_gap && parts.iter().any(|part| matches!(part, Part::Text(text) if text.contains(word)))
}

/// A text with pieces that are not known, in which something else stands for a word.
fn replace_parts(text: &Val, from: &str, to: &Val) -> Result<Val, Fail> {
    let mut out = Parts::default();
    let known = |out: &mut Parts, text: &str| -> Result<(), Fail> {
        for (at, piece) in text.split(from).enumerate() {
            if at > 0 {
                out.push(to)?;
            }
            out.push_text(piece);
        }
        Ok(())
    };
    match text {
        Val::Template(parts) => {
            for part in parts.iter() {
                match part {
                    Part::Text(text) => known(&mut out, text)?,
                    other => out.push_part(other),
                }
            }
        }
        other => known(&mut out, &other.as_text().unwrap_or_default())?,
    }
    Ok(out.finish())
}

fn replace(context: &Context<'_, '_>, text: &str, from: &str, to: &str) -> Called {
    let inside = from.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    let Some(pattern) = inside.filter(|_| from.len() > 1) else {
        let grown = text.matches(from).count().saturating_mul(to.len());
        context.world.budget.bytes(text.len().saturating_add(grown))?;
        return Ok(Some(Val::text(text.replace(from, to))));
    };
    let Some((pattern, found)) = matches(context, pattern, text)? else { return Ok(None) };
    let mut out = String::new();
    let mut at = 0;
    for groups in found {
        let Some(Some(whole)) = groups.first() else { continue };
        out.push_str(text.get(at..whole.start).unwrap_or_default());
        expand(&pattern, text, &groups, to, &mut out);
        context.world.budget.bytes(to.len())?;
        at = whole.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Ok(Some(Val::text(out)))
}

/// A match with its groups.
type Groups = Vec<Option<Range<usize>>>;

/// All matches as Go finds them; nothing when Java's way could differ.
fn matches(
    context: &Context<'_, '_>,
    pattern: &str,
    text: &str,
) -> Result<Option<(Pattern, Vec<Groups>)>, Fail> {
    if !is_common(pattern, text) {
        return Ok(None);
    }
    let Ok(pattern) = Pattern::new(&pattern.replace("(?P<", "(?<")) else { return Ok(None) };
    let mut steps = STEPS_MAX;
    let found = pattern.captures_within(text, &mut steps);
    context.world.budget.steps(usize::try_from(STEPS_MAX - steps).unwrap_or(0) / 16)?;
    let Ok(mut found) = found else { return Ok(None) };
    // An empty match right after another one is none for Go.
    let mut end = None;
    found.retain(|groups| match groups.first() {
        Some(Some(whole)) => {
            let kept = !(whole.is_empty() && end == Some(whole.start));
            end = Some(whole.end);
            kept
        }
        _ => false,
    });
    Ok(Some((pattern, found)))
}

/// Whether an expression means the same in Go and in Java, on this text.
fn is_common(pattern: &str, text: &str) -> bool {
    let mut rest = pattern.chars().peekable();
    let (mut in_class, mut repeated) = (false, false);
    let (mut ends, mut words) = (false, false);
    while let Some(char) = rest.next() {
        let next = rest.peek().copied();
        let was_repeated = std::mem::take(&mut repeated);
        match char {
            '\\' => match rest.next() {
                Some('d' | 'D' | 'w' | 'W' | 's' | 'S' | 'n' | 't' | 'r' | 'f') => {}
                Some('b' | 'B') => words = true,
                Some(other) if !other.is_ascii_alphanumeric() => {}
                _ => return false,
            },
            '[' if in_class => return false,
            '[' => {
                in_class = true;
                rest.next_if_eq(&'^');
                // Go takes a bracket at once as a sign, Java does not.
                if rest.peek() == Some(&']') {
                    return false;
                }
            }
            ']' => in_class = false,
            '&' if in_class && next == Some('&') => return false,
            _ if in_class => {}
            '$' => ends = true,
            '(' if next == Some('?') => {
                rest.next();
                match rest.next() {
                    Some(':') => {}
                    Some('P') if rest.peek() == Some(&'<') => {}
                    Some('i' | 's' | 'm') => words = true,
                    _ => return false,
                }
            }
            '+' if was_repeated => return false,
            '*' | '+' | '?' | '}' => repeated = true,
            _ => {}
        }
    }
    let strange = |char: char| matches!(char, '\r' | '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let differs = text.contains(strange) || (ends && text.ends_with('\n')) || (words && !text.is_ascii());
    !differs
}

/// The whole match, or its groups as a list, or by name.
fn captured(pattern: &Pattern, text: &str, groups: &Groups) -> Val {
    let one = |range: &Option<Range<usize>>| match range {
        Some(range) => Val::text(text.get(range.clone()).unwrap_or_default()),
        None => Val::Null,
    };
    let (Some(whole), inner) = (groups.first(), groups.get(1..).unwrap_or_default()) else {
        return Val::Null;
    };
    if inner.is_empty() {
        return one(whole);
    }
    let names = pattern.group_names().get(1..).unwrap_or_default();
    if names.iter().all(Option::is_none) {
        return Val::list(inner.iter().map(one).collect());
    }
    let named = names.iter().zip(inner).filter_map(|(name, range)| Some((name.as_deref()?, range)));
    Val::map(named.map(|(name, range)| (Rc::from(name), one(range))).collect::<Entries>())
}

/// Adds a replacement as Go expands it: `$name` takes as many letters, digits and underscores as there are.
fn expand(pattern: &Pattern, text: &str, groups: &Groups, template: &str, out: &mut String) {
    let mut rest = template;
    while let Some(at) = rest.find('$') {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + 1..).unwrap_or_default();
        if let Some(after) = rest.strip_prefix('$') {
            out.push('$');
            rest = after;
            continue;
        }
        let braced = rest.strip_prefix('{');
        let inner = braced.unwrap_or(rest);
        let word = |char: char| !(char.is_alphanumeric() || char == '_');
        let length = inner.find(word).unwrap_or(inner.len());
        let (name, after) = inner.split_at(length);
        let after = if braced.is_some() { after.strip_prefix('}') } else { Some(after) };
        let Some(after) = after.filter(|_| !name.is_empty()) else {
            out.push('$');
            continue;
        };
        let number = match name.parse::<usize>() {
            Ok(number) => Some(number),
            Err(_) => pattern.group_names().iter().position(|group| group.as_deref() == Some(name)),
        };
        let range = number.and_then(|number| groups.get(number)).cloned().flatten();
        out.push_str(range.and_then(|range| text.get(range)).unwrap_or_default());
        rest = after;
    }
    out.push_str(rest);
}
