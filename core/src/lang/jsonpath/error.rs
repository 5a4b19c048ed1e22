//! What is wrong with a path or with reading it.

/// Why a text is not a path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct PathError {
    /// What is wrong, without a final period.
    pub message: String,
    /// Where, in bytes from the start of the text as it was given.
    pub at: usize,
}

/// Why a path has no result in a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SelectError {
    /// Jayway throws: a step that has to exist does not, or the value is of the wrong kind; API Gateway shows
    /// nothing.
    #[error("{0}")]
    Thrown(String),
    /// The search looked at more than [`super::WORK_MAX`] values.
    #[error("the path looks at more than {limit} values")]
    TooMuch {
        /// How many values may be looked at.
        limit: u64,
    },
}
