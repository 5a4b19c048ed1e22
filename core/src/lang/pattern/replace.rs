//! Java's replacement texts.

use regex_lite::{Captures, Regex};

use super::error::{Cause, PatternError};

pub(super) fn replace(
    regex: &Regex,
    text: &str,
    replacement: &str,
    limit: usize,
) -> Result<String, PatternError> {
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for captures in regex.captures_iter(text).take(limit) {
        let Some(whole) = captures.get(0) else { continue };
        out.push_str(text.get(end..whole.start()).unwrap_or_default());
        end = whole.end();
        put(&captures, regex, replacement, &mut out)?;
    }
    out.push_str(text.get(end..).unwrap_or_default());
    Ok(out)
}

fn put(
    captures: &Captures<'_>,
    regex: &Regex,
    replacement: &str,
    out: &mut String,
) -> Result<(), PatternError> {
    let mut rest = replacement;
    while let Some(found) = rest.find(['\\', '$']) {
        let fail = |reason: &str| {
            let at = replacement.len() - rest.len() + found;
            let reason = reason.to_owned();
            Err(PatternError { pattern: replacement.to_owned(), reason, at, cause: Cause::Malformed })
        };
        let (before, after) = rest.split_at_checked(found).unwrap_or((rest, ""));
        out.push_str(before);
        let tail = after.get(1..).unwrap_or_default();
        if after.starts_with('\\') {
            let Some(symbol) = tail.chars().next() else {
                return fail("character to be escaped is missing");
            };
            out.push(symbol);
            rest = tail.get(symbol.len_utf8()..).unwrap_or_default();
            continue;
        }
        if let Some(inside) = tail.strip_prefix('{') {
            let Some((name, tail)) = inside.split_once('}') else {
                return fail("named capturing group is missing trailing '}'");
            };
            if !regex.capture_names().flatten().any(|other| other == name) {
                return fail(&format!("No group with name {{{name}}}"));
            }
            out.push_str(captures.name(name).map_or("", |group| group.as_str()));
            rest = tail;
            continue;
        }
        let Some(first) = tail.chars().next() else {
            return fail("Illegal group reference: group index is missing");
        };
        let Some(mut group) = first.to_digit(10).and_then(|digit| usize::try_from(digit).ok()) else {
            return fail("Illegal group reference");
        };
        if group >= regex.captures_len() {
            return fail(&format!("No group {group}"));
        }
        let mut tail = tail.get(1..).unwrap_or_default();
        // Further digits belong to the number as long as there is such a group.
        while let Some(digit) = tail.chars().next().and_then(|symbol| symbol.to_digit(10)) {
            let more = group * 10 + usize::try_from(digit).unwrap_or(0);
            if more >= regex.captures_len() {
                break;
            }
            group = more;
            tail = tail.get(1..).unwrap_or_default();
        }
        out.push_str(captures.get(group).map_or("", |group| group.as_str()));
        rest = tail;
    }
    out.push_str(rest);
    Ok(())
}
