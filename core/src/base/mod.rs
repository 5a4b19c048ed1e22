//! Values with units and no domain.

mod fact;
mod milli;
mod money;
mod span;

pub use fact::Fact;
pub use milli::{Milli, ParseMilliError};
pub use money::{ParseMoneyError, Picodollars};
pub use span::{LineIndex, Position, Span};
