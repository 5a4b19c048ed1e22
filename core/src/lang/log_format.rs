//! Access log formats: text with `$context` variables in it.

use serde_json::{Map, Value};

/// The names of the variables in a format, without `$context.`, in order.
pub fn variables(format: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = format;
    while let Some((_, name, tail)) = next(rest) {
        names.push(name);
        rest = tail;
    }
    names
}

/// What stands for a variable without a value.
pub const UNSET: &str = "-";

/// The fields that a format makes, in order, with the variable that each holds: by its keys where the format is JSON,
/// by the variables' last words elsewhere. A field that several variables fill together is none.
pub fn fields(format: &str) -> Vec<(String, String)> {
    let parsed = serde_json::from_str::<Value>(format).ok();
    let mut found = Vec::new();
    if let Some(Value::Object(object)) = parsed {
        members("", &object, &mut found);
        return found;
    }
    for name in variables(format) {
        let word = name.rsplit('.').next().unwrap_or(name).to_owned();
        let taken = found.iter().filter(|(field, _): &&(String, String)| *field == word).count();
        let field = if taken == 0 { word } else { name.replace(['.', '-'], "_") };
        found.push((field, name.to_owned()));
    }
    found
}

/// Whether a format is a JSON object, whose fields CloudWatch finds by itself.
pub fn is_json(format: &str) -> bool {
    matches!(serde_json::from_str::<Value>(format), Ok(Value::Object(_)))
}

/// The format as a glob of CloudWatch Logs Insights: `*` for every variable, quotes escaped.
pub fn glob(format: &str) -> String {
    let mut out = String::new();
    let mut rest = format;
    while let Some((before, _, tail)) = next(rest) {
        out.push_str(before);
        out.push('*');
        rest = tail;
    }
    out.push_str(rest);
    out.replace('\\', "\\\\").replace('"', "\\\"")
}

fn members(prefix: &str, object: &Map<String, Value>, found: &mut Vec<(String, String)>) {
    for (key, value) in object {
        let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            Value::Object(inner) => members(&path, inner, found),
            Value::String(text) => {
                if let [name] = variables(text).as_slice() {
                    found.push((path, (*name).to_owned()));
                }
            }
            _ => {}
        }
    }
}

/// The line: every `$context.name` gives way to `value(name)`; an unset variable is written as `-`.
pub fn render(format: &str, mut value: impl FnMut(&str) -> Option<String>) -> String {
    let mut line = String::with_capacity(format.len());
    let mut rest = format;
    while let Some((before, name, tail)) = next(rest) {
        line.push_str(before);
        line.push_str(value(name).filter(|text| !text.is_empty()).as_deref().unwrap_or(UNSET));
        rest = tail;
    }
    line.push_str(rest);
    line
}

/// The text before the next variable, its name, and what follows it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    const START: &str = "$context.";
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find(START)?;
        let after = text.get(at + START.len()..)?;
        let length = name_length(after);
        if length > 0 {
            let (name, tail) = after.split_at_checked(length)?;
            return Some((text.get(..at)?, name, tail));
        }
        from = at + START.len();
    }
}

/// Letters, digits, `_` and `-`, and dots between them; `claims['a:b']` is not part of a log format.
fn name_length(text: &str) -> usize {
    let word = |symbol: char| symbol.is_ascii_alphanumeric() || symbol == '_' || symbol == '-';
    let end = text.find(|symbol| !word(symbol) && symbol != '.').unwrap_or(text.len());
    text.get(..end).map_or(0, |name| name.trim_end_matches(['.', '-']).len())
}

#[cfg(test)]
mod tests {
    use super::{fields, glob, is_json, render, variables};

    #[test]
    fn fields_are_json_keys_or_last_words() {
        let json = r#"{"ip": "$context.identity.sourceIp", "at": {"s": "$context.status"}, "x": "$context.a/$context.b", "n": 1}"#;
        let named = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(fields(json), named(&[("ip", "identity.sourceIp"), ("at.s", "status")]));
        assert!(is_json(json));
        let clf = "$context.requestId $context.authorizer.requestId \"$context.status\"";
        let wanted = [
            ("requestId", "requestId"),
            ("authorizer_requestId", "authorizer.requestId"),
            ("status", "status"),
        ];
        assert_eq!(fields(clf), named(&wanted));
        assert_eq!(glob(clf), "* * \\\"*\\\"");
    }

    #[test]
    fn unset_variables_are_a_dash() {
        let format = "$context.identity.sourceIp [$context.requestTime] \"$context.httpMethod\" $context.x.";
        assert_eq!(variables(format), ["identity.sourceIp", "requestTime", "httpMethod", "x"]);
        let line = render(format, |name| (name == "httpMethod").then(|| "GET".to_owned()));
        assert_eq!(line, "- [-] \"GET\" -.");
    }
}
