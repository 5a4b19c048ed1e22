//! Regular expressions as Java and so API Gateway write them.
//!
//! An engine of our own, because what Java finds depends on its way of trying: possessive repetitions, groups in
//! loops, look-around, back references, `$` before a last line end and empty matches after full ones.

mod class;
mod error;
mod escape;
mod machine;
mod parse;
mod program;
mod replace;
mod set;
mod split;
mod tree;

use std::ops::Range;

pub use error::{Cause, PatternError};

use machine::Machine;
use program::Program;

/// How many bytes an expression may have.
pub const PATTERN_BYTES_MAX: usize = 10_000;

/// How deeply groups and classes may lie in one another.
pub const NESTING_MAX: usize = 60;

/// How often a counted repetition may repeat.
pub const REPEAT_MAX: u32 = 1_000;

/// How many steps an expression may be made into.
pub const PROGRAM_MAX: usize = 20_000;

/// How many steps one call may try: some tenths of a second.
pub const STEPS_MAX: u64 = 5_000_000;

/// How many bytes a text with its matches replaced may have: more than AWS takes in any payload.
pub const OUTPUT_BYTES_MAX: usize = 12 * 1024 * 1024;

/// How many ways back one call may keep.
pub const STACK_MAX: usize = 2_000_000;

/// An expression that was understood, to be used on many texts.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    program: Program,
    // Invariant: the first is the whole match.
    groups: Vec<Option<String>>,
    whole: bool,
}

impl Pattern {
    /// Reads a Java expression that is to be found in texts.
    ///
    /// Errors: it is malformed, beyond a limit of this module, or uses what Java has and the studio has not:
    /// Unicode categories and scripts, `\X`, `\N`, `\b{g}` and `(?U)`.
    pub fn new(pattern: &str) -> Result<Pattern, PatternError> {
        let (tree, groups) = parse::parse(pattern)?;
        let program = Program::new(&tree).map_err(|program::TooLong| PatternError {
            pattern: pattern.to_owned(),
            reason: format!("it has more than {PROGRAM_MAX} steps once its repetitions are written out"),
            at: 0,
            cause: Cause::NotSupported,
        })?;
        Ok(Pattern { text: pattern.to_owned(), program, groups, whole: false })
    }

    /// Reads a Java expression that has to take the whole of a text, as Java's `String.matches` wants it.
    ///
    /// Errors: as [`Pattern::new`].
    pub fn whole(pattern: &str) -> Result<Pattern, PatternError> {
        Pattern::new(pattern).map(Pattern::into_whole)
    }

    /// The same expression, to take the whole of a text.
    pub fn into_whole(self) -> Pattern {
        Pattern { whole: true, ..self }
    }

    /// Whether some part of the text matches, as Java's `Matcher.find`; for [`Pattern::whole`] the whole text.
    ///
    /// Errors: more than [`STEPS_MAX`] steps or [`STACK_MAX`] ways back.
    pub fn is_match(&self, text: &str) -> Result<bool, PatternError> {
        self.find(text).map(|found| found.is_some())
    }

    /// As [`Pattern::is_match`], with a number of steps that many calls share: those that were tried are taken off.
    ///
    /// Errors: more than these steps, which leaves none, or [`STACK_MAX`] ways back.
    pub fn is_match_within(&self, text: &str, steps: &mut u64) -> Result<bool, PatternError> {
        let mut found = false;
        self.each(text, 1, steps, |_| {
            found = true;
            Ok(())
        })?;
        Ok(found)
    }

    /// The first part of the text that matches, in bytes.
    ///
    /// Errors: as [`Pattern::is_match`].
    pub fn find(&self, text: &str) -> Result<Option<Range<usize>>, PatternError> {
        let mut first = None;
        self.each(text, 1, &mut { STEPS_MAX }, |found| {
            first = Some(found.start()..found.end());
            Ok(())
        })?;
        Ok(first)
    }

    /// The text with each match replaced, as Java's `String.replaceAll`: `$1` and `${name}` are groups, a backslash
    /// makes the next character plain.
    ///
    /// Errors: the replacement names a group that there is not or is malformed, which Java looks at only when
    /// something matches; the result has more than [`OUTPUT_BYTES_MAX`]; as [`Pattern::is_match`].
    pub fn replace_all(&self, text: &str, replacement: &str) -> Result<String, PatternError> {
        self.replace_within(text, replacement, usize::MAX, &mut { STEPS_MAX })
    }

    /// The text with the first match replaced, as Java's `String.replaceFirst`.
    ///
    /// Errors: as [`Pattern::replace_all`].
    pub fn replace_first(&self, text: &str, replacement: &str) -> Result<String, PatternError> {
        self.replace_within(text, replacement, 1, &mut { STEPS_MAX })
    }

    /// As [`Pattern::replace_all`] for the first so many matches, with steps as for [`Pattern::is_match_within`].
    ///
    /// Errors: as [`Pattern::replace_all`] and [`Pattern::is_match_within`].
    pub fn replace_within(
        &self,
        text: &str,
        replacement: &str,
        most: usize,
        steps: &mut u64,
    ) -> Result<String, PatternError> {
        replace::replace(self, text, replacement, most, steps)
    }

