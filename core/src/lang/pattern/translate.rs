//! Java's syntax put into that of the engine here.

use regex_lite::RegexBuilder;

use super::error::{Cause, PatternError};
use super::{PATTERN_BYTES_MAX, Regex};

/// How an expression is going to be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// It has to take the whole text.
    Whole,
    /// Any part of the text.
    Part,
}

/// How much memory a compiled expression may take.
const COMPILED_BYTES_MAX: usize = 4 << 20;

pub(super) fn compile(pattern: &str, usage: Use) -> Result<Regex, PatternError> {
    let fail =
        |reason: String| PatternError { pattern: pattern.to_owned(), reason, at: 0, cause: Cause::Malformed };
    if pattern.len() > PATTERN_BYTES_MAX {
        return Err(fail(format!("it has more than {PATTERN_BYTES_MAX} bytes")));
    }
    let whole = match usage {
        Use::Whole => format!("^(?:{pattern})$"),
        Use::Part => pattern.to_owned(),
    };
    RegexBuilder::new(&whole).size_limit(COMPILED_BYTES_MAX).build().map_err(|error| fail(error.to_string()))
}
