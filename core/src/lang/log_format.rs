//! Access log formats: text with `$context` variables in it.

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

/// The line: every `$context.name` gives way to `value(name)`; an unset variable is written as `-`.
pub fn render(format: &str, mut value: impl FnMut(&str) -> Option<String>) -> String {
    let mut line = String::with_capacity(format.len());
    let mut rest = format;
    while let Some((before, name, tail)) = next(rest) {
        line.push_str(before);
        line.push_str(value(name).filter(|text| !text.is_empty()).as_deref().unwrap_or("-"));
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
    use super::{render, variables};

    #[test]
    fn unset_variables_are_a_dash() {
        let format = "$context.identity.sourceIp [$context.requestTime] \"$context.httpMethod\" $context.x.";
        assert_eq!(variables(format), ["identity.sourceIp", "requestTime", "httpMethod", "x"]);
        let line = render(format, |name| (name == "httpMethod").then(|| "GET".to_owned()));
        assert_eq!(line, "- [-] \"GET\" -.");
    }
}
