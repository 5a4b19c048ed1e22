//! IAM policies as they are written: statements, whom and what they are about, and what their conditions ask.
//!
//! [`Document::read_text`] reads a policy and says what is wrong with it. What a call has is asked through [`Keys`], so
//! that the simulation asks about one request, and the review about whatever a stranger could send.

mod condition;
mod document;
mod names;
mod operator;
mod principal;
mod text;
mod value;

pub(crate) use condition::Condition;
pub(crate) use document::{Document, Effect, PolicyKind, Statement};
pub(crate) use names::Names;
pub(crate) use operator::Test;
pub(crate) use principal::{Signer, account_of};
pub(crate) use value::{Range, moment_ms};

/// Whether a text with `*` and `?` in it takes another one, as ARNs in policies do.
pub(crate) fn takes(pattern: &str, text: &str) -> bool {
    text::Pattern::plain(pattern, text::Wildcards::Meant).matches(text)
}

/// What is known of a condition key.
pub(crate) enum Found {
    Values(Vec<String>),
    /// Values that the studio stands in with; the text says so.
    Assumed(Vec<String>, String),
    /// The call does not have the key.
    Missing,
    /// Not known, and taken to be missing; the text says so.
    Unknown(String),
}

/// The condition keys of a call.
pub(crate) trait Keys {
    /// The values of a key, whose name may be in any case.
    fn look_up(&self, key: &str) -> Found;

    /// The value of `${name}` in a policy; none without exactly one.
    fn variable(&self, name: &str) -> Option<String> {
        match self.look_up(name) {
            Found::Values(values) | Found::Assumed(values, _) if values.len() == 1 => {
                values.into_iter().next()
            }
            _ => None,
        }
    }
}

/// Whether one part of a statement is about a call, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub holds: bool,
    /// What it wants and what it found.
    pub text: String,
    /// What of that is not documented by AWS or not known from the request.
    pub doubt: Option<String>,
}

/// Names in backticks, with "or" between them; a long list is cut and says so.
pub(crate) fn list<T: AsRef<str>>(names: &[T]) -> String {
    const SHOWN: usize = 6;
    let mut shown: Vec<String> =
        names.iter().take(SHOWN).map(|name| format!("`{}`", name.as_ref())).collect();
    if names.len() > SHOWN {
        shown.push(format!("{} more", names.len() - SHOWN));
    }
    if shown.is_empty() { "nothing".to_owned() } else { shown.join(" or ") }
}
