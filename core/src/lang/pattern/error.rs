//! Why an expression or its replacement cannot be used.

/// Why an expression or its replacement cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{pattern}` cannot be used as a regular expression: {reason}")]
pub struct PatternError {
    /// The expression, or the replacement when that is wrong.
    pub pattern: String,
    /// What is wrong with it, in Java's words where Java refuses it.
    pub reason: String,
    /// Where, in bytes from its start.
    pub at: usize,
    /// Who refuses it.
    pub cause: Cause,
}

/// Who refuses an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Java refuses it too, so API Gateway fails.
    Malformed,
    /// Java takes it; the studio cannot say what it matches.
    NotSupported,
    /// Trying it on this text takes more than [`super::STEPS_MAX`] steps, or makes too long a text.
    TooMuch,
}
