//! JSON paths in the dialect of API Gateway's templates: Jayway JsonPath for Java, 2.x.
//!
//! Which release API Gateway runs is not documented. Where releases differ, this one answers as 2.0 where that
//! answers, and as the latest where 2.0 fails: negative places, functions, operators in letters and JSON in filters.

mod bracket;
mod call;
mod error;
mod filter;
mod parse;
mod plain;
mod reader;
mod step;
mod walk;

pub use error::{PathError, SelectError};
pub use walk::WORK_MAX;

use super::json::Json;

/// How many bytes a path may have.
pub const PATH_BYTES_MAX: usize = 10_000;

/// How many steps a path may have.
pub const STEPS_MAX: usize = 200;

/// How deeply filters, brackets in filters and arguments of functions may lie in one another.
pub const NESTING_MAX: usize = 24;

/// A path that was understood.
#[derive(Clone, Debug)]
pub struct Path {
    steps: Vec<step::Step>,
    // Inside of a filter `$` is the document and `@` the value that is looked at.
    from_root: bool,
    definite: bool,
    /// How many of the first steps name one place, whatever follows.
    sure: usize,
}

/// What a path finds.
#[derive(Clone, Debug, PartialEq)]
pub enum Selection {
    /// For a path that names one place: the value there, or None when there is no such place.
    Definite(Option<Json>),
    /// For a path with wildcards, filters, slices or descent: all values in the order of the document.
    Indefinite(Vec<Json>),
}

impl Path {
    /// Reads a path such as `$.a['b c'][0]`, `a.b`, `$..x[?(@.y > 1)]` or `$.list.length()`.
    ///
    /// A path that begins with neither `$` nor `@` is completed with `$.` in front.
    /// Errors: not a path, more than [`PATH_BYTES_MAX`] bytes, [`STEPS_MAX`] steps or [`NESTING_MAX`] levels.
    pub fn parse(text: &str) -> Result<Path, PathError> {
        parse::path(text)
    }

    /// Whether it names one place, so that its result is a value and not a list.
    pub fn is_definite(&self) -> bool {
        self.definite
    }

    fn new(steps: Vec<step::Step>, from_root: bool) -> Path {
        let definite = steps.iter().enumerate().all(|(at, step)| step.is_definite(at + 1 == steps.len()));
        let sure = steps.iter().take_while(|step| step.is_definite(false)).count();
        Path { steps, from_root, definite, sure }
    }

    /// Finds what the path names.
    ///
    /// Errors: no result because the document is of another shape than the path wants, where Jayway throws and
    /// API Gateway prints nothing; or more than [`WORK_MAX`] values looked at.
    pub fn select(&self, value: &Json) -> Result<Selection, SelectError> {
        self.select_within(value, &mut { WORK_MAX })
    }

    /// As [`Path::select`], with an amount of work that many calls share: what was done is taken off.
    ///
    /// Errors: as [`Path::select`], with the amount in place of [`WORK_MAX`].
    pub fn select_within(&self, value: &Json, work: &mut u64) -> Result<Selection, SelectError> {
        walk::select(self, value, work)
    }
}

impl Selection {
    /// The value that a template sees: the one value, or an array of all; None when there is nothing.
    pub fn into_json(self) -> Option<Json> {
        match self {
            Selection::Definite(found) => found,
            Selection::Indefinite(found) => Some(Json::array(found)),
        }
    }
}
