//! Values with units and no domain.

mod milli;
mod span;

pub use milli::{Milli, ParseMilliError};
pub use span::{LineIndex, Position, Span};
