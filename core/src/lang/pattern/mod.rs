//! Regular expressions as Java and so API Gateway write them.

mod error;
mod replace;
mod split;
mod translate;

pub use error::{Cause, PatternError};

use regex_lite::Regex;

/// How many bytes an expression may have.
pub const PATTERN_BYTES_MAX: usize = 10_000;

/// An expression that was understood, to be used on many texts.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Regex,
}

impl Pattern {
    /// Reads a Java expression.
    ///
    /// Errors: it is malformed, longer than [`PATTERN_BYTES_MAX`], or uses what Java has and the studio has not, such
    /// as look-around and back references.
    pub fn new(pattern: &str) -> Result<Pattern, PatternError> {
        translate::compile(pattern, translate::Use::Part).map(|regex| Pattern { regex })
    }

    /// Whether it takes the whole of the text, as Java's `String.matches` does.
    pub fn whole(pattern: &str) -> Result<Pattern, PatternError> {
        translate::compile(pattern, translate::Use::Whole).map(|regex| Pattern { regex })
    }

    /// Whether some part of the text matches, as Java's `Matcher.find`; for [`Pattern::whole`] the whole text.
    ///
    /// Runs in time linear in the text.
    pub fn is_match(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// The first part of the text that matches, in bytes.
    pub fn find(&self, text: &str) -> Option<std::ops::Range<usize>> {
        self.regex.find(text).map(|found| found.range())
    }

    /// The text with each match replaced, as Java's `String.replaceAll`: `$1` and `${name}` are groups, a backslash
    /// makes the next character plain.
    ///
    /// Errors: the replacement names a group that there is not, or is malformed.
    pub fn replace_all(&self, text: &str, replacement: &str) -> Result<String, PatternError> {
        replace::replace(&self.regex, text, replacement, usize::MAX)
    }

    /// The text with the first match replaced, as Java's `String.replaceFirst`.
    ///
    /// Errors: as [`Pattern::replace_all`].
    pub fn replace_first(&self, text: &str, replacement: &str) -> Result<String, PatternError> {
        replace::replace(&self.regex, text, replacement, 1)
    }

    /// The parts of the text between matches, as Java's `String.split`: at most `limit` parts when it is positive;
    /// empty parts at the end are dropped when it is zero.
    pub fn split<'t>(&self, text: &'t str, limit: i32) -> Vec<&'t str> {
        split::split(&self.regex, text, limit)
    }
}

/// Whether `pattern` takes the whole of `text`, as Java's `String.matches` does: `.` stops at line ends.
///
/// Errors: as [`Pattern::new`]. Runs in time linear in the text.
pub fn matches(pattern: &str, text: &str) -> Result<bool, PatternError> {
    Ok(Pattern::whole(pattern)?.is_match(text))
}

/// The first part of `text` that matches, in bytes.
///
/// Errors: as [`Pattern::new`].
pub fn find(pattern: &str, text: &str) -> Result<Option<std::ops::Range<usize>>, PatternError> {
    Ok(Pattern::new(pattern)?.find(text))
}

/// As [`Pattern::replace_all`].
pub fn replace_all(text: &str, pattern: &str, replacement: &str) -> Result<String, PatternError> {
    Pattern::new(pattern)?.replace_all(text, replacement)
}

/// As [`Pattern::replace_first`].
pub fn replace_first(text: &str, pattern: &str, replacement: &str) -> Result<String, PatternError> {
    Pattern::new(pattern)?.replace_first(text, replacement)
}

/// As [`Pattern::split`].
pub fn split<'t>(text: &'t str, pattern: &str, limit: i32) -> Result<Vec<&'t str>, PatternError> {
    Ok(Pattern::new(pattern)?.split(text, limit))
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
