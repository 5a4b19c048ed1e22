//! The plain part of JSON paths: members and array places, no wildcards, filters or descent.

use serde_json::Value;

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Member(String),
    Place(usize),
}

/// The value at `path`, such as `$.user.names[0]` or `user['first-name']`; the leading `$` may be left out.
///
/// None when there is no such value or the path uses more than members and places.
pub fn select<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    parse(path)?.iter().try_fold(value, |value, part| match part {
        Part::Member(name) => value.get(name.as_str()),
        Part::Place(place) => value.get(*place),
    })
}

/// Whether [`select`] can read the path.
pub fn is_plain(path: &str) -> bool {
    parse(path).is_some()
}

fn parse(path: &str) -> Option<Vec<Part>> {
    let mut rest = path.strip_prefix('$').unwrap_or(path);
    let mut parts = Vec::new();
    if !rest.is_empty() && !rest.starts_with(['.', '[']) {
        let (name, tail) = member(rest)?;
        parts.push(Part::Member(name.to_owned()));
        rest = tail;
    }
    while !rest.is_empty() {
        if let Some(tail) = rest.strip_prefix('.') {
            let (name, tail) = member(tail)?;
            parts.push(Part::Member(name.to_owned()));
            rest = tail;
        } else {
            let tail = rest.strip_prefix('[')?;
            let (inside, tail) = tail.split_once(']')?;
            parts.push(bracket(inside)?);
            rest = tail;
        }
    }
    Some(parts)
}

fn member(text: &str) -> Option<(&str, &str)> {
    let end = text.find(['.', '[']).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(end)?;
    (!name.is_empty() && !name.contains(['*', '(', '?', '@'])).then_some((name, rest))
}

fn bracket(inside: &str) -> Option<Part> {
    for quote in ['\'', '"'] {
        if let Some(name) = inside.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            return Some(Part::Member(name.to_owned()));
        }
    }
    inside.parse().ok().map(Part::Place)
}

#[cfg(test)]
mod tests {
    use super::select;
    use serde_json::json;

    #[test]
    fn members_and_places() {
        let value = json!({"a": {"b-c": [1, {"d": true}]}});
        assert_eq!(select(&value, "$.a['b-c'][1].d"), Some(&json!(true)));
        assert_eq!(select(&value, "a.b-c[0]"), Some(&json!(1)));
        assert_eq!(select(&value, "$.x"), None);
        assert_eq!(select(&value, "$..d"), None);
        assert_eq!(select(&value, "$"), Some(&value));
    }
}
