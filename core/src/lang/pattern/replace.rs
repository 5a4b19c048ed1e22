//! Java's replacement texts.

use super::error::{Cause, PatternError};
use super::{Found, OUTPUT_BYTES_MAX, Pattern};

pub(super) fn replace(
    pattern: &Pattern,
    text: &str,
    replacement: &str,
    limit: usize,
    steps: &mut u64,
) -> Result<String, PatternError> {
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    pattern.each(text, limit, steps, |found| {
        out.push_str(text.get(end..found.start()).unwrap_or_default());
        end = found.end();
        put(&found, pattern, replacement, &mut out)
    })?;
    out.push_str(text.get(end..).unwrap_or_default());
    Ok(out)
}

fn put(
    found: &Found<'_>,
    pattern: &Pattern,
    replacement: &str,
    out: &mut String,
) -> Result<(), PatternError> {
    let mut rest = replacement;
    while let Some(place) = rest.find(['\\', '$']) {
        let at = replacement.len() - rest.len() + place;
        let fail = |reason: &str| {
            let (pattern, reason) = (replacement.to_owned(), reason.to_owned());
            Err(PatternError { pattern, reason, at, cause: Cause::Malformed })
        };
        let (before, after) = rest.split_at_checked(place).unwrap_or((rest, ""));
        out.push_str(before);
        let tail = after.get(1..).unwrap_or_default();
        let Some(symbol) = tail.chars().next() else {
            return fail(if after.starts_with('\\') {
                "character to be escaped is missing"
            } else {
                "Illegal group reference: group index is missing"
            });
        };
        if after.starts_with('\\') {
            out.push(symbol);
            rest = tail.get(symbol.len_utf8()..).unwrap_or_default();
            continue;
        }
        let group = match symbol {
            '{' => named(tail.get(1..).unwrap_or_default(), pattern),
            _ => numbered(tail, pattern),
        };
        match group {
            Ok((group, length)) => {
                out.push_str(found.group(group).unwrap_or_default());
                bounded(pattern, out)?;
                rest = tail.get(length..).unwrap_or_default();
            }
            Err(reason) => return fail(&reason),
        }
    }
    out.push_str(rest);
    bounded(pattern, out)
}

/// Stops a text that grows without end: each of many matches may put many others.
fn bounded(pattern: &Pattern, out: &str) -> Result<(), PatternError> {
    match out.len() > OUTPUT_BYTES_MAX {
        true => Err(pattern.too_much(&format!("the result has more than {OUTPUT_BYTES_MAX} bytes"))),
        false => Ok(()),
    }
}

/// The group in `${name}` and how long it is behind the dollar sign.
fn named(inside: &str, pattern: &Pattern) -> Result<(usize, usize), String> {
    let length = inside.find(|symbol: char| !symbol.is_ascii_alphanumeric()).unwrap_or(inside.len());
    let (name, after) = inside.split_at_checked(length).unwrap_or((inside, ""));
    if name.is_empty() {
        return Err("named capturing group has 0 length name".to_owned());
    }
    if !after.starts_with('}') {
        return Err("named capturing group is missing trailing '}'".to_owned());
    }
    if name.starts_with(|symbol: char| symbol.is_ascii_digit()) {
        return Err(format!("capturing group name {{{name}}} starts with digit character"));
    }
    match pattern.groups.iter().position(|other| other.as_deref() == Some(name)) {
        Some(group) => Ok((group, length + 2)),
        None => Err(format!("No group with name {{{name}}}")),
    }
}

/// The group in `$12`: as many digits as there are groups for.
fn numbered(digits: &str, pattern: &Pattern) -> Result<(usize, usize), String> {
    let mut group = 0_usize;
    let mut length = 0;
    for digit in digits.chars().map_while(|symbol| symbol.to_digit(10)) {
        let more = group * 10 + usize::try_from(digit).unwrap_or(0);
        if more >= pattern.groups.len() {
            if length == 0 {
                return Err(format!("No group {more}"));
            }
            break;
        }
        group = more;
        length += 1;
    }
    if length == 0 { Err("Illegal group reference".to_owned()) } else { Ok((group, length)) }
}