    /// The parts of the text between matches, as Java's `String.split`: at most `limit` parts when it is positive;
    /// empty parts at the end are dropped when it is zero.
    ///
    /// Errors: as [`Pattern::is_match`].
    pub fn split<'t>(&self, text: &'t str, limit: i32) -> Result<Vec<&'t str>, PatternError> {
        self.split_within(text, limit, &mut { STEPS_MAX })
    }

    /// As [`Pattern::split`], with steps as for [`Pattern::is_match_within`].
    ///
    /// Errors: as [`Pattern::is_match_within`].
    pub fn split_within<'t>(
        &self,
        text: &'t str,
        limit: i32,
        steps: &mut u64,
    ) -> Result<Vec<&'t str>, PatternError> {
        split::split(self, text, limit, steps)
    }

    /// Every match with its groups, the whole first, in bytes; steps as for [`Pattern::is_match_within`].
    ///
    /// Errors: as [`Pattern::is_match_within`].
    pub fn captures_within(
        &self,
        text: &str,
        steps: &mut u64,
    ) -> Result<Vec<Vec<Option<Range<usize>>>>, PatternError> {
        let mut all = Vec::new();
        self.each(text, usize::MAX, steps, |found| {
            let ends = found.saves.chunks_exact(2).take(self.groups.len());
            all.push(ends.map(|pair| Some(pair.first().copied()??..pair.get(1).copied()??)).collect());
            Ok(())
        })?;
        Ok(all)
    }

    /// The names of the groups; the first is the whole match, which has none.
    pub fn group_names(&self) -> &[Option<String>] {
        &self.groups
    }

    fn too_much(&self, reason: &str) -> PatternError {
        let (pattern, reason) = (self.text.clone(), reason.to_owned());
        PatternError { pattern, reason, at: 0, cause: Cause::TooMuch }
    }

    /// Visits up to so many matches from left to right, an empty one right after a full one included.
    fn each(
        &self,
        text: &str,
        limit: usize,
        steps: &mut u64,
        mut visit: impl FnMut(Found<'_>) -> Result<(), PatternError>,
    ) -> Result<(), PatternError> {
        let mut machine = Machine::new(&self.program, self.groups.len(), text, self.whole, *steps);
        let (mut from, mut last) = (0, 0);
        for _ in 0..limit {
            let found = machine.find(from, last);
            *steps = machine.left;
            let found =
                found.map_err(|machine::TooMuch| self.too_much("it takes too many steps on this text"))?;
            let Some((start, end)) = found else { break };
            visit(Found { text, saves: &machine.saves })?;
            last = end;
            from = end;
            if start == end {
                match text.get(end..).and_then(|rest| rest.chars().next()) {
                    Some(symbol) => from += symbol.len_utf8(),
                    None => break,
                }
            }
        }
        Ok(())
    }
}

/// A match with its groups.
struct Found<'a> {
    text: &'a str,
    saves: &'a [Option<usize>],
}

impl<'a> Found<'a> {
    fn start(&self) -> usize {
        self.saves.first().copied().flatten().unwrap_or(0)
    }

    fn end(&self) -> usize {
        self.saves.get(1).copied().flatten().unwrap_or(0)
    }

    fn group(&self, number: usize) -> Option<&'a str> {
        let start = self.saves.get(2 * number).copied().flatten()?;
        let end = self.saves.get(2 * number + 1).copied().flatten()?;
        self.text.get(start..end)
    }
}

/// Whether `pattern` takes the whole of `text`, as Java's `String.matches` does: `.` stops at line ends.
///
/// Errors: as [`Pattern::new`] and [`Pattern::is_match`].
pub fn matches(pattern: &str, text: &str) -> Result<bool, PatternError> {
    Pattern::whole(pattern)?.is_match(text)
}

/// The first part of `text` that matches, in bytes.
///
/// Errors: as [`Pattern::new`] and [`Pattern::is_match`].
pub fn find(pattern: &str, text: &str) -> Result<Option<Range<usize>>, PatternError> {
    Pattern::new(pattern)?.find(text)
}

/// As [`Pattern::replace_all`].
///
/// Errors: as [`Pattern::new`] and [`Pattern::replace_all`].
pub fn replace_all(text: &str, pattern: &str, replacement: &str) -> Result<String, PatternError> {
    Pattern::new(pattern)?.replace_all(text, replacement)
}

/// As [`Pattern::replace_first`].
///
/// Errors: as [`replace_all`].
pub fn replace_first(text: &str, pattern: &str, replacement: &str) -> Result<String, PatternError> {
    Pattern::new(pattern)?.replace_first(text, replacement)
}

/// As [`Pattern::split`].
///
/// Errors: as [`Pattern::new`] and [`Pattern::split`].
pub fn split<'t>(text: &'t str, pattern: &str, limit: i32) -> Result<Vec<&'t str>, PatternError> {
    Pattern::new(pattern)?.split(text, limit)
}

#[cfg(test)]
mod tests {
    use super::{matches, replace_all, split};

    #[test]
    fn the_whole_text_has_to_match() {
        assert_eq!(matches("4\\d{2}", "404"), Ok(true));
        assert_eq!(matches("4\\d{2}", "4040"), Ok(false));
        assert_eq!(matches("a|ab", "ab"), Ok(true));
        assert_eq!(matches(".*Bad.*", "x\nBad"), Ok(false));
        assert!(matches("(", "x").is_err());
    }

    #[test]
    fn an_empty_match_may_follow_a_full_one() {
        assert_eq!(replace_all("baac", "a*", "-"), Ok("-b--c-".to_owned()));
        assert_eq!(split("a,b,,", ",", 0), Ok(vec!["a", "b"]));
    }
}
