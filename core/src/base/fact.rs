//! A value that names its source.

use std::ops::Deref;

use serde::Serialize;

/// A value of AWS's, where it is published, and when it was last seen there.
///
/// It reads like the value itself: `fact.title` is `fact.value.title`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Fact<T> {
    /// The value.
    pub value: T,
    /// A public address or the name of a public document.
    pub source: String,
    /// The day it was last seen there, as `YYYY-MM-DD`.
    pub as_of: String,
    /// What a reader should know about it; often empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl<T> Deref for Fact<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
