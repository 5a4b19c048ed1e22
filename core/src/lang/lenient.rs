//! The forgiving reading of `{"statusCode": 200}` that API Gateway has for mock integrations.

/// The integer `statusCode` of a JSON-like object.
///
/// Keys may be bare or in single quotes, and commas may be doubled or trail; a status in quotes, mismatched
/// quotes or a text without braces is none.
pub fn status_code(document: &str) -> Option<i64> {
    let inside = document.trim().strip_prefix('{')?.strip_suffix('}')?;
    let (_, rest) = inside.split_once("statusCode")?;
    let quote = inside.split_once("statusCode").and_then(|(before, _)| before.chars().next_back());
    let rest = match quote.filter(|quote| ['"', '\''].contains(quote)) {
        Some(quote) => rest.strip_prefix(quote)?,
        None => rest,
    };
    let number = rest.trim_start().strip_prefix(':')?.trim_start();
    let end = number.find(|symbol: char| !symbol.is_ascii_digit() && symbol != '-').unwrap_or(number.len());
    let (digits, tail) = number.split_at_checked(end)?;
    let ends = tail.trim_start().chars().next().is_none_or(|symbol| [',', '}'].contains(&symbol));
    if ends { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::status_code;

    #[test]
    fn what_passes_and_what_does_not() {
        for document in [
            "{\"statusCode\": 200}",
            "{statusCode: 200}",
            "{'statusCode':200,}",
            "{\"a\": 1, \"statusCode\" : 200,,}",
        ] {
            assert_eq!(status_code(document), Some(200), "{document}");
        }
        for document in ["", "{}", "\"statusCode\": 200", "{\"statusCode\": \"200\"}", "{\"statusCode': 200}"]
        {
            assert_eq!(status_code(document), None, "{document}");
        }
    }
}
