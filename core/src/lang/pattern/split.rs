//! Java's splitting.

use super::{Pattern, PatternError};

pub(super) fn split<'t>(
    pattern: &Pattern,
    text: &'t str,
    limit: i32,
    steps: &mut u64,
) -> Result<Vec<&'t str>, PatternError> {
    let cuts = match usize::try_from(limit) {
        Ok(most) if most > 0 => most - 1,
        _ => usize::MAX,
    };
    let mut parts = Vec::new();
    let mut start = 0;
    pattern.each(text, usize::MAX, steps, |found| {
        // No empty part in front for an empty match at the start.
        if parts.len() < cuts && found.end() > 0 {
            parts.push(text.get(start..found.start()).unwrap_or_default());
            start = found.end();
        }
        Ok(())
    })?;
    if parts.is_empty() {
        return Ok(vec![text]);
    }
    parts.push(text.get(start..).unwrap_or_default());
    if limit == 0 {
        while parts.last().is_some_and(|part| part.is_empty()) {
            parts.pop();
        }
    }
    Ok(parts)
}
