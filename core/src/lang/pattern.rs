//! Regular expressions as Java and so API Gateway write them, matched against the whole text.

/// Why an expression cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{pattern}` cannot be read as a regular expression: {reason}")]
pub struct PatternError {
    /// The expression.
    pub pattern: String,
    /// What is wrong with it.
    pub reason: String,
}

/// Whether `pattern` takes the whole of `text`, as Java's `String.matches` does: `.` stops at line ends.
///
/// Errors: the expression is malformed, or uses look-around or back references, which Java has and the studio
/// does not. Runs in time linear in the text.
pub fn matches(pattern: &str, text: &str) -> Result<bool, PatternError> {
    let whole = format!("^(?:{pattern})$");
    let regex = regex_lite::Regex::new(&whole)
        .map_err(|error| PatternError { pattern: pattern.to_owned(), reason: error.to_string() })?;
    Ok(regex.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn the_whole_text_has_to_match() {
        assert_eq!(matches("4\\d{2}", "404"), Ok(true));
        assert_eq!(matches("4\\d{2}", "4040"), Ok(false));
        assert_eq!(matches("a|b", "ab"), Ok(false));
        assert_eq!(matches(".*Bad.*", "x\nBad"), Ok(false));
        assert!(matches("(", "x").is_err());
    }
}
