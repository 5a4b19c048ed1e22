//! JSON Schema draft 4, as API Gateway's request validators apply it.
//!
//! The messages are those of the Java library whose wording API Gateway's validation errors have
//! (`json-schema-validator` by fge). Which formats API Gateway checks is not documented; the ones here are those that
//! the library checks and that have one meaning.

mod array;
mod format;
mod number;
mod object;
mod reference;
mod same;
mod walk;

use serde_json::Value;

pub(crate) use same::same;

/// How deep schemas may lead into each other for one value.
pub const DEPTH_MAX: usize = 100;

/// How many schemas one check may look at.
pub const STEPS_MAX: u64 = 1_000_000;

/// What a schema says against a value: a word for the text, and what is put into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The row of the texts: `schema.required`.
    pub id: &'static str,
    /// What is put into the text, by name.
    pub values: Vec<(&'static str, String)>,
    /// Where in the value, as a JSON pointer; empty for the whole.
    pub at: String,
}

/// Why it cannot be said whether a value fits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undecided {
    /// A `$ref` that leads nowhere.
    #[error("the reference `{0}` leads nowhere")]
    Reference(String),
    /// A regular expression that the studio does not read.
    #[error("the pattern `{0}` is none that the studio reads")]
    Pattern(String),
    /// A schema that leads into itself without end, or one that takes too long.
    #[error("the schema leads too deep")]
    TooDeep,
}

/// Finds the schema of another model by its name.
pub type Models<'s> = dyn Fn(&str) -> Option<&'s Value> + 's;

/// Everything that a schema says against a value; nothing when it fits.
///
/// `models` finds what `#/definitions/Name` means where the schema itself has no such definition, and what the
/// address of a model means. Errors: it cannot be said.
pub fn check<'s>(schema: &'s Value, models: &Models<'s>, value: &Value) -> Result<Vec<Violation>, Undecided> {
    let mut walk = walk::Walk::new(models);
    walk.check(schema, schema, value, "")?;
    Ok(walk.found)
}
