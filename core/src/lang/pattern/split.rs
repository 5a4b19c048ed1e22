//! Java's splitting.

use regex_lite::Regex;

pub(super) fn split<'t>(regex: &Regex, text: &'t str, limit: i32) -> Vec<&'t str> {
    let parts_max = usize::try_from(limit).ok().filter(|limit| *limit > 0);
    let mut parts = Vec::new();
    let mut start = 0;
    for found in regex.find_iter(text) {
        if parts_max.is_some_and(|most| parts.len() + 1 >= most) {
            break;
        }
        // No empty part in front for an empty match at the start.
        if found.end() == 0 {
            continue;
        }
        parts.push(text.get(start..found.start()).unwrap_or_default());
        start = found.end();
    }
    if parts.is_empty() {
        return vec![text];
    }
    parts.push(text.get(start..).unwrap_or_default());
    if limit == 0 {
        while parts.last().is_some_and(|part| part.is_empty()) {
            parts.pop();
        }
    }
    parts
}
